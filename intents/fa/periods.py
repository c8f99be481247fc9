"""Persian words of time: what each stands for. How they join is in periods_rules."""

from __future__ import annotations

from intents.fa.periods_rules import RULES
from intents.periods.grammar import Numerals, PeriodWords
from intents.periods.values import Number, UnitWord, Yearless

_JALALI_MONTHS = (
    ("فروردین",), ("اردیبهشت",), ("خرداد",), ("تیر",), ("مرداد", "امرداد"), ("شهریور",), ("مهر",), ("آبان",), ("آذر",),
    ("دی",), ("بهمن",), ("اسفند",),
)  # fmt: skip
_MONTHS = (
    ("ژانویه",), ("فوریه",), ("مارس",), ("آوریل", "اوریل"), ("مه",), ("ژوئن", "جون"), ("ژوئیه", "جولای", "ژولای"),
    ("اوت", "آگوست"), ("سپتامبر",), ("اکتبر",), ("نوامبر",), ("دسامبر",),
)  # fmt: skip
_WEEKDAYS = (
    ("دوشنبه", "دو شنبه"), ("سه شنبه", "سهشنبه"), ("چهارشنبه", "چهار شنبه"), ("پنجشنبه", "پنج شنبه"), ("جمعه",),
    ("شنبه",), ("یکشنبه", "یک شنبه"),
)  # fmt: skip
_SEASONS = ("بهار", "تابستان", "پاییز", "زمستان")
# Names and things as often as months.
_WEAK = {"تیر", "مهر", "آذر", "دی", "بهمن", "مه", *_SEASONS}

