"""Persian: what digests say."""

from __future__ import annotations

DIGEST = {
    "company": "شاخص‌های کلیدی",
    "ranking": "بر اساس {figure}",
    "figure": "شاخص",
    "change": "تغییر نسبت به {period}",
    "plain": "تغییر",
    "target": "هدف",
    "reached": "تحقق",
    "unusual_high": "{metric} {value} بود؛ بالاتر از بازه معمول {low} تا {high} در {count} دوره پیش از آن.",
    "unusual_low": "{metric} {value} بود؛ پایین‌تر از بازه معمول {low} تا {high} در {count} دوره پیش از آن.",
    "goal": "{member}، {metric}: {actual} از {goal} ({share})، با گذشت {elapsed} از زمان",
    "more_goals": "و {count} مورد دیگر",
    "facts": "مهم‌ترین‌ها",
    "goals": "اهداف عقب‌مانده",
    "missing": "نشان داده نشد: {things}",
    "late": "موعد این گزارش {due} بود و دیر رسید: kpibot در آن زمان روشن نبود.",
    "stale": "داده فقط تا {day} رسیده است: روزهای آخر در این ارقام نیست.",
    "by": "با دسترسی {owner} · {schedule}",
    "day": "هر روز",
    "workdays": "هر روز کاری",
    "week": "هر {days}",
    "month": "روز {day} هر ماه",
    "at": "{when} ساعت {time} ({zone})",
    "weekdays": "دوشنبه,سه‌شنبه,چهارشنبه,پنجشنبه,جمعه,شنبه,یکشنبه",
    "only": "فقط {what}: آنچه {owner} اجازه دیدنش را دارد.",
}
