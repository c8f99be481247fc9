"""The SQL of a query as an analyst would write it down, with the values bound to it."""

from __future__ import annotations

from datetime import date

import sqlglot

from bot.failures import Exit, Stop
from queries.cannot import CannotAnswer
from queries.compiler import compile_query
from queries.dataset import Dataset
from queries.query import Query
from queries.results.columns_known import columns_known
from queries.run import answer

_PLAIN = ("value", "breakdown", "trend")


def statement_of(query: Query, dataset: Dataset, today: date) -> str:
    """The formatted statement. Special answers are computed to get theirs; plain ones are only compiled."""
    try:
        if query.analysis in _PLAIN:
            known = columns_known(query, dataset)
            return compile_query(query, dataset.catalogue, today, dataset.through, columns=known).pretty()
        found = answer(query, dataset, today)
    except CannotAnswer as refusal:
        raise Stop(Exit.QUESTION, str(refusal)) from refusal
    texts = sqlglot.transpile(found.sql, read=dataset.engine.dialect, write=dataset.engine.dialect, pretty=True)
    values = [f"-- ${name} = {value}" for name, value in sorted(found.parameters.items())]
    return "\n".join([";\n\n".join(texts), *values])