_ONES = (
    "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده".split()  # noqa: SIM905
)
_TENS = ("بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_HUNDREDS = ("صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")
_RANKS = (
    "اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم", "دوازدهم", "سیزدهم", "چهاردهم",
    "پانزدهم", "شانزدهم", "هفدهم", "هجدهم", "نوزدهم", "بیستم",
)  # fmt: skip


def _plain(word: str) -> str:
    """As the tokens have it, without the hat of the long a."""
    return word.replace("آ", "ا").replace("ئ", "ی")


def _months(names: tuple[tuple[str, ...], ...], calendar: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for number, spellings in enumerate(names, 1):
        for name in spellings:
            month = Yearless(
                "month", number, calendar="jalali" if calendar == "jalali" else "gregorian", weak=name in _WEAK
            )
            sure = Yearless("month", number, calendar=month.calendar)
            found |= {name: month, f"{name} ماه": sure, f"{name}ماه": sure, f"ماه {name}": sure}
    return found


_UNITS: dict[str, object] = {
    "روز": UnitWord("day"), "هفته": UnitWord("week"), "ماه": UnitWord("month"), "ماهه": UnitWord("month"),
    "فصل": UnitWord("quarter"), "سه ماهه": UnitWord("quarter"), "سه‌ماهه": UnitWord("quarter"),
    "نیمسال": UnitWord("half"), "نیم سال": UnitWord("half"), "نیمه": UnitWord("half"), "شش ماهه": UnitWord("half"),
    "سال": UnitWord("year"), "دهه": UnitWord("year", 10),
}  # fmt: skip

_WORDS = {
    "last": ("گذشته", "قبل", "قبلی", "پیشین", "پیش"),
    "last_n": ("گذشته", "اخیر", "قبلی"),
    "few": ("چند", "چندین", "چند تا", "چندتا"),
    "ago": ("پیش", "قبل"),
    "this": ("این", "همین"),
    "current": ("جاری", "فعلی", "کنونی", "حاضر"),
    "next": ("آینده", "بعد", "بعدی", "آتی"),
    "ahead": ("پیش رو",),
    # «هفته پیش رو بگو» is last week, and the verb's object.
    "asking": ("بگو", "بگی", "بگید", "بگین", "بگویید", "بده", "بدی", "بدید", "بدین", "بدهید", "نشون", "نشان", "نشونم",
               "بفرست", "بفرستید", "ببینم", "ببینیم", "حساب", "در", "دربیار", "بیار", "مقایسه", "با", "می", "میخوام",
               "میخواستم", "برام", "برامون", "بهم", "هم", "چک", "لازم", "نمایش"),
    "full": ("کامل",),
    "first": ("اول", "ابتدایی", "نخست", "آغازین"),
    "final": ("آخر", "پایانی", "انتهایی"),
    "very_last": ("آخرین",),
    "this_year": ("امسال",),
    "last_year": ("پارسال",),
    "two_years_ago": ("پیرارسال", "پیرار سال"),
    "to_date": ("تا کنون", "تاکنون", "تا امروز", "تا به امروز", "تا الان", "تا حالا", "تا به حال",
                "تا این لحظه", "تا همین لحظه", "تا اکنون", "تا اینجا", "تا اینجای", "تا به اینجا", "تا به اینجای",
                "تا این جا", "تا این جای", "تا همین الان", "تا همین حالا", "تا همین امروز", "تا این تاریخ",
                "تا این زمان"),
    "from": ("از",),
    "from_start": ("از ابتدای", "از اول", "از آغاز", "از شروع", "از اوایل"),
    "start_of": ("ابتدای", "اول", "آغاز", "شروع"),
    "end_of": ("پایان", "آخر", "انتهای", "اواخر"),
    "to": ("تا", "الی", "-", "لغایت"),
    "until": ("تا", "تا قبل از پایان"),
    "between": ("بین", "مابین", "میان"),
    "and": ("و",),
    "before_it": ("قبل از آن", "پیش از آن", "قبل آن", "قبل از اون", "قبل اون", "قبلش", "پیشش", "قبل‌ترش", "قبل از این",
                  "پیش از این", "ماقبل آن", "ماقبلش", "قبل از آنها", "قبل از آن‌ها"),
    "before": ("قبل از", "پیش از", "تا قبل از", "تا پیش از"),
    "after": ("بعد از", "پس از"),
    "onwards": ("به بعد", "به این طرف", "به این سو"),
    "same": ("مشابه",),
    "time": ("مدت", "دوره", "زمان", "بازه"),
    "same_as_now": ("همین",),
    "said_of_today": ("این",),
    "gregorian": ("میلادی",),
    "jalali": ("شمسی", "خورشیدی", "جلالی", "هجری شمسی"),
    "fiscal": ("مالی",),
    "first_ten": ("دهه اول", "ثلث اول"), "second_ten": ("دهه دوم", "دهه وسط", "ثلث دوم"),
    "last_ten": ("دهه سوم", "دهه آخر", "ثلث سوم", "ثلث آخر"),
    "early": ("اوایل",), "mid": ("اواسط",), "late": ("اواخر",),
    "rest": ("باقی", "باقیمانده", "باقی مانده", "بقیه"),
    "q": ("q",), "h": ("h",),
    "in": ("در", "طی", "برای", "طول", "ظرف"),
    "lead": ("در", "طی", "برای", "طول", "ظرف", "بازه", "دوره", "زمانی"),
    "each": ("هر", "به", "تفکیک", "بر", "اساس", "هرچند"),
    "comma": (",",), "-": ("-",), "/": ("/",),
    "amount": ("بالای", "زیر", "برتر", "بیش", "کمتر", "بیشتر", "حداقل", "حداکثر", "بیش از", "کمتر از", "بیشتر از",
               "بالاتر از", "پایین تر از", "کم تر از", ">", "<", "=", "$", "حدود"),
    "measure": ("%", "درصد"),
}  # fmt: skip

WORDS = PeriodWords(
    words=_WORDS,
    values={
        "MONTH": {**_months(_MONTHS, "gregorian"), **_months(_JALALI_MONTHS, "jalali")},
        "WEEKDAY": {name: Yearless("weekday", n) for n, names in enumerate(_WEEKDAYS) for name in names},
        "SEASON": {name: Yearless("season", n, weak=True) for n, name in enumerate(_SEASONS)},
        "UNIT": _UNITS,
        "NUM": {"صفر": Number(0), "یه": Number(1)},
        "NAMED": {"امروز": 0, "دیروز": -1, "پریروز": -2, "فردا": 1, "پس فردا": 2, "پسفردا": 2},
    },
    numerals=Numerals(
        parts={
            **{word: n for n, word in enumerate(_ONES, 1)},
            **{word: 10 * n for n, word in enumerate(_TENS, 2)},
            **{word: 100 * n for n, word in enumerate(_HUNDREDS, 1)},
        },
        multipliers={"هزار": 1000},
        joiners=frozenset({"و"}),
        ordinals={
            **{_plain(word) + ending: n for n, word in enumerate(_RANKS, 1) for ending in ("", "ین")},
            "یکم": 1,
            "سی ام": 30,
        },
        endings=frozenset({"ام", "م"}),
    ),
    rules=RULES,
    calendar="persian",
)
