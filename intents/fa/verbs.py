"""Forms of the Persian verbs that only carry a sentence: "was", "did we have", "show"."""

from __future__ import annotations

# Past stems, and present ones with their "b" of orders: (past, present).
_CARRYING = (
    ("بود", ""), ("شد", "شو"), ("داشت", ""), ("کرد", "کن"), ("گرفت", "گیر"), ("داد", "ده"), ("رسید", "رس"),
    ("آمد", ""), ("اومد", ""), ("آورد", "آور"),
)  # fmt: skip
_PAST = ("", "یم", "ید", "ین", "ند", "ن", "ه", "ه‌ایم", "ه‌اید", "ه‌اند", "ه‌ان", "ه است", "ه‌است", "ه بود", "ه بودیم")
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


_HAVING = ("دارد", "داره", "دارند", "دارن", "داریم", "دارید", "دارین", "داشته باشد", "داشته باشند", "داشته باشیم")
_SPOKEN = (
    "بشه",
    "بشن",
    "بشیم",
    "میشه",
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
