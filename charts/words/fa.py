"""Persian words of pictures."""

RIGHT_TO_LEFT = True
REASON_WORDS = frozenset({"دلیل", "دلایل", "علت", "علل", "چرا"})

MISSING = "نامشخص"
OTHERS = "سایر ({n})"
MORE = "{n} مورد دیگر"
NO_DATA = "داده‌ای نیست"
NO_DATA_HINT = "برای این پرسش در این بازه چیزی ثبت نشده است."
NO_FIGURE = "عددی در کار نیست: مخرج صفر است یا چیزی ثبت نشده است."
AND_MORE = "و {n} مورد دیگر"
SHOWN = "{shown} از {all} مورد نشان داده شده"
THROUGH = "داده تا {day}"
VERSUS = "در مقایسه با {period}"
OF_TARGET = "{percent} از هدفِ {goal}"
AGAINST_TARGET = "{metric} در برابر هدف"
TICK_TARGET_TO_DATE = "نشانه: هدف تا امروز"
OF_TARGET_TO_DATE = "{percent} از هدفِ تا امروزِ {goal}"
TICK_TARGET = "نشانه: هدف"
GREY_OTHERS = "خاکستری: {n} مورد دیگر"
LAST = "{n} {units} اخیر"
IN_MONEY = "به {currency}"
BOUND = "حد {value}"
BEGUN = "بدون {bucket} که تازه آغاز شده"
NOT_ON_MAP = "{n} مورد روی نقشه نیست"
CUMULATIVE = "خط: سهم انباشته"
FROM_TOP = "{percent} از کل"
FROM_BEFORE = "{percent} ادامه می‌دهند"
MEDIAN = "میانه {days}"
FORECAST = "پیش‌بینی"
BANDS = "نوارها: ۸۰٪ و ۹۵٪"
TO = "{low} تا {high}"
STATUS = {"on_track": "در مسیر", "behind": "عقب", "reached": "محقق شده", "missed": "محقق نشده"}
TIMES = "{factor} برابر"
BEFORE, NOW = "پیش", "اکنون"
BY = "{metric} به تفکیک {breakdown}"
AND = " و "
SEPARATOR = " · "

TIME = {
    "day": "روز", "week": "هفته", "month": "ماه", "quarter": "فصل", "year": "سال",
    "hour": "ساعت", "weekday": "روز هفته", "month_of_year": "ماه",
}  # fmt: skip
TIMES_MANY = {
    "day": "روز", "week": "هفتهٔ", "month": "ماه", "quarter": "فصل", "year": "سال", "half": "نیم‌سال",
}  # fmt: skip
ROLES = {
    "previous": "پیش از آن", "change": "تغییر", "change_percent": "درصد تغییر", "share": "سهم",
    "running_total": "جمع انباشته", "moving_average": "میانگین متحرک", "rank": "رتبه", "growth": "رشد",
}  # fmt: skip
COLUMNS = {
    "stage": "مرحله", "count": "تعداد", "conversion": "از مرحلهٔ پیش", "from_top": "از کل",
    "median_days": "میانهٔ روزها", "low_80": "۸۰٪ از", "high_80": "۸۰٪ تا", "low_95": "۹۵٪ از", "high_95": "۹۵٪ تا",
    "forecast": "پیش‌بینی", "kind": "نوع", "person": "شخص", "subject": "موضوع", "time": "زمان", "date": "زمان",
    "attribute": "ویژگی", "member": "مقدار", "lift": "نسبت", "share": "سهم", "base_share": "سهم در کل",
    "goal": "هدف", "actual": "عملکرد", "attainment": "تحقق", "elapsed": "زمان گذشته", "status": "وضعیت",
    "base_count": "تعداد در کل", "effect": "اثر", "period": "بازه", "metric": "شاخص", "method": "روش",
}  # fmt: skip
FILTERS = {
    "in": "{dimension}: {members}",
    "not_in": "{dimension}: به‌جز {members}",
    "contains": "{dimension} شامل {members}",
    "starts_with": "{dimension} با شروع {members}",
    "ends_with": "{dimension} با پایان {members}",
    "none": "{dimension}: نامشخص",
}

