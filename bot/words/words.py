"""What a language's file must say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences are `str.format` templates; the keys of each mapping are the same in every language.

    `was` gives the verb for a figure's label (is it a count?); `inside` writes a label inside a sentence.
    `headline` are the parts of the first sentence, `when` the periods in it, `line` the parts of the reading line,
    `columns` the headers of a table, `time` the names of time breakdowns, `things` those of
    free columns and what stands in them. `notes` are sentences by the code of a note:
    what to know of a figure, what was assumed, why a question was refused. `page` is the rest of a reply.
    `menu` labels what changes an answer, `explain` tells how a question was read.
    `dashboard` and `insight` are what a composed dashboard and the lines under an answer say,
    `digest` what is sent on a schedule, `alert` what is told when a figure turns bad.
    """

    was: Callable[[str, bool], str]
    inside: Callable[[str], str]
    headline: Mapping[str, str]
    when: Mapping[str, str]
    line: Mapping[str, str]
    columns: Mapping[str, str]
    time: Mapping[str, str]
    compare: Mapping[str, str]
    things: Mapping[str, str]
    notes: Mapping[str, str]
    page: Mapping[str, str]
    dashboard: Mapping[str, str]
    insight: Mapping[str, str]
    digest: Mapping[str, str]
    alert: Mapping[str, str]
    menu: Mapping[str, str]
    explain: Mapping[str, str]
