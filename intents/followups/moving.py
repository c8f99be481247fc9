"""The period before counted back from: "and the year before?"."""

from __future__ import annotations

from typing import cast

from intents.work import Refused, Work
from queries.answer import Note
from queries.calendars.comparing import earlier
from queries.calendars.rules import rules_of
from queries.query import CompareKind, Period


def moved_back(work: Work, kind: str, period: Period | None) -> Period:
    """The period a unit earlier; raises Refused for one without a beginning."""
    if period is not None:
        rules = rules_of(period.calendar, work.catalogue.calendar)
        found = earlier(period, cast(CompareKind, kind), rules)
        if found is not None:
            return found
    raise Refused(Note("no_period_before", {}))
