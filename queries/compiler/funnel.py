"""A funnel: those who entered its first stage within the period, and how far each of them came."""

from __future__ import annotations

from sqlglot import exp

from queries.cannot import refuse
from queries.catalogue.model import Catalogue, Funnel
from queries.compiler import nodes
from queries.compiler.build import Build
from queries.compiler.dimensions import rights
from queries.compiler.filters import conditions
from queries.compiler.keys import keys
from queries.compiler.source import Source

ENTRIES = "entries"
REACHED = "reached"
SECONDS_A_DAY = 86_400


def count_name(place: int) -> str:
    return f"reached_{place}"


def days_name(place: int) -> str:
    return f"days_{place}"


def funnel_of(funnel_id: str | None, catalogue: Catalogue) -> Funnel:
    found = catalogue.funnels.get(funnel_id or "")
    if found is None:
        raise refuse("unknown_funnel", funnel=funnel_id)
    return found


def funnel_tree(funnel: Funnel, made: Build) -> tuple[exp.Select, tuple[str, ...]]:
    """The statement: per group one count and one median of days for every stage; and its key columns."""
    entries = made.place(ENTRIES, _entries(funnel, made))
    source = Source(made.catalogue, funnel.base)
    joined = exp.EQ(this=nodes.column(entries, "entity"), expression=nodes.column(funnel.base, funnel.base_key))
    source.join(nodes.table(entries), joined, "inner")
    entered = nodes.column(entries, _entered(1))
    where: list[exp.Expr] = []
    if made.shape.started:
        where.append(exp.GTE(this=entered, expression=nodes.parameter("start", "DATE")))
    where.append(exp.LT(this=entered.copy(), expression=nodes.parameter("end", "DATE")))
    found = keys(source, made, _no_time)
    where += conditions(source, made)
    outputs = [nodes.named(expression, name) for name, expression in found]
    outputs.append(nodes.named(_furthest(entries, len(funnel.stages)), "furthest"))
    outputs += [nodes.named(_days(entries, place), days_name(place)) for place in range(2, len(funnel.stages) + 1)]
    reached = made.place(REACHED, source.select(outputs, where, 0))
    columns: list[exp.Expr] = [nodes.column(reached, name) for name, _ in found]
    for place in range(1, len(funnel.stages) + 1):
        came = exp.GTE(this=nodes.column(reached, "furthest"), expression=nodes.integer(place))
        counted = exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=came))
        columns.append(nodes.named(counted, count_name(place)))
        if place > 1:
            columns.append(nodes.named(exp.Median(this=nodes.column(reached, days_name(place))), days_name(place)))
    tree = exp.Select(expressions=columns)
    tree.set("from_", exp.From(this=nodes.table(reached)))
    if found:
        tree.set("group", exp.Group(expressions=[nodes.integer(i + 1) for i in range(len(found))]))
    return tree, tuple(name for name, _ in found)


def _entries(funnel: Funnel, made: Build) -> exp.Select:
    """When each entity first entered each stage."""
    source = Source(made.catalogue, funnel.table)
    when, stage = source.column((funnel.time,)), source.column((funnel.stage,))
    outputs = [nodes.named(source.column((funnel.entity,)), "entity")]
    for place, step in enumerate(funnel.stages, 1):
        here = exp.EQ(this=stage.copy(), expression=nodes.text(step.value))
        first = exp.Filter(this=exp.Min(this=when.copy()), expression=exp.Where(this=here))
        outputs.append(nodes.named(first, _entered(place)))
    return source.select(outputs, rights(source, made), 1)


def _furthest(entries: str, stages: int) -> exp.Expr:
    """The last stage entered: whoever came there passed those before, recorded or not."""
    case = exp.Case()
    for place in range(stages, 1, -1):
        came = exp.Not(this=nodes.is_missing(nodes.column(entries, _entered(place))))
        case.append("ifs", exp.If(this=came, true=nodes.integer(place)))
    case.set("default", nodes.integer(1))
    return case


def _days(entries: str, place: int) -> exp.Expr:
    """Days from the stage before to this one, where both are recorded and in order."""
    before, here = nodes.column(entries, _entered(place - 1)), nodes.column(entries, _entered(place))
    seconds = exp.DateDiff(this=here, expression=before, unit=exp.Var(this="SECOND"))
    in_order = exp.GTE(this=here.copy(), expression=before.copy())
    return exp.Case(ifs=[exp.If(this=in_order, true=nodes.quotient(seconds, nodes.integer(SECONDS_A_DAY)))])


def _entered(place: int) -> str:
    return f"entered_{place}"


def _no_time(name: str) -> exp.Expr:
    raise refuse("funnel_breakdown", dimension=name)
