"""Persian: what dashboards and insight lines say."""

from __future__ import annotations

DASHBOARD = {
    "page": "{title} (صفحهٔ {page} از {pages})",
    "through": "داده تا {day}",
    "unread": "این مورد فهمیده نشد",
}

INSIGHT = {
    "above_trend": "{metric} {when} بسیار بالاتر از روند خود بود: {value}، در حالی که حدود {usual} انتظار می‌رفت.",
    "below_trend": "{metric} {when} بسیار پایین‌تر از روند خود بود: {value}، در حالی که حدود {usual} انتظار می‌رفت.",
    "run_up": "{metric} تا {last}، {count} {units} پیاپی بالا رفت.",
    "run_down": "{metric} تا {last}، {count} {units} پیاپی پایین آمد.",
    "trend_up": "{metric} در این {count} {unit} بالا رفت، هر {unit} حدود {step}.",
    "trend_down": "{metric} در این {count} {unit} پایین آمد، هر {unit} حدود {step}.",
    "missed": "در {count} {units} از {all} {units} به هدف نرسیده است.",
    "above_others": "{member} در {inside} بسیار بالاتر از دیگران است: {value}، در برابر میانهٔ {usual}.",
    "below_others": "{member} در {inside} بسیار پایین‌تر از دیگران است: {value}، در برابر میانهٔ {usual}.",
    "above_cycle": "{metric} {when} بسیار بیشتر از {others} دیگر است: {value}، در برابر میانهٔ {usual}.",
    "below_cycle": "{metric} {when} بسیار کمتر از {others} دیگر است: {value}، در برابر میانهٔ {usual}.",
    "when_weekday": "در {place}‌ها",
    "when_hour": "در {place}",
    "when_month_of_year": "در {place}",
    "others_weekday": "روزهای",
    "others_hour": "ساعت‌های",
    "others_month_of_year": "ماه‌های",
    "few": "{count} مورد از {all} مورد {share} {inside} را می‌سازند.",
    "made_change": "{member} به تنهایی {share} کل تغییر {inside} را ساخته است.",
    "behind": "{count} مورد از {all} مورد کمتر از {bound} هدف خود را دارند؛ {member} با {share} از همه عقب‌تر است.",
    "units_day": "روز",
    "units_week": "هفته",
    "units_month": "ماه",
    "units_quarter": "فصل",
    "units_year": "سال",
    "unit_day": "روز",
    "unit_week": "هفته",
    "unit_month": "ماه",
    "unit_quarter": "فصل",
    "unit_year": "سال",
}
