"""Persian words by their role in a question, and the language as one object."""

from __future__ import annotations

from intents.fa.answers import ANSWERS
from intents.fa.around import AROUND
from intents.fa.breaking import BREAKING
from intents.fa.comparing import COMPARING, JUDGED_CHANGE, RELATIVE_CHANGE
from intents.fa.morphology import apart, happened, plural, stem, writes
from intents.fa.order import TIED, arrange
from intents.fa.periods import WORDS as PERIODS
from intents.fa.plain_words import is_plain_word
from intents.fa.verbs import DENIED, being, denied, told, undenied
from intents.language import Language
from intents.normalise import spelling

_PHRASES: dict[str, dict[str, str]] = {
    "condition_where": {
        "": "که در آن|که آن|جایی که|محدود به|فیلتر شده با|فیلتر شده بر|با شرط|به شرط|مشروط به|که",
    },
    "me": {
        "me": ("من|خودم|خود من|مال من|منو|برای خودم|بنده|اینجانب|دارم|ام|شخص من|خودمو|برای من شخصا|شخصا خودم"),
        "my_team": "تیم من|تیم خودم|گروه من|تیمم|تیم‌ام|اعضای تیم من|همکارانم|همکارهای تیمم",
        "my_territory": (
            "منطقه من|منطقه‌ی من|منطقه خودم|منطقه‌ی خودم|منطقه‌ام|قلمرو من|ناحیه من|استان من|حوزه من|"
            "استان خودم|منطقم|منطقه‌م|مناطق من|قلمرو خودم"
        ),
    },
    "not": {
        "": (
            "به جز|بجز|به‌جز|جز|غیر از|به غیر از|بغیر از|بدون|بدون احتساب|بدون در نظر گرفتن|منهای|مگر|"
            "با حذف|به استثنای|به استثنا|بدون محاسبه|نه در|خارج از|بیرون از|سوای|صرف نظر از|صرفنظر از|"
            "نباشد|نیست|به جزء|بجزء|غیر|بدون لحاظ|نه|بیرون|ما بقی به جز|همه جز|همه به جز|همه بجز"
        ),
    },
    "none": {
        "": "|".join(
            (
                DENIED,
                "ندارند|ندارن|ندارد|نداره|هیچ|بدون هیچ|هیچگونه|هیچ‌گونه|حتی یک|بی|فاقد|صفر",
            )
        ),
        "never": "هرگز|هیچوقت|هیچ‌وقت",
    },
    "and": {
        "and": "و|&|+|به علاوه|بعلاوه|به همراه|همراه با|همچنین|و همچنین|و نیز|نیز|به اضافه",
        "comma": ",|;|/",
        "or": "یا|و یا|یا اینکه|یا هم",
    },
    "contains": {
        "contains": ("شامل|شامل کلمه|حاوی|شامل واژه|دارای کلمه|که شامل|که نامش شامل|با نام شامل|شاملِ"),
        "starts_with": ("با آغاز|شروع می‌شود با|شروع شده با|که شروع می‌شود با|با شروع|با حرف اول|شروع شود با|که با شروع"),
        "ends_with": "با پایان|تمام می‌شود با|ختم می‌شود به|پایان یافته با|که ختم می‌شود به|ختم شود به",
    },
    # After the text: "با پارس شروع می‌شود".
    "contained": {
        "starts_with": "شروع می‌شود|شروع می‌شوند|شروع شود|شروع میشه|شروع شده|شروع می‌شه|آغاز می‌شود|آغاز می‌شوند",
        "ends_with": "تمام می‌شود|تمام می‌شوند|تمام میشه|ختم می‌شود|ختم می‌شوند|ختم میشه|پایان می‌یابد",
    },
    "actual": {
        "": ("واقعیت|واقعی|محقق شده|تحقق یافته|عملکرد واقعی|فروش محقق|تحقق‌یافته|مقدار واقعی|میزان واقعی"),
        "reached": ("به هدف رسیده|به هدف رسیده‌اند|به هدف رسیدیم|به هدف رسیدند|به تارگت رسیده|به تارگت رسیدیم"),
    },
    # Beside a goal that it is said of: "به هدف این ماه رسیدیم".
    "reached": {
        "": told("رسید") + "|می‌رسیم|میرسیم|می‌رسند|می‌رسن|خواهیم رسید",
        "hit": told("زد", "رد کرد", "محقق کرد"),
        "not": denied("رسید") + "|نرسیدیم|نرسیده‌ایم",
        "missed": denied("زد", "محقق کرد") + "|نزدیم|نزده‌ایم|محقق نکردیم|محقق نکرده‌ایم",
    },
    "behind": {
        "<": being("عقب", "عقب‌تر") + "|عقب|عقبیم|عقب هستیم|عقب‌تریم|" + told("عقب ماند", "عقب افتاد"),
        ">": being("جلو", "جلوتر") + "|جلوتر|جلوتریم|جلوییم|جلو هستیم|" + told("جلو افتاد", "جلو زد"),
    },
    "negative": {"<": being("منفی") + "|منفی", ">": being("مثبت") + "|مثبت"},
    "losing": {
        "<": (
            "زیان‌ده|زیان ده|ضررده|ضرر ده|زیان‌آور|زیان آور|با زیان|در زیان|زیان می‌دهند|زیان می‌دهد|ضرر می‌دهند|"
            "ضرر می‌دهد|ضرر میدن|ضرر میده|زیان دارند|زیان داشتند|زیان دارد|ضرر دارند|ضرر داشتند|بی‌سود|"
            + told("زیان کرد", "ضرر کرد", "زیان داد", "ضرر داد")
        ),
        ">": "سودده|سودآور|سود می‌دهند|سود میدن",
    },
    "weekdays": {
        "": "|".join(
            (
                *(
                    form.format(day)
                    for day in (
                        "شنبه",
                        "یکشنبه",
                        "یک‌شنبه",
                        "دوشنبه",
                        "سه‌شنبه",
                        "چهارشنبه",
                        "پنجشنبه",
                        "پنج‌شنبه",
                        "جمعه",
                    )
                    for form in ("{}‌ها", "{}‌های", "هر {}", "روزهای {}", "روز‌های {}", "همه {}‌ها", "هر روز {}")
                ),
                "آخر هفته‌ها|آخر هفته‌های|هر آخر هفته|روزهای آخر هفته|روزهای تعطیل|روزهای کاری",
            )
        ),
    },
    "only": {
        "": "فقط|صرفا|صرفاً|فقط برای|فقط در|تنها در|تنها برای|تنها از",
    },
    "event": {
        "": (
            "وقتی|وقتی که|هر وقت|هروقت|هر گاه|هرگاه|هر زمان|در صورتی که|زمانی که|اگر|اگه|اگر که|چنانچه|در صورتیکه|"
            "هر بار که"
        ),
    },
}

