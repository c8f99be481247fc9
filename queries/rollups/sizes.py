"""How many rows a rollup would have, estimated from a sample of its fact's rows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from queries.catalogue.model import Path
from queries.compiler import nodes
from queries.compiler.source import Source
from queries.rollups.database import Surveyed
from queries.rollups.grain import Unit

SAMPLED = 100_000
_SAMPLE = "kpibot_rollup_sample"
_DAY = "day"
_OFTEN = 700
"""Times a day from which on a combination is as good as never missed; engines know no much smaller power of e."""


class Sizes:
    """A sample of a fact's rows with what stands at the end of every path of some units. To be closed when done."""

    def __init__(self, database: Surveyed, table: str, time: Path, rows: int, units: Iterable[Unit]) -> None:
        self._rows = rows
        self._names = {path: f"c{n}" for n, path in enumerate(dict.fromkeys(p for unit in units for p in unit))}
        self._known: dict[frozenset[Unit], float] = {}
        source = Source(database.catalogue, table)
        outputs = [nodes.named(nodes.as_date(source.column(time)), _DAY)]
        outputs += [nodes.named(source.column(path), name) for path, name in self._names.items()]
        statement = source.select(outputs, [])
        if rows > SAMPLED:
            database.sample(statement, 100 * SAMPLED / rows)
        self._sample = database.sampled(_SAMPLE, statement)
        counted: list[exp.Expr] = [
            exp.Count(this=exp.Star()),
            exp.Count(this=exp.Distinct(expressions=[nodes.output(_DAY)])),
        ]
        ((sampled, self._days),) = self._sample.rows(_selected(counted, nodes.table(_SAMPLE)))
        self._of_each = rows / max(sampled, 1)

    def close(self) -> None:
        """Forget the sample."""
        self._sample.close()

    def __call__(self, units: frozenset[Unit]) -> float:
        """The rows: on each day those combinations that are met at least once, each as likely on every day."""
        if units not in self._known:
            self._known[units] = self._estimated(units)
        return self._known[units]

    def _estimated(self, units: frozenset[Unit]) -> float:
        columns = [nodes.output(self._names[path]) for unit in sorted(units) for path in unit]
        if not columns:
            return float(self._days)
        met = _selected([nodes.named(exp.Count(this=exp.Star()), "met")], nodes.table(_SAMPLE))
        met.set("group", exp.Group(expressions=columns))
        rate = exp.Literal.number(repr(self._of_each / max(self._days, 1)))
        often = exp.Mul(this=nodes.double(nodes.output("met")), expression=rate)
        missed = exp.Exp(this=exp.Neg(this=exp.Least(this=often, expressions=[nodes.integer(_OFTEN)])))
        occupied = exp.Sum(this=exp.Sub(this=nodes.integer(1), expression=missed))
        met_table = exp.Subquery(this=met, alias=exp.TableAlias(this=nodes.identifier("members")))
        ((expected,),) = self._sample.rows(_selected([occupied], met_table))
        return float(min(self._rows, self._days * (expected or 0)))


def _selected(outputs: list[exp.Expr], read: exp.Expr) -> exp.Select:
    statement = exp.Select(expressions=outputs)
    statement.set("from_", exp.From(this=read))
    return statement
