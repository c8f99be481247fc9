"""Every key the catalogue's files may have, by the part they stand in. docs/catalogue.md documents each."""

from __future__ import annotations

LANGUAGES = ("en", "fa")
WORDS = ("label", "synonyms", "description")

CATALOGUE = (
    "name", "currency", "calendar", "tables", "dimensions", "generics", "metrics", "words", "funnels", "scorecards",
    "timelines", "profiles", "goals", "dashboards",
)  # fmt: skip
CALENDAR = ("week_start", "fiscal_year_start", "persian", "default")
TABLE = (
    "source", "primary_key", "time", "hours", "grain", "loaded", "undated", "joins", "prefers", "rollups", "unsure",
)  # fmt: skip
JOIN = ("to", "on")
DIMENSION = (
    *WORDS, "table", "column", "key", "paths", "label_columns", "members", "ordered", "same_as", "map_as", "boundary",
    "boundary_key", "scope", "person", "bands", "metric",
)  # fmt: skip
MEMBER = ("value", *WORDS)
BANDS = ("metric", "key", "months", "bounds")
GENERIC = (*WORDS, "dimensions", "ask")
METRIC = (
    *WORDS, "type", "format", "good", "dimensions", "prefers", "goal", "attainment", "default_period", "hidden",
    "owner",
)  # fmt: skip
SIMPLE = (*METRIC, "table", "agg", "expr", "where", "time", "hours", "spread", "to_date", "percentile")
STOCK = (*METRIC, "table", "agg", "expr", "where", "stock")
STOCK_DATES = ("since", "until", "any_of")
SILENT = ("table", "key", "other_key", "days")
LAST_VALUE = ("table", "key", "other_key", "column", "values")
RATIO = (*METRIC, "numerator", "denominator")
DERIVED = (*METRIC, "expr", "window_months")
ATTRITION = (*METRIC, "of", "share")
COHORT = (*METRIC, "of", "table", "key", "other_key", "days")
CONDITION = (*WORDS, "filter")
FUNNEL = (*WORDS, "table", "entity", "stage", "time", "base", "base_key", "stages")
STAGE = ("id", "value", *WORDS)
SCORECARD = (*WORDS, "metrics", "dimension", "by")
TIMELINE = (*WORDS, "table", "dimension", "columns", "label_columns")
PROFILE = (*WORDS, "subset", "base", "attributes")
GOALS = (*WORDS, "table", "dimension", "metric", "since", "until", "value")
DASHBOARD = (*WORDS, "items")
DASHBOARD_ITEM = ("id", *LANGUAGES)
EXCEPT = ("except",)
ANY_OF = ("silent", "last_value")

ALL: dict[str, tuple[str, ...]] = {
    "catalogue": CATALOGUE,
    "calendar": CALENDAR,
    "table": TABLE,
    "join": JOIN,
    "dimension": DIMENSION,
    "member": MEMBER,
    "bands": BANDS,
    "generic": GENERIC,
    "metric": METRIC,
    "simple metric": SIMPLE,
    "stock metric": STOCK,
    "stock": STOCK_DATES,
    "silent": SILENT,
    "last_value": LAST_VALUE,
    "ratio metric": RATIO,
    "derived metric": DERIVED,
    "attrition metric": ATTRITION,
    "cohort metric": COHORT,
    "word": CONDITION,
    "funnel": FUNNEL,
    "stage": STAGE,
    "scorecard": SCORECARD,
    "timeline": TIMELINE,
    "profile": PROFILE,
    "goals": GOALS,
    "dashboard": DASHBOARD,
    "dashboard item": DASHBOARD_ITEM,
    "dimensions of a metric": EXCEPT,
    "any_of": ANY_OF,
}