_CURRENCIES = {
    "USD": "دلار|دلار آمریکا|دلاری",
    "EUR": "یورو",
    "IRT": "تومان|تومن|تومانی",
    "IRR": "ریال|ریالی",
    "GBP": "پوند",
    "AED": "درهم",
    "TRY": "لیر|لیره",
    "CNY": "یوان",
}
_ONES = "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_HUNDREDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
_PLACES = "اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم"
_PERIOD_WORDS = frozenset(
    spelling(word)
    for phrases in (*PERIODS.words.values(), *PERIODS.values.values())
    for phrase in phrases
    for word in spelling(phrase).split()
)

LANGUAGE = Language(
    code="fa",
    writes=writes,
    stem=stem,
    plural=plural,
    phrases={**COMPARING, **BREAKING, **ANSWERS, **_PHRASES, **AROUND, "currency": _CURRENCIES},
    gaps=frozenset(["که", "را", "رو", "ما", "هم", "مان", "شان"]),
    numbers={
        **{word: value for value, word in enumerate(_ONES.split())},
        **{word: value * 10 for value, word in enumerate(_TENS.split(), start=2)},
        **{word: value * 100 for value, word in enumerate(_HUNDREDS.split(), start=1)},
        "شیش": 6,
        "هیفده": 17,
        "هیجده": 18,
        "پنجا": 50,
    },
    ordinals={word + ending: value for value, word in enumerate(_PLACES.split(), start=1) for ending in ("", "ین")}
    | {"نخست": 1, "نخستین": 1},
    ordinal_ends=frozenset({"ام", "م", "امین", "مین"}),
    scales={"هزار": 1e3, "هزارتا": 1e3, "میلیون": 1e6, "ملیون": 1e6, "میلیارد": 1e9, "ملیارد": 1e9, "k": 1e3},
    range_words=frozenset({"تا", "و", "الی"}),
    spelling=_PERIOD_WORDS,
    implied={
        "selling": ("فروش", "درآمد"),
        "sellers": ("محصول", "محصولات"),
        "buyers": ("مشتری", "مشتریان"),
        "bought": ("سفارش", "خرید", "تعداد خرید"),
        "popular": ("تعداد فروش", "واحد فروخته شده", "مقدار فروش", "تعداد سفارش", "سفارش", "تعداد خرید"),
        "profit": ("سود", "سود ناخالص", "سود خالص", "سود عملیاتی"),
        "come_from": ("منبع", "کانال"),
        "reason": ("دلیل", "علت"),
        "goal": ("هدف", "تارگت", "سهمیه"),
    },
    verbs={"selling": ("فروختیم", "فروخته‌ایم", "می‌فروشیم", "فروش داشتیم")},
    ties={
        "people": frozenset({"چند نفر", "چند نفر از"}),
        "relative change": RELATIVE_CHANGE,
        "judged change": JUDGED_CHANGE,
        "subject": frozenset({"از", "برای", "به", "در"}),
        "whose": frozenset({"از", "به", "برای"}),
        "towards": frozenset({"از", "به", "برای"}),
        "member": frozenset({"از", "به", "برای", "در", "با", "تو", "توی"}),
        "against": frozenset({"با", "به"}),
        "rows": frozenset({"برای", "از"}),
        "single": frozenset({"یک", "یه"}),
        "gregorian": frozenset({"میلادی"}),
        "jalali": frozenset({"شمسی", "خورشیدی", "جلالی"}),
        "having": frozenset({"با", "که", "دارای"}),
        "one": frozenset({"یک", "یه"}),
        "whose it is": frozenset({"ما", "شما", "شان"}),
        "slash": frozenset({"/"}),
        "together": frozenset({"با هم", "باهم", "همزمان", "هم زمان"}),
        "bare scale": frozenset({"هزار", "میلیون"}),
        "again": frozenset({"هم"}),
        "text": frozenset({"با", "به"}),
        "listing": frozenset(
            {"لیست", "لیست کن", "فهرست", "فهرست کن", "لیست کامل", "فهرست کامل", "اسم", "اسامی", "نام", "نام‌های"}
        ),
        "reached": frozenset({"به"}),
        "inside one": frozenset({"در", "توی", "تو", "طی", "در یک", "یک"}),
        "genitive": frozenset({TIED}),
        "clock": frozenset({"ساعت"}),
        "moving": frozenset({"کمتر شد", "کمتر بشه", "کمتر شود", "بیشتر شد", "بیشتر بشه", "بیشتر شود"}),
        "rate": frozenset({"چند درصد", "چند درصد از", "چه درصدی", "چه درصدی از"}),
        "deed": frozenset({"فروخت", "خرید"}),
        "currency": frozenset(word for words in _CURRENCIES.values() for word in words.split("|")),
        "sum": frozenset({"جمع", "جمع کل", "مجموع", "مجموع کل"}),
        "total": frozenset({"کل", "جمع کل"}),
        "amount": frozenset({"مقدار", "مقدارِ", "میزان", "میزانِ", "جمع", "جمع کل", "مجموع", "مجموع کل"}),
        "over": frozenset({"به", "بر"}),
        "whole": frozenset({"از", "در"}),
        "popular": frozenset({"محبوب‌ترین", "پرطرفدارترین", "پرطرفدار‌ترین", "طرفدارترین", "کم‌طرفدارترین"}),
        "money": frozenset({"چقدر", "چه قدر", "چقد", "چه مقدار", "چه میزان"}),
        "being": frozenset({"است", "بود", "هست", "شد"}),
        "counting": frozenset(
            {
                "چند",
                "چند تا",
                "چندتا",
                "چنتا",
                "چند نفر",
                "چند عدد",
                "چند مورد",
                "تعداد",
                "شمار",
                "چه تعداد",
                "تعداد کل",
                "کل تعداد",
            }
        ),
    },
    halves=frozenset({"نیم"}),
    percent=frozenset({"%", "درصد", "درصده", "درصدن", "درصدی"}),
    is_word=is_plain_word,
    apart=apart,
    head_first=True,
    deriving=frozenset({"ی"}),
    undenied=undenied,
    happened=happened,
    many=("ها", "های", "هایی"),
    arrange=arrange,
    number_joiners=frozenset({"و"}),
    classifiers=frozenset({"بار", "دفعه", "مرتبه", "تا", "تای", "عدد", "نفر", "مورد", "فقره", "دونه", "تاش"}),
)
