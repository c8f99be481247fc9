"""Who leads and who trails in a breakdown, and what rose and fell."""

from __future__ import annotations

from bot.ranked import first_of, firsts_within
from bot.trend import trend_sentences
from bot.voice import Voice
from queries.answer import Answer, Value
from queries.locale import change_text
from queries.query import Rank


def standing_sentences(answer: Answer, voice: Voice) -> list[str]:
    """At most two sentences about the groups of an answer; none for a single figure."""
    query = answer.query
    index = answer.column("metric")
    if not query.by or index is None:
        return []
    if query.bucket is not None and query.by == (query.bucket,) and query.rank is not None and query.rank.n is not None:
        return _leaders(answer, voice, index)  # "the best month"
    if query.bucket is not None:
        return trend_sentences(answer, voice, index) if query.by == (query.bucket,) else []
    if query.rank is not None and query.rank.within is not None:
        told = firsts_within(query.rank, answer, voice)
        return [told] if told else []
    if query.rank is not None and query.rank.on != "value":
        return _first_mover(query.rank, answer, voice)
    if query.compare is not None and query.compare.kind != "target" and (moved := _movers(answer, voice)):
        return moved
    return _leaders(answer, voice, index)


def _leaders(answer: Answer, voice: Voice, index: int) -> list[str]:
    query, words = answer.query, voice.words.headline
    if query.rank is not None and (ranked := answer.column("metric", query.rank.by)) is not None:
        index = ranked
    share = answer.column("share", answer.columns[index].of)
    index = share if share is not None else index  # who asks for shares is told shares
    column = answer.columns[index]
    rows = [row for row in answer.rows if _is_number(row[index])]
    if query.rank is None or query.rank.n is None:  # the rows without a member are nobody that could lead
        rows = [row for row in rows if not is_nobody(row, answer)] or rows
    groups = [(row[index], _name(row, answer, voice)) for row in rows]
    if not groups:
        return []
    if query.rank is not None and query.rank.n is not None:
        value, first = groups[0]
        return [first_of(query.rank, answer, voice, index, first, value)]
    if len(answer.rows) == 1:
        return [words["leads_alone"].format(first=groups[0][1], high=voice.value(groups[0][0], column.unit))]
    high = max(groups, key=lambda g: _number(g[0]))
    low = min(groups, key=lambda g: _number(g[0]))
    if high[0] == low[0]:
        return []
    metric = voice.catalogue.metrics.get(column.of)
    # Nobody leads with a loss.
    pattern = "leads" if metric is not None and metric.good == "up" and _number(high[0]) > 0 else "highest"
    facts = {"high": voice.value(high[0], column.unit), "low": voice.value(low[0], column.unit)}
    if facts["high"] == facts["low"]:  # $1.8B and $1.8B say nothing: in full, or not at all
        facts = {"high": voice.cell(high[0], column, answer), "low": voice.cell(low[0], column, answer)}
    if facts["high"] == facts["low"]:
        return []
    return [words[pattern].format(first=high[1], last=low[1], **facts)]


def _first_mover(rank: Rank, answer: Answer, voice: Voice) -> list[str]:
    """Who comes first in a ranking by change or growth; nothing where even that one did not move that way."""
    change = answer.column("change" if rank.on == "change" else "change_percent")
    if change is None or rank.nth or not answer.rows or not _is_number(answer.rows[0][change]):
        return []
    row, moved = answer.rows[0], _number(answer.rows[0][change])
    if moved == 0 or (moved > 0) != (rank.order == "top"):
        return []
    growth = voice.value(moved, "percent", signed=True) if rank.on == "growth" else None
    return [_moved("riser" if moved > 0 else "faller", row, change, answer, voice, growth)]


def _movers(answer: Answer, voice: Voice) -> list[str]:
    """The group that rose most and the one that fell most, by the amount of the change."""
    change = answer.column("change")
    if change is None:
        return []
    rows = [row for row in answer.rows if _is_number(row[change])]
    if len(rows) < 2:
        return []
    first = max(rows, key=lambda r: _number(r[change]))
    last = min(rows, key=lambda r: _number(r[change]))
    up, down = _number(first[change]) > 0, _number(last[change]) < 0
    told = (("riser", first, up), ("faller", last, down))
    return [_moved(pattern, row, change, answer, voice) for pattern, row, fits in told if fits]


def _moved(
    pattern: str, row: tuple[Value, ...], change: int, answer: Answer, voice: Voice, size: str | None = None
) -> str:
    """Who rose or fell, with the amount where no other size is told: the largest percentage may be another group's."""
    unit = answer.columns[change].unit
    size = size or change_text(row[change], None, unit, voice.language, voice.catalogue.currency)
    name = _name(row, answer, voice)
    return voice.words.headline[pattern].format(first=name, last=name, size=size)


def is_nobody(row: tuple[Value, ...], answer: Answer) -> bool:
    """The rows without a member."""
    return any(v is None and c.role == "dimension" for v, c in zip(row, answer.columns, strict=True))


def _name(row: tuple[Value, ...], answer: Answer, voice: Voice) -> str:
    groups = [(v, c) for v, c in zip(row, answer.columns, strict=True) if c.role in ("dimension", "bucket")]
    if len(groups) == 1 and groups[0][1].role == "dimension":
        return voice.spoken(groups[0][1].of, groups[0][0], answer)
    return " / ".join(voice.cell(value, column, answer) for value, column in groups)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
