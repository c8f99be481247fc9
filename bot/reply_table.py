"""An answer's rows as a table of text."""

from __future__ import annotations

from dataclasses import replace

from bot.reply import ReplyTable
from bot.voice import Voice
from queries.answer import COMPARED, Answer, Column, Role, Value

MAX_ROWS = 15
_NO_FEWER = 4
"""Rows at least that are left out: three more are shown sooner than counted."""
_LABEL_ROLES = ("dimension", "bucket", "text")
_LABEL_UNITS = ("text", "date")


def reply_table(answer: Answer, voice: Voice, *, max_rows: int | None = None) -> ReplyTable | None:
    """The table of an answer with more to show than its headline says; None for a single figure."""
    if not answer.rows or (len(answer.rows) == 1 and len(answer.columns) == 1):
        return None
    if len(answer.rows) == 1 and not answer.query.by and len(answer.query.metrics) > 1:
        return _by_figure(answer, voice)
    if answer.query.analysis == "forecast":
        answer = _ahead(answer)
    columns = answer.columns
    earlier = _is_series(answer)
    shown = answer.rows
    most = max_rows or MAX_ROWS
    limit = most if max_rows or len(answer.rows) >= most + _NO_FEWER else len(answer.rows)
    if answer.query.analysis != "dashboard":
        shown = answer.rows[-limit:] if earlier else answer.rows[:limit]
    return ReplyTable(
        headers=tuple(header(c, answer, voice) for c in columns),
        numeric=tuple(c.role not in _LABEL_ROLES or c.unit not in _LABEL_UNITS for c in columns),
        rows=tuple(_cells(row, answer, voice) for row in shown),
        total=_total(answer, voice),
        more=len(answer.rows) - len(shown),
        earlier=earlier,
    )


def _is_series(answer: Answer) -> bool:
    """Rows one after the other in time, of which the last are wanted first."""
    query = answer.query
    return query.analysis == "trend" and query.by == (query.bucket,) and query.rank is None


def _cells(row: tuple[Value, ...], answer: Answer, voice: Voice) -> tuple[str, ...]:
    """A row's cells; a goal and what was reached of it are in the unit of the row's own figure."""
    columns = answer.columns
    if answer.query.analysis == "goals":
        place = next(i for i, c in enumerate(columns) if c.id == "metric")
        unit = voice.catalogue.metrics[str(row[place])].unit
        columns = tuple(replace(c, unit=unit) if c.id in ("goal", "actual") else c for c in columns)
    return tuple(voice.cell(value, column, answer) for value, column in zip(row, columns, strict=True))


def _ahead(answer: Answer) -> Answer:
    """Of a forecast only what is to come; what was is in the picture."""
    told = next(i for i, c in enumerate(answer.columns) if c.id == "forecast")
    kept = [i for i, c in enumerate(answer.columns) if c.of not in answer.query.metrics]
    rows = tuple(tuple(row[i] for i in kept) for row in answer.rows if row[told] is not None)
    return replace(answer, columns=tuple(answer.columns[i] for i in kept), rows=rows)


def _by_figure(answer: Answer, voice: Voice) -> ReplyTable | None:
    """Several figures of one thing, a row each: the figure, what it was before, its change."""
    known: tuple[Role, ...] = ("metric", *COMPARED)
    roles = [role for role in known if any(c.role == role for c in answer.columns)]
    cells = {(c.of, c.role): voice.cell(v, c, answer) for c, v in zip(answer.columns, answer.rows[0], strict=True)}
    metrics = list(dict.fromkeys(c.of for c in answer.columns if c.role == "metric"))
    if len(roles) < len({c.role for c in answer.columns}):
        return None
    words = voice.words
    heads: dict[str, str] = {"previous": words.things["previous"]}
    period = voice.period(answer.period) if answer.period else words.things["actual"]
    return ReplyTable(
        headers=(words.things["metric"], period, *(heads.get(r) or words.columns[r] for r in roles[1:])),
        numeric=(False, *(True for _ in roles)),
        rows=tuple((voice.label(m), *(cells.get((m, r), "") for r in roles)) for m in metrics),
    )


def header(column: Column, answer: Answer, voice: Voice) -> str:
    """The head of a column."""
    words = voice.words.columns
    label = voice.label(column.of)
    if column.role in ("metric", "dimension", "bucket"):
        return label
    if column.role == "text":
        return label[:1].upper() + label[1:]
    if column.role == "previous":
        if answer.compared is None:
            return words["previous_plain"].format(metric=label)
        return words["previous"].format(metric=label, period=voice.against(answer.compared, answer.period))
    role = "change_points" if column.role == "change" and column.unit == "percent" else column.role
    several = sum(c.role == "metric" for c in answer.columns) > 1
    return words["of"].format(what=words[role], metric=voice.inside(column.of)) if several else words[role]


def _total_label(answer: Answer, voice: Voice) -> str:
    """A ranking shows some of the groups, its total is that of all: it must not pass for the sum of the rows."""
    page, count = voice.words.page, answer.group_count
    if answer.query.rank is None or count is None or count == len(answer.rows):
        return page["total"]
    return page["total_all"].format(count=voice.value(count, "count"))


def _total(answer: Answer, voice: Voice) -> tuple[str, ...] | None:
    first = answer.columns[0]
    if not answer.totals or first.role not in _LABEL_ROLES or len(answer.rows) < 2:
        return None
    cells = [_total_label(answer, voice)]
    for column in answer.columns[1:]:
        value = answer.totals.get(column.id)
        cells.append("" if value is None or column.role in _LABEL_ROLES else voice.cell(value, column, answer))
    return tuple(cells) if any(cells[1:]) else None
