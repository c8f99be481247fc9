"""English words of pictures."""

RIGHT_TO_LEFT = False
REASON_WORDS = frozenset({"reason", "reasons", "why", "cause", "causes"})

MISSING = "Not given"
OTHERS = "Other ({n})"
MORE = "{n} more"
NO_DATA = "No data"
NO_DATA_HINT = "Nothing was recorded for this question in this period."
NO_FIGURE = "There is no figure: nothing to divide by, or nothing recorded."
AND_MORE = "and {n} more"
SHOWN = "{shown} of {all} shown"
THROUGH = "data through {day}"
VERSUS = "vs {period}"
OF_TARGET = "{percent} of the target of {goal}"
AGAINST_TARGET = "{metric} against target"
TICK_TARGET_TO_DATE = "mark: target to date"
OF_TARGET_TO_DATE = "{percent} of the target to date of {goal}"
TICK_TARGET = "mark: target"
GREY_OTHERS = "grey: {n} others"
LAST = "last {n} {units}"
IN_MONEY = "in {currency}"
BOUND = "limit {value}"
BEGUN = "without {bucket}, just begun"
NOT_ON_MAP = "{n} not on the map"
CUMULATIVE = "line: running share"
FROM_TOP = "{percent} of all"
FROM_BEFORE = "{percent} go on"
MEDIAN = "median {days}"
FORECAST = "forecast"
BANDS = "bands: 80 % and 95 %"
TO = "{low} to {high}"
STATUS = {"on_track": "on track", "behind": "behind", "reached": "reached", "missed": "missed"}
TIMES = "{factor}×"
BEFORE, NOW = "before", "now"
BY = "{metric} by {breakdown}"
AND = " and "
SEPARATOR = " · "

TIME = {
    "day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
    "hour": "hour", "weekday": "weekday", "month_of_year": "month",
}  # fmt: skip
TIMES_MANY = {
    "day": "days", "week": "weeks", "month": "months", "quarter": "quarters", "year": "years", "half": "half-years",
}  # fmt: skip
ROLES = {
    "previous": "Before", "change": "Change", "change_percent": "Change %", "share": "Share",
    "running_total": "Running total", "moving_average": "Moving average", "rank": "Rank", "growth": "Growth",
}  # fmt: skip
COLUMNS = {
    "stage": "Stage", "count": "Count", "conversion": "From stage before", "from_top": "From the top",
    "median_days": "Median days", "low_80": "80 % from", "high_80": "80 % to",
    "low_95": "95 % from", "high_95": "95 % to",
    "forecast": "Forecast", "kind": "Kind", "person": "Person", "subject": "Subject", "time": "When", "date": "When",
    "attribute": "Attribute", "member": "Value", "lift": "Lift", "share": "Share", "base_share": "Share of all",
    "goal": "Goal", "actual": "Actual", "attainment": "Attainment", "elapsed": "Time elapsed", "status": "Status",
    "base_count": "Count of all", "effect": "Effect", "period": "Period", "metric": "Figure", "method": "Method",
}  # fmt: skip
FILTERS = {
    "in": "{dimension}: {members}",
    "not_in": "{dimension}: not {members}",
    "contains": "{dimension} containing {members}",
    "starts_with": "{dimension} starting with {members}",
    "ends_with": "{dimension} ending in {members}",
    "none": "{dimension}: none",
}

# Findings, said only where the figures say them clearly.
UP = "{metric} up {size} on {period}"
DOWN = "{metric} down {size} on {period}"
SAME = "{metric} unchanged on {period}"
LEADS = "{member} leads with {value}"
HIGHEST = "{member} has the highest {metric}: {value}"
LOWEST = "{member} has the lowest {metric}: {value}"
SHARE = "{member} makes up {share} of {metric}"
FIRST_REASONS = "{members}: {share} of {metric}"
PEAK = "{metric} peaked {bucket} at {value}"
TROUGH = "{metric} was lowest {bucket}: {value}"
FEW = "{count} of {all} make up {share} of {metric}"
WHEN = {"day": "on {bucket}", "weekday": "on {bucket}", "hour": "at {bucket}", "week": "in the {bucket}"}
WHEN_ELSE = "in {bucket}"
ATTAINED_SHORT = "{percent} of target"
OWN_PERIOD = "own period"
PAGE = "{page} of {pages}"
ATTAINED = "{metric} at {percent} of target"
TARGETS_MET = "{met} of {all} are at or above target"
GREW = "{grew} of {all} grew; {member} most, by {change}"
FELL = "{fell} of {all} fell; {member} most, by {change}"
REACHED = "{share} reach {last}"
REACHED_AND_WEAKEST = "{share} reach {last}; fewest go on from {before} to {stage}: {percent}"
FURTHEST = "{member} gets furthest: {share} reach {last}"
FORECAST_TITLE = "{metric} expected at {value} {bucket}"
GOALS_TITLE = "{met} of {all} goals are on track or reached"
LIFT = "{member} is {factor} as frequent as among all"
COMPARED_PERIOD = "the period before"

ALT_STOP = ". "
ALT_SEPARATOR = "; "
ALT_COMMA = ", "
ALT_NAMED = "{name}: {figures}"
ALT_LARGEST = "the largest: {items}"
ALT_TREND = "from {first} ({start}) to {last} ({end}); highest {high} ({high_at}), lowest {low} ({low_at})"
ALT_COURSE = "from {first} ({start}) to {last} ({end})"
ALT_EXPECTED = "{figure}, with 80 % certainty {low} to {high}"
ALT_CHANGED = "{figure} ({change})"
KINDS = {
    "card": "Figure", "bars": "Bar chart", "grouped_bars": "Grouped bar chart", "stacked_bars": "Stacked bar chart",
    "target_bars": "Bars against target", "change_bars": "Bars of change", "line": "Line chart", "lines": "Line chart",
    "leaderboard": "Ranking", "heatmap": "Heatmap", "treemap": "Treemap", "funnel": "Funnel", "map": "Map",
    "pareto": "Pareto chart", "table": "Table", "small_multiples": "Small charts side by side",
    "scorecard": "Scorecard",
    "forecast": "Forecast chart", "timeline": "Timeline", "profile": "Profile", "goals": "Goals",
    "waterfall": "Waterfall chart", "scatter": "Scatter chart", "pie": "Pie chart",
}  # fmt: skip
