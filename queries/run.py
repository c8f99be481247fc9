"""Answers a query: compiled, run on the dataset's engine, and put together as an Answer."""

from __future__ import annotations

from datetime import date

from queries.answer import Answer
from queries.cannot import CannotAnswer, refuse
from queries.dataset import Dataset
from queries.query import Query
from queries.results.answering import plain_answer
from queries.results.first_day import from_the_first_day
from queries.results.funnels import funnel_answer

__all__ = ["CannotAnswer", "answer"]

_PLAIN = ("value", "breakdown", "trend")


def answer(query: Query, dataset: Dataset, today: date) -> Answer:
    """The answer. Raises CannotAnswer where the catalogue or the data cannot serve the query correctly."""
    if query.analysis in _PLAIN:
        return plain_answer(from_the_first_day(query, dataset, today), dataset, today)
    if query.analysis == "funnel":
        return funnel_answer(query, dataset, today)
    raise refuse("analysis_elsewhere", analysis=query.analysis)