UP = "{metric} {size} بیشتر از {period} است"
DOWN = "{metric} {size} کمتر از {period} است"
SAME = "{metric} نسبت به {period} تغییری نکرده است"
LEADS = "{member} با {value} پیشتاز است"
HIGHEST = "بیشترین {metric} در {member}: {value}"
LOWEST = "کمترین {metric} در {member}: {value}"
SHARE = "سهم {member} از {metric}: {share}"
FIRST_REASONS = "{members}: {share} از {metric}"
PEAK = "بیشترین {metric} {bucket}: {value}"
TROUGH = "کمترین {metric} {bucket}: {value}"
FEW = "{count} مورد از {all}، {share} از {metric} را دارند"
WHEN: dict[str, str] = {}
WHEN_ELSE = "در {bucket}"
ATTAINED_SHORT = "{percent} از هدف"
OWN_PERIOD = "بازهٔ خودش"
PAGE = "{page} از {pages}"
ATTAINED = "{metric} به {percent} از هدف رسیده است"
TARGETS_MET = "{met} از {all} مورد به هدف رسیده‌اند"
GREW = "{grew} از {all} مورد رشد کرده‌اند؛ بیشترین رشد: {member} {change}"
FELL = "{fell} از {all} مورد کاهش داشته‌اند؛ بیشترین کاهش: {member} {change}"
REACHED = "{share} به «{last}» می‌رسند"
REACHED_AND_WEAKEST = "{share} به «{last}» می‌رسند؛ کمترین گذر: «{before}» به «{stage}» {percent}"
FURTHEST = "{member} از همه پیش‌تر می‌رود: {share} به «{last}» می‌رسند"
FORECAST_TITLE = "پیش‌بینی {metric} {bucket}: {value}"
GOALS_TITLE = "{met} از {all} هدف در مسیر یا محقق شده است"
LIFT = "{member} {factor} فراوان‌تر از کل است"
COMPARED_PERIOD = "بازهٔ پیش"

ALT_STOP = ". "
ALT_SEPARATOR = "؛ "
ALT_COMMA = "، "
ALT_NAMED = "{name}: {figures}"
ALT_LARGEST = "بزرگ‌ترین‌ها: {items}"
ALT_TREND = "از {first} ({start}) تا {last} ({end})؛ بیشترین {high} ({high_at})، کمترین {low} ({low_at})"
ALT_COURSE = "از {first} ({start}) تا {last} ({end})"
ALT_EXPECTED = "{figure}، با اطمینان ۸۰٪ از {low} تا {high}"
ALT_CHANGED = "{figure} ({change})"
KINDS = {
    "card": "عدد", "bars": "نمودار میله‌ای", "grouped_bars": "نمودار میله‌ای گروهی",
    "stacked_bars": "نمودار میله‌ای انباشته",
    "target_bars": "میله‌ها در برابر هدف", "change_bars": "میله‌های تغییر", "line": "نمودار خطی", "lines": "نمودار خطی",
    "leaderboard": "رتبه‌بندی", "heatmap": "نقشهٔ حرارتی", "treemap": "نقشهٔ درختی", "funnel": "قیف", "map": "نقشه",
    "pareto": "نمودار پارتو", "table": "جدول", "small_multiples": "نمودارهای کوچک کنار هم", "scorecard": "کارنامه",
    "forecast": "نمودار پیش‌بینی", "timeline": "خط زمان", "profile": "مشخصات", "goals": "هدف‌ها",
    "waterfall": "نمودار آبشاری", "scatter": "نمودار پراکنش", "pie": "نمودار دایره‌ای",
}  # fmt: skip
