"""By which date a figure is counted, said where its words tell what happened on another: "orders shipped last week"."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from intents.lexicon import Lexicon
from intents.member_phrases import phrase_words
from intents.work import Work
from queries.answer import Note
from queries.catalogue.model import Catalogue, Path, Simple
from queries.query import Filter, Query


def say_dates(work: Work, query: Query) -> None:
    """Note the date of each figure that a participle narrows and that has no date of its own for what it tells."""
    catalogue, lexicon = work.catalogue, work.parse.lexicon
    for name in query.metrics:
        metric = catalogue.metrics[name]
        definition = metric.definition
        if not isinstance(definition, Simple) or definition.time is not None:
            continue  # its own date is the one that the catalogue's owner chose for it
        time = catalogue.tables[definition.table].time
        if time is None:
            continue
        named = _happened(lexicon, metric.words.label.values()) and _has_event(catalogue, definition, time)
        if named or any(_is_state(catalogue, one, definition.table, lexicon) for one in query.filters):
            columns = [note.facts["column"] for note in work.assumed if note.code == "counted_by"]
            if time[-1] not in columns:
                work.assumed.append(Note("counted_by", {"metric": name, "column": time[-1]}))


def _happened(lexicon: Lexicon, texts: Iterable[str]) -> bool:
    """Whether a word tells what happened to a thing."""
    return any(
        one.writes(word) and one.happened(word)
        for text in texts
        for word in phrase_words(text)
        for one in lexicon.languages
    )


def _has_event(catalogue: Catalogue, counted: Simple, time: Path) -> bool:
    """Whether the rows that are counted are those with another date, or there is one by which they end."""
    if counted.where is None:
        return False
    dated = {test.this.name for test in counted.where.find_all(exp.Is) if isinstance(test.expression, exp.Null)}
    return bool(dated - {time[-1]}) or any(
        isinstance(other := metric.definition, Simple)
        and other.table == counted.table
        and other.time not in (None, time)
        and other.expr is not None
        and any(column.name == time[-1] for column in other.expr.find_all(exp.Column))
        for metric in catalogue.metrics.values()
    )


def _is_state(catalogue: Catalogue, narrowed: Filter, table: str, lexicon: Lexicon) -> bool:
    """Whether the rows are narrowed by a state of their own, told by what brought them into it."""
    path = catalogue.path(table, narrowed.dimension)
    own = narrowed.op == "in" and path is not None and len(path) == 1
    return own and _happened(lexicon, [member for member in narrowed.members if member is not None])
