"""The SQL of a query as an analyst would write it down, with the values bound to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import sqlglot

from bot.failures import Exit, Stop
from queries.cannot import CannotAnswer
from queries.compiler import compile_query
from queries.dataset import Dataset
from queries.engine import watch_of
from queries.query import Query
from queries.results.columns_known import columns_known
from queries.rollups.known import Lapse, passed_over, read_rollups
from queries.rollups.model import Read, Reason
from queries.run import answer

_PLAIN = ("value", "breakdown", "trend")


def statement_of(query: Query, dataset: Dataset, today: date, *, explained: bool = False) -> str:
    """The formatted statement. Special answers are computed to get theirs; plain ones are only compiled.

    `explained` adds which rollup each fact is read from, or why the fact itself is.
    """
    try:
        if query.analysis in _PLAIN:
            if watch_of(dataset.engine) is not None:  # rows may have been written since it was opened
                dataset = replace(dataset, rollups=read_rollups(dataset.catalogue, dataset.engine))
            known = columns_known(query, dataset)
            made = compile_query(
                query,
                dataset.catalogue,
                today,
                dataset.through_of(query, today),
                dialect=dataset.engine.dialect,
                columns=known,
            )
            lapsed = passed_over(dataset.catalogue, dataset.engine) if explained else {}
            read = [_told(read, lapsed) for read in made.reads] if explained else []
            return "\n".join([made.pretty(), *read])
        found = answer(query, dataset, today)
    except CannotAnswer as refusal:
        raise Stop(Exit.QUESTION, str(refusal)) from refusal
    texts = sqlglot.transpile(found.sql, read=dataset.engine.dialect, write=dataset.engine.dialect, pretty=True)
    values = [f"-- ${name} = {value}" for name, value in sorted(found.parameters.items())]
    return "\n".join([";\n\n".join(texts), *values])


_REASONS: Mapping[Reason, str] = {
    "no_rollup": "no rollup of it is kept",
    "kind": "{name} is no sum of days",
    "hour": "rollups do not keep the hour",
    "row_condition": "the condition is on single rows",
    "undated": "rows without a date count",
    "figure": "{name} cannot be added up from days",
    "dimension": "no rollup keeps {name}",
    "together": "no rollup keeps {name} together",
}


_LAPSES: Mapping[Lapse, str] = {
    "written": "rows were written since its rollups were built",
    "replaced": "a table is another one than when its rollups were built",
    "catalogue": "the catalogue or the time zone is another one than when its rollups were built",
}


def _told(read: Read, lapsed: Mapping[str, Lapse]) -> str:
    rollup = read.rollup
    if rollup is not None:
        kept = ", ".join(["day", *(".".join(path) for path in rollup.columns)])
        return f"-- {read.table}: read from {rollup.name}, {rollup.rows:,} rows for {rollup.source_rows:,}, by {kept}"
    if read.reason == "no_rollup" and read.table in lapsed:
        return f"-- {read.table}: read row by row, as {_LAPSES[lapsed[read.table]]}"
    reason = "" if read.reason is None else _REASONS[read.reason].format(name=read.name)
    return f"-- {read.table}: read row by row, as {reason}"
