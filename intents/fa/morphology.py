"""Persian word forms: plurals, the verbs people use of figures, endings of spoken Persian."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PERSIAN = re.compile("[\u0621-\u06ff]")
_PLURALS = {
    "محصولات": "محصول", "معاملات": "معامله", "تعاملات": "تعامل", "سفارشات": "سفارش", "مناطق": "منطقه",
    "نواحی": "ناحیه", "دلایل": "دلیل", "علل": "علت", "مراحل": "مرحله", "منابع": "منبع",
    "صنایع": "صنعت", "فصول": "فصل", "ایام": "روز", "خریداران": "خریدار", "مردان": "مرد", "زنان": "زن",
    "بانوان": "بانو", "کارشناسان": "کارشناس", "مدیران": "مدیر", "همکاران": "همکار", "کاربران": "کاربر",
    "مخاطبان": "مخاطب", "مخاطبین": "مخاطب", "ویزیتورها": "ویزیتور", "اقلام": "قلم", "اجناس": "جنس",
    "شرکتها": "شرکت", "اصناف": "صنف", "طرحها": "طرح", "روشها": "روش", "تخفیفات": "تخفیف", "جلسات": "جلسه",
    "قراردادها": "قرارداد", "درخواستها": "درخواست", "مطالبات": "مطالبه", "تولیدات": "تولید", "بازارها": "بازار",
}  # fmt: skip
_NO_PLURALS = frozenset({"تنها", "بها", "انتها", "انها", "اینها", "ادعاها"})
# Past stems of the verbs that figures are told with; all persons but the first ("I sold") are one form.
_STEMS = ("فروخت", "گرفت", "داشت", "کرد", "داد", "بست", "برد", "رفت", "خرید", "شد", "باخت", "گذاشت", "اورد", "پرداخت",
          "رسید", "امد", "کشید", "ماند", "دید", "گشت", "برگشت", "ساخت", "شناخت", "یافت", "بود")  # fmt: skip
_PRESENT = {
    "فروش": "فروخت", "گیر": "گرفت", "دار": "داشت", "کن": "کرد", "ده": "داد", "بند": "بست", "بر": "برد", "رو": "رفت",
    "خر": "خرید", "شو": "شد", "باز": "باخت", "گذار": "گذاشت", "اور": "اورد", "رس": "رسید",
}  # fmt: skip
_PERSONS = ("", "یم", "ید", "ند", "ین", "ن", "ه", "هایم", "هاید", "هاند", "هان")
_PRESENT_PERSONS = ("یم", "ید", "ند", "د", "ن", "ه", "ین")
_FORMS = {
    **{f"{mi}{stem}{person}": stem for stem in _STEMS for person in _PERSONS for mi in ("", "می")},
    **{f"می{present}{person}": stem for present, stem in _PRESENT.items() for person in _PRESENT_PERSONS},
}
_PARTICIPLES = tuple(f"{stem}ه" for stem in _STEMS)
_MANY = ("هایی", "های", "ها")


def writes(word: str) -> bool:
    """The word is in Persian letters."""
    return bool(_PERSIAN.match(word))


def stem(word: str) -> str:
    """One form for singular and plural, for all persons of a verb but the first."""
    known = _PLURALS.get(word) or _FORMS.get(word)
    if known:
        return known
    for ending in _MANY:
        if word.endswith(ending) and len(word) > len(ending) + 1 and word not in _NO_PLURALS:
            one = word.removesuffix(ending)
            return _PLURALS.get(one, one)
    for ending, instead in (("گانی", "ه"), ("گان", "ه"), ("یانی", "ی"), ("یان", "ی")):
        if word.endswith(ending) and len(word) > 5:
            return word.removesuffix(ending) + instead
    if word.endswith("اتی") and word[:-1] in _PLURALS:
        return _PLURALS[word[:-1]]
    if word.endswith(("ای", "وی")) and len(word) > 3:
        return word[:-1]
    return word


def happened(word: str) -> bool:
    """The word ends in a verb in the past: "شد", "رفته", "حل‌شده"."""
    return _FORMS.get(word) is not None or word.endswith(_PARTICIPLES)


def plural(word: str) -> bool:
    """The word is a plural noun."""
    if word in _NO_PLURALS:
        return False
    if word in _PLURALS or word.removesuffix("ی") in _PLURALS:
        return True
    return word.endswith(_MANY) or (len(word) > 5 and word.endswith(("گان", "گانی", "یان", "یانی")))


def is_denied(word: str) -> bool:
    """The word is a verb denied: "نفروختیم", "ندارد", "برنگشته"."""
    for before in ("", *_BEFORE_VERBS):
        bare = word.removeprefix(before).removeprefix("ن")
        if word.startswith(f"{before}ن") and (bare in _FORMS or f"می{bare}" in _FORMS or f"{bare}م"[:-1] in _FORMS):
            return True
    return False


_BEFORE_VERBS = ("بر", "در", "باز", "وا", "فرا", "فرو")


_WHOSE = (
    ("هامون", "ها", "ما"), ("هایمان", "ها", "ما"), ("هاشون", "ها", "شان"), ("هایشان", "ها", "شان"),
    ("هاتون", "ها", "شما"), ("هایتان", "ها", "شما"), ("هایم", "ها", "من"), ("هام", "ها", "من"), ("هاش", "ها", "اش"),
    ("مون", "", "ما"), ("مان", "", "ما"), ("شون", "", "شان"), ("شان", "", "شان"), ("تون", "", "شما"),
    ("تان", "", "شما"), ("اش", "", "اش"), ("ام", "", "من"), ("هام", "ه", "من"), ("م", "", "من"), ("ش", "", "اش"),
)  # fmt: skip


def apart(word: str) -> Iterator[tuple[str, ...]]:
    """What an unknown word may be put together of, the likeliest first: whose it is, "a" or "some", two words."""
    if word.endswith("ترین") and len(word) > 6:
        # "سودآورترین", "پرتیکت‌ترین": the most of what the word tells.
        told = word.removesuffix("ترین")
        for much, most in (("پر", "بیشترین"), ("کم", "کمترین")):
            if told.startswith(much):
                yield most, told.removeprefix(much)
        yield "بیشترین", told
    for ending, kept, whose in _WHOSE:
        if ending == "م" and word.endswith("یم"):
            continue  # "بدیم" is a verb of ours
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word.removesuffix(ending) + kept, whose
    for ending, instead in (("یی", ""), ("ای", "ها"), ("ای", ""), ("ی", ""), ("ا", "ها"), ("ست", ""), ("ه", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield (word.removesuffix(ending) + instead,)
    for place in range(2, len(word) - 1):
        yield word[:place], word[place:]
