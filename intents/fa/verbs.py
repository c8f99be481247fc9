"""Forms of the Persian verbs that only carry a sentence: "was", "did we have", "show"."""

from __future__ import annotations

# Past stems, and present ones with their "b" of orders: (past, present).
_CARRYING = (
    ("بود", ""), ("شد", "شو"), ("داشت", ""), ("کرد", "کن"), ("گرفت", "گیر"), ("داد", "ده"), ("رسید", "رس"),
    ("آمد", ""), ("اومد", ""), ("آورد", "آور"),
)  # fmt: skip
_PAST = ("", "یم", "ید", "ین", "ند", "ن", "ه", "ه‌ایم", "ه‌اید", "ه‌اند", "ه‌ان", "ه است", "ه‌است", "ه بود", "ه بودیم")
_OF_OTHERS = ("", "ند", "ن", "ه", "ه‌اند", "ه‌ان", "ه است", "ه‌است")
_PRESENT = ("د", "ه", "یم", "ید", "ین", "ند", "ن")


def forms() -> tuple[str, ...]:
    """All forms of all persons but the first ("I sold" says whose)."""
    found: dict[str, None] = {}
    for past, present in _CARRYING:
        for person in _PAST:
            found |= {f"{past}{person}": None, f"می‌{past}{person}": None}
        for person in _PRESENT if present else ():
            found |= {f"می‌{present}{person}": None, f"ب{present}{person}": None, f"{present}{person}": None}
    return (*(word for word in found if word not in _OTHERS), *_HAVING, *_SPOKEN)


def told(*verbs: str) -> str:
    """The past forms of verbs with a word before them, "عمل کرد", of all persons but the first."""
    return "|".join(f"{verb}{person}" for verb in verbs for person in _PAST)


def denied(*verbs: str) -> str:
    """The past forms of verbs denied, of others than oneself: "نکرده‌اند", "ثبت نکردند" of "ثبت کرد"."""
    apart = [verb.rpartition(" ") for verb in verbs]
    return "|".join(f"{noun}{gap}ن{verb}{person}" for noun, gap, verb in apart for person in _OF_OTHERS)


_STEMS = ("داشت", "کرد", "گرفت", "خرید", "بست", "فروخت", "گذاشت", "داد", "شد", "برد", "رفت", "ساخت")
DENIED = denied(*_STEMS, "ثبت کرد")


def undenied(phrase: str) -> str | None:
    """The verb that a word or phrase denies."""
    noun, gap, verb = phrase.rpartition(" ")
    bare = verb.removeprefix("ن")
    return f"{noun}{gap}{bare}" if bare != verb and bare.startswith(_STEMS) else None


def being(*words: str) -> str:
    """What something is said to be: "بهتر است", "کمتره", "بیشترن"."""
    return "|".join(f"{word}{ending}" for word in words for ending in _BEING)


_BEING = ("ه", "ن", "ند", "‌اند", " است", " هست", " هستند", " هستن", " بود", " بودند", " بودن", " بوده", " بوده است",
          " بوده‌اند", " باشد", " باشه", " باشند")  # fmt: skip
_HAVING = ("دارد", "داره", "دارند", "دارن", "داریم", "دارید", "دارین", "داشته باشد", "داشته باشند", "داشته باشیم")
_SPOKEN = (
    "بشه",
    "بشن",
    "بشیم",
    "میشه",
    "بدیم",
    "بگیم",
    "بزنیم",
    "میشن",
    "می‌شه",
    "می‌شن",
    "شه",
    "شن",
    "میاد",
    "میان",
    "میاره",
    "میارن",
    "میارند",
    "میدن",
    "میده",
    "میگیره",
    "میگیرن",
    "بودن",
    "شدن",
    "کردن",
    "گرفتن",
    "داشتن",
)
# Forms that are words of their own.
_OTHERS = frozenset(
    {"کن", "کنید", "بکن", "بکنید", "کنین", "ده", "دهه", "دهند", "دهن", "رسد", "رسه", "رسن", "گیره", "کنه", "کند"}
)
