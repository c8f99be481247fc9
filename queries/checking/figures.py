"""Runs every figure by every breakdown it allows: each must be answered, and parts must add up to the whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date

from queries.answer import Answer
from queries.cannot import CannotAnswer
from queries.catalogue.model import Metric, Simple
from queries.checking.findings import Finding, Level
from queries.dataset import Dataset
from queries.engine import QueryFailed
from queries.query import Query, plain_analysis
from queries.run import answer

Progress = Callable[[int, int], None]


def check_figures(
    dataset: Dataset, today: date, progress: Progress | None = None, metrics: tuple[str, ...] = ()
) -> Iterator[Finding]:
    """What is not answered, and where the parts of a sum or count are not the whole. `progress` is told how many of
    how many questions were run.
    """
    chosen = [m for m in dataset.catalogue.metrics.values() if not metrics or m.id in metrics]
    questions = [(m, name) for m in chosen for name in (None, *sorted(m.dimensions))]
    whole: float | None = None
    for done, (metric, name) in enumerate(questions):
        if progress is not None:
            progress(done, len(questions))
        given = _answered(metric, name, dataset, today)
        if isinstance(given, Finding):
            yield given
        elif not _adds_up(metric):
            continue
        elif name is None:
            whole = _sum(given, metric)
        elif whole is not None and name in dataset.catalogue.dimensions:
            parts = _sum(given, metric)
            if parts is not None and not math.isclose(parts, whole, rel_tol=1e-9, abs_tol=1e-6):
                yield _apart(metric, name, whole, parts)


def _answered(metric: Metric, name: str | None, dataset: Dataset, today: date) -> Answer | Finding:
    by = () if name is None else (name,)
    try:
        return answer(plain_analysis(Query(metrics=(metric.id,), by=by)), dataset, today)
    except (CannotAnswer, QueryFailed) as error:
        what = f"metric {metric.id}" + (f" by {name}" if name else "")
        cure = f"leave {name} out of its dimensions, or mend its path" if name else "mend its expression"
        return Finding(Level.ERROR, "figure", metric.place, f"{what} cannot be answered: {error}", cure)


def _adds_up(metric: Metric) -> bool:
    """Whether the figure of the whole is the sum of the figures of its parts."""
    definition = metric.definition
    return isinstance(definition, Simple) and definition.agg in ("sum", "count")


def _sum(given: Answer, metric: Metric) -> float | None:
    place = given.column("metric", metric.id)
    if place is None or (given.group_count is not None and given.group_count > len(given.rows)):
        return None  # cut by a ranking: the rows are not all
    return math.fsum(value for row in given.rows if isinstance(value := row[place], int | float))


def _apart(metric: Metric, name: str, whole: float, parts: float) -> Finding:
    more = "more" if parts > whole else "less"
    return Finding(
        Level.ERROR,
        "total",
        metric.place,
        f"metric {metric.id} by {name} adds up to {parts:,.6g}, {more} than its total of {whole:,.6g}",
        "a join on the way to the breakdown finds several rows or none; check its keys",
    )
