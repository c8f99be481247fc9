"""English: what digests say."""

from __future__ import annotations

DIGEST = {
    "company": "Key figures",
    "ranking": "By {figure}",
    "figure": "Figure",
    "change": "Change on {period}",
    "plain": "Change",
    "target": "Target",
    "reached": "Reached",
    "unusual_high": "{metric} {was} {value}, above its usual range of {low} to {high} in the {count} periods before.",
    "unusual_low": "{metric} {was} {value}, below its usual range of {low} to {high} in the {count} periods before.",
    "goal": "{member}, {metric}: {actual} of {goal} ({share}), with {elapsed} of the time gone",
    "more_goals": "and {count} more",
    "facts": "What matters",
    "goals": "Goals behind",
    "missing": "Not shown: {things}",
    "late": "This digest was due {due} and is late: kpibot was not running then.",
    "stale": "The data goes only to {day}: the last days are missing from these figures.",
    "by": "With the rights of {owner} · {schedule}",
    "day": "every day",
    "workdays": "every workday",
    "week": "every {days}",
    "month": "on day {day} of each month",
    "at": "{when} at {time} ({zone})",
    "weekdays": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
    "only": "Only {what}: what {owner} may see.",
}
