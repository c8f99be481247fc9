"""Compiles a query: checks it, settles its days, takes the statement of its shape from the cache, binds its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

import sqlglot

from queries.calendars.rules import rules_of
from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.compiler.allowed import check_allowed, check_funnel, check_values
from queries.compiler.bind import Needs, bind, needs_of
from queries.compiler.days import UNTIMED, Timing, timing
from queries.compiler.dialects import written
from queries.compiler.funnel import funnel_of
from queries.compiler.parts import PERIOD, Frame
from queries.compiler.shape import PLAIN_COLUMNS, Columns, Shape, shape
from queries.compiler.statement import Output, build
from queries.compiler.traits import Traits, traits
from queries.query import BUCKETS, CYCLES, Query
from queries.rollups.model import Read
from queries.verify import verify

CACHED = 2_000


@dataclass(frozen=True, slots=True)
class Template:
    """The statement of a shape."""

    sql: str
    outputs: tuple[Output, ...]
    needs: Needs
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement ready to run: text, bound values, what its columns are, the days it is about, and what it reads."""

    sql: str
    parameters: Mapping[str, object]
    columns: tuple[Output, ...]
    timing: Timing
    dialect: str = "duckdb"
    traits: Traits = field(default_factory=Traits)
    reads: tuple[Read, ...] = ()

    def pretty(self) -> str:
        """The statement laid out for reading, with its bound values listed below it."""
        text = sqlglot.transpile(self.sql, read=self.dialect, write=self.dialect, pretty=True)[0]
        listed = [f"-- ${name} = {_shown(value)}" for name, value in sorted(self.parameters.items())]
        return "\n".join([text, *listed])


_templates: dict[tuple[Shape, str, str], Template] = {}
_known_traits: dict[tuple[tuple[str, ...], str], Traits] = {}
_lock = Lock()


def compile_query(
    query: Query,
    catalogue: Catalogue,
    today: date,
    through: date | None,
    *,
    dialect: str = "duckdb",
    columns: Columns = PLAIN_COLUMNS,
    over: tuple[str, str] | None = None,
    frame: Frame = PERIOD,
    reach: int = 1,
    whole: bool = False,
) -> Compiled:
    """The query's statement. Raises CannotAnswer where the catalogue cannot serve the query correctly."""
    check_values(query)
    known = _traits(query.metrics, catalogue)
    days = timing(query, catalogue, today, through) if known.timed else _untimed(query)
    current = days.current
    made = shape(
        query,
        started=current is not None and current.start is not None,
        timed=current is not None,
        compared=days.previous is not None,
        over=over,
        columns=columns,
        frame=frame,
        whole=whole,
        undated=_is_of_no_time(query, days),
    )
    template = _template(made, catalogue, dialect) or _build(made, query, catalogue, dialect)
    values = bind(query, days, template.needs, rules_of(query.calendar, catalogue.calendar), reach)
    return Compiled(template.sql, values, template.outputs, days, dialect, known, template.reads)


def _is_of_no_time(query: Query, days: Timing) -> bool:
    """Whether a query is of all data, and nothing is broken down by time or held against another period."""
    if days.current is None or query.compare is not None or set(query.by) & {*BUCKETS, *CYCLES}:
        return False
    if query.period is None:
        return days.current.start is None
    return query.period.start is None and query.period.end is None


def compile_funnel(
    query: Query,
    catalogue: Catalogue,
    today: date,
    through: date | None,
    *,
    dialect: str = "duckdb",
    columns: Columns = PLAIN_COLUMNS,
) -> Compiled:
    """The statement of a funnel."""
    check_values(query)
    funnel_of(query.funnel, catalogue)
    days = timing(query, catalogue, today, through)
    started = days.current is not None and days.current.start is not None
    made = shape(query, started=started, timed=True, compared=False, columns=columns)
    template = _template(made, catalogue, dialect) or _build(made, query, catalogue, dialect)
    values = bind(query, days, template.needs, rules_of(query.calendar, catalogue.calendar))
    return Compiled(template.sql, values, template.outputs, days, dialect)


def _template(made: Shape, catalogue: Catalogue, dialect: str) -> Template | None:
    """The statement kept from an earlier query of the same shape."""
    return _templates.get((made, catalogue.version, dialect))


def _build(made: Shape, query: Query, catalogue: Catalogue, dialect: str) -> Template:
    """A new statement, checked and kept."""
    if made.funnel is None:
        check_allowed(query, catalogue)
    else:
        check_funnel(query, funnel_of(made.funnel, catalogue), catalogue)
    statement = build(made, catalogue)
    names = verify(statement.tree, catalogue, made.scope, made.columns.rollups)
    text = written(statement.tree, dialect)
    template = Template(text, statement.outputs, needs_of(names, catalogue), statement.reads)
    with _lock:
        while len(_templates) >= CACHED:
            del _templates[next(iter(_templates))]
        _templates[made, catalogue.version, dialect] = template
    return template


def _traits(metrics: tuple[str, ...], catalogue: Catalogue) -> Traits:
    key = (metrics, catalogue.version)
    found = _known_traits.get(key)
    if found is None:
        found = traits(metrics, catalogue)
        if len(_known_traits) >= CACHED:
            _known_traits.clear()
        _known_traits[key] = found
    return found


def _untimed(query: Query) -> Timing:
    if query.period is not None:
        raise refuse("no_time", metric=query.metrics[0])
    return UNTIMED


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    return repr(value) if isinstance(value, str) else str(value)
