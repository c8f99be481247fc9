"""English: what dashboards and insight lines say."""

from __future__ import annotations

DASHBOARD = {
    "page": "{title} ({page} of {pages})",
    "through": "data through {day}",
    "unread": "this item is not understood",
}

INSIGHT = {
    "above_trend": "{metric} {when} was far above its trend: {value}, where about {usual} was to be expected.",
    "below_trend": "{metric} {when} was far below its trend: {value}, where about {usual} was to be expected.",
    "run_up": "{metric} rose {count} {units} in a row, up to {last}.",
    "run_down": "{metric} fell {count} {units} in a row, up to {last}.",
    "trend_up": "{metric} rose over these {count} {units}, by about {step} a {unit}.",
    "trend_down": "{metric} fell over these {count} {units}, by about {step} a {unit}.",
    "missed": "The target was missed in {count} of {all} {units}.",
    "above_others": "{member} is far above the others in {inside}: {value}, against a median of {usual}.",
    "below_others": "{member} is far below the others in {inside}: {value}, against a median of {usual}.",
    "above_cycle": "{metric} {when} {was} far above the other {others}: {value}, against a median of {usual}.",
    "below_cycle": "{metric} {when} {was} far below the other {others}: {value}, against a median of {usual}.",
    "when_weekday": "on {place}s",
    "when_hour": "at {place}",
    "when_month_of_year": "in {place}",
    "others_weekday": "days",
    "others_hour": "hours",
    "others_month_of_year": "months",
    "few": "{count} of {all} make up {share} of {inside}.",
    "made_change": "{member} alone makes up {share} of the whole change in {inside}.",
    "behind": "{count} of {all} are below {bound} of their target; {member} is furthest behind with {share}.",
    "units_day": "days",
    "units_week": "weeks",
    "units_month": "months",
    "units_quarter": "quarters",
    "units_year": "years",
    "unit_day": "day",
    "unit_week": "week",
    "unit_month": "month",
    "unit_quarter": "quarter",
    "unit_year": "year",
}
