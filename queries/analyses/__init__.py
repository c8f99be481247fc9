"""The special answers, and the one way to have any query answered: `analyse`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from queries.analyses.definition import definition
from queries.analyses.drivers import drivers
from queries.analyses.forecast import forecast
from queries.analyses.goals import goals
from queries.analyses.profile import profile
from queries.analyses.scorecard import scorecard
from queries.analyses.timeline import timeline
from queries.answer import Answer
from queries.dataset import Dataset
from queries.query import Query
from queries.run import answer

__all__ = ["analyse"]

_SPECIAL: Mapping[str, Callable[[Query, Dataset, date], Answer]] = {
    "definition": definition,
    "drivers": drivers,
    "forecast": forecast,
    "goals": goals,
    "profile": profile,
    "scorecard": scorecard,
    "timeline": timeline,
}


def analyse(query: Query, dataset: Dataset, today: date) -> Answer:
    """The answer to any query that is one answer. Raises CannotAnswer where it cannot be given correctly.

    A dashboard is many answers; it is put together from its questions.
    """
    return _SPECIAL.get(query.analysis, answer)(query, dataset, today)
