"""The catalogue in memory: what can be asked. Built by `queries.catalogue.load`, which checks every reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlglot import exp

from queries.query import Calendar, Filter

Path = tuple[str, ...]
"""Join names, then a column: ("order", "customer", "segment") from order_lines; ("source",) is an own column."""

MetricUnit = Literal["currency", "count", "percent", "days", "hours", "points"]
Aggregate = Literal["sum", "count", "count_distinct", "avg", "min", "max", "median", "percentile"]
Weekday = Literal["monday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True)
class Words:
    """What people call a thing. `label` and `synonyms` map a language ("en", "fa") to its name and its other names."""

    label: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the catalogue's files, for messages."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Join:
    """Many-to-one: each row of the table has at most one row in `to`. `on` pairs (own column, other column)."""

    name: str
    to: str
    on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`source` names a table or view, or is a SELECT. `time` is the path of the date that puts a row into a period.

    `prefers` resolves a generic word for metrics of this table: {"channel": "sales_channel"}.
    `loaded` tells whether its last day says how far the data goes (plans and budgets do not).
    `undated` tells that rows without a date count where no period is asked, though they are in none.
    `unsure` are columns of dates of which nobody knows whether the day or the month stands first.
    `rollups` are the dimensions of each rollup it is to have; None leaves that to what the data holds.
    """

    id: str
    source: exp.Table | exp.Query
    primary_key: tuple[str, ...]
    time: Path | None
    joins: Mapping[str, Join]
    prefers: Mapping[str, str]
    place: Place
    loaded: bool = True
    rollups: tuple[tuple[str, ...], ...] | None = None
    undated: bool = False
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A member named in the catalogue: its value in the data and what people call it."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class Bands:
    """A dimension made of a count: events of `metric` per `key` in the `months` before the period's end, in bands.

    `bounds` are (label, largest value or None) ascending; entities without an event fall into the first band.
    """

    metric: str
    key: Path  # the column of the dimension's table that identifies the entity
    months: int
    bounds: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A breakdown. It lives in `table`.`column`; a fact reaches it over joins, or by the path given in `paths[fact]`.

    `key` is the column that tells two members of one name apart. `label_columns` name members in other languages.
    `members` are declared members in their order (stages, bands, ages); `ordered` keeps that order instead of by value.
    `same_as` says that this dimension has the members of another one (lead_source of marketing_channel).
    `map_as` is the dimension meant when a map of this one is asked. `scope` marks what rights may be narrowed by.
    `person` marks the dimension of people (rep): me, my. `metric` is the one meant when only the dimension is named
    ("churn reasons last quarter" counts churned customers).
    """

    id: str
    table: str
    column: str
    words: Words
    paths: Mapping[str, Path]
    key: str | None
    label_columns: Mapping[str, str]
    members: tuple[Member, ...]
    ordered: bool
    same_as: str | None
    map_as: str | None
    boundary: str | None
    boundary_key: str | None  # column whose values are the boundary file's feature ids
    scope: bool
    person: bool
    bands: Bands | None
    place: Place
    metric: str | None = None


@dataclass(frozen=True, slots=True)
class Generic:
    """A word that means one of several dimensions by the metric asked for: "channel", "reason", "stage".

    Where the metric allows several and prefers none, the first is meant, or it is asked which (`ask`).
    """

    id: str
    words: Words
    dimensions: tuple[str, ...]  # in order of preference among those the metric allows
    place: Place
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Simple:
    """An aggregate over one table. `expr` and `where` are checked expressions over paths (join.join.column).

    `time` overrides the table's. `spread` is "month" where a row's amount belongs to a whole Gregorian month and is
    shared out by day. `to_date` takes only the days that have passed (targets held against actuals).
    """

    table: str
    agg: Aggregate
    expr: exp.Expression | None
    where: exp.Expression | None
    time: Path | None
    spread: Literal["month"] | None = None
    to_date: bool = False
    percentile: float | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """Sum of numerator over sum of denominator; no value where the denominator is 0. Both are metric ids."""

    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Derived:
    """Arithmetic of metrics: columns of `expr` are metric ids.

    With `window_months` the metrics are taken over that many months before the end of the period or bucket, and
    MEAN(metric) in `expr` is the mean of the metric's monthly values there.
    """

    expr: exp.Expression
    metrics: tuple[str, ...]
    window_months: int | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """As-of condition: no row of `table` for the same entity in the `days` before the day."""

    table: str
    key: Path  # column of the stock's table
    other_key: str
    days: int


@dataclass(frozen=True, slots=True)
class LastValue:
    """As-of condition: the latest `column` of `table` for the same entity before the day is one of `values`."""

    table: str
    key: Path
    other_key: str
    column: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """Rows active at the end of the period: since < end and (until is null or until >= end). Never summed over time.

    `any_of` keeps rows for which one of the as-of conditions holds.
    """

    table: str
    agg: Aggregate
    expr: exp.Expression | None
    where: exp.Expression | None
    since: Path
    until: Path | None
    any_of: tuple[Silent | LastValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Attrition:
    """Of the entities in stock `of` at the start of the bucket, the share (or with share=False the number) that left
    within it."""

    of: str
    share: bool = True


@dataclass(frozen=True, slots=True)
class Cohort:
    """Of the rows of simple count metric `of`, the share with a row of `table` `days[0]` to `days[1]` days after.

    Only base rows whose `days[1]` days have passed count.
    """

    of: str
    table: str
    key: Path  # column of the base table
    other_key: str
    days: tuple[int, int]


Definition = Simple | Ratio | Derived | Stock | Attrition | Cohort


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure. `good` is the direction that is good news. `dimensions` are the breakdowns it allows, worked out by the
    loader from joins (all that every part of it reaches) and narrowed by the catalogue.

    `goal` is the metric kept as its target (revenue → revenue_target) and `attainment` the metric that divides the two.
    `default_period` is "this_year", "now" or "last_12_months" ...; `hidden` metrics serve others and cannot be asked.
    `composition` marks amounts that are allocated to parts.
    """

    id: str
    definition: Definition
    unit: MetricUnit
    good: Literal["up", "down", "none"]
    words: Words
    dimensions: frozenset[str]
    prefers: Mapping[str, str]
    goal: str | None
    attainment: str | None
    default_period: str
    hidden: bool
    owner: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Condition:
    """A word with a condition behind it: "won deals", "VIP". `means` are filters; `metric` where the word needs one."""

    id: str
    words: Words
    filters: tuple[Filter, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a funnel: its words and its value in the event table."""

    id: str
    words: Words
    value: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """Stages in order over an event table (entity, stage, time). The cohort entered the first stage in the period.

    Breakdowns go through `base`, the table whose rows the events belong to.
    """

    id: str
    words: Words
    table: str
    entity: str
    stage: str
    time: str
    base: str
    base_key: str
    stages: tuple[Stage, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A set of metrics shown together. `dimension` is what it is about ("how is <rep> doing"), None for an overview.

    With `by` it is a table of that dimension's members ("territory overview").
    """

    id: str
    words: Words
    metrics: tuple[str, ...]
    dimension: str | None
    by: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Timeline:
    """One entity's events, newest first."""

    id: str
    words: Words
    table: str
    dimension: str
    columns: tuple[tuple[str, Path], ...]  # (name, path): time, kind, person, subject ...
    label_columns: Mapping[str, Mapping[str, Path]]  # other languages' paths of a column
    place: Place


@dataclass(frozen=True, slots=True)
class Profile:
    """Which attributes are over-represented among the rows of `subset` against those of `base` (both metric ids)."""

    id: str
    words: Words
    subset: str
    base: str
    attributes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Goals:
    """A table of goals: which metric, which member of `dimension`, from when until when, how much."""

    words: Words
    table: str
    dimension: str
    metric: str
    since: str
    until: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Items of a dashboard: each a question in its canonical form, in both languages."""

    id: str
    words: Words
    items: tuple[Mapping[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    week_start: Weekday = "monday"
    fiscal_year_start: int = 1  # month
    persian: Calendar = "jalali"
    default: Calendar = "gregorian"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be asked of one company."""

    name: str
    currency: str  # ISO 4217
    calendar: CalendarSettings
    tables: Mapping[str, Table]
    dimensions: Mapping[str, Dimension]
    metrics: Mapping[str, Metric]
    generics: Mapping[str, Generic]
    conditions: Mapping[str, Condition]
    funnels: Mapping[str, Funnel]
    scorecards: Mapping[str, Scorecard]
    timelines: Mapping[str, Timeline]
    profiles: Mapping[str, Profile]
    goals: Goals | None
    dashboards: Mapping[str, Dashboard]
    version: str  # hash of the files, for caches

    def path(self, fact: str, dimension: str) -> Path | None:
        """The joins and column by which rows of `fact` reach a dimension; None where they do not.

        A path given in the catalogue wins; else the only shortest chain of joins to the dimension's table.
        """
        return self._paths.get((fact, dimension))

    _paths: Mapping[tuple[str, str], Path] = field(default_factory=dict)
