"""An answer as a chart needs it: labels, figures and texts in one language. Charts read answers only through it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import ModuleType
from typing import cast

from charts.additive import adds_over_members, adds_over_time, fills_up
from charts.look import BAD, GOOD, INK2, WHOLE, Frame, Page
from charts.typeset import Span, has_right_to_left, isolate
from charts.words import words_of
from queries.answer import Answer, Column, Role, Unit, Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue, Dimension, Metric
from queries.locale import (
    bucket_text,
    change_text,
    currency_text,
    day_text,
    digits,
    language_of,
    list_text,
    period_text,
    value_text,
)
from queries.members import Members
from queries.query import BUCKETS, CYCLES, Filter, Period

LOWEST = 340  # px of a picture with few rows
_COARSE = 1000  # from here on a column of money is told without cents
_NO_SIGN = {ord(c): None for c in "+-\u2212"}
_MARKS = {1: "▲", -1: "▼", 0: "■"}
# What a transform of the query shows in place of the figure, in the order of their weight.
_SHOWN: tuple[Role, ...] = ("share", "running_total", "growth")


@dataclass(frozen=True)
class Row:
    """One group: its keys in the order of the breakdowns, and its cells by column."""

    keys: tuple[Value, ...]
    cells: tuple[Value, ...]


class View:
    """Everything shown of an answer, in the language's own words, digits and direction."""

    def __init__(
        self,
        answer: Answer,
        catalogue: Catalogue,
        members: Members,
        language: str,
        frame: Frame = WHOLE,
        remarks: tuple[str, ...] = (),
        said: frozenset[str] = frozenset(),
        bound: float | None = None,
    ) -> None:
        self.answer, self.catalogue, self.members, self.language = answer, catalogue, members, language
        self.frame, self.remarks, self.said, self.bound = frame, remarks, said, bound
        self.words: ModuleType = words_of(language)
        self.rtl: bool = self.words.RIGHT_TO_LEFT
        self.key_columns = [i for i, c in enumerate(answer.columns) if c.role in ("dimension", "bucket")]
        self.rows = [Row(tuple(cells[i] for i in self.key_columns), cells) for cells in answer.rows]

    @property
    def width(self) -> int:
        """The width of the picture in px."""
        return self.frame.width

    def page(self, height: float = 0, enough: float = 0) -> Page:
        """An empty page of the frame, higher where more room is needed.

        A picture of its own is lower where its rows have all the room they can use at `enough` px.
        """
        tall = max(self.frame.height, round(height))
        if self.frame.alone and 0 < enough < tall:
            tall = max(LOWEST, round(enough))
        return Page(self.rtl, width=self.frame.width, height=tall, alone=self.frame.alone)

    # what the answer holds

    @cached_property
    def metrics(self) -> list[str]:
        """The metrics shown, in the order of the columns."""
        return list(dict.fromkeys(c.of for c in self.answer.columns if c.role == "metric"))

    @property
    def metric(self) -> Metric | None:
        """The first metric, where the catalogue knows it."""
        return self.catalogue.metrics.get(self.metrics[0]) if self.metrics else None

    @cached_property
    def main(self) -> int | None:
        """The column drawn: the figure, or what a transform makes of it."""
        first = self.metrics[0] if self.metrics else None
        asked = {t.split(":")[0] for t in self.answer.query.transforms}
        for role in _SHOWN:
            at = self.answer.column(role, first)
            if role in asked and at is not None:
                return at
        at = self.answer.column("metric", first)
        return at if at is not None else next((i for i, c in enumerate(self.answer.columns) if c.role in _SHOWN), None)

    def column(self, role: Role, metric: str | None = None) -> int | None:
        return self.answer.column(role, metric or (self.metrics[0] if self.metrics else None))

    def named(self, *names: str) -> int | None:
        """The column of a special answer with one of these ids."""
        return next((i for n in names for i, c in enumerate(self.answer.columns) if n in (c.id, c.of)), None)

    def number(self, row: Row, column: int | None) -> float | None:
        """A cell as a finite number, None where there is none."""
        value = row.cells[column] if column is not None else None
        return as_number(value)

    def key(self, at: int) -> Column:
        return self.answer.columns[self.key_columns[at]]

    def dimension(self, at: int) -> Dimension | None:
        return self.catalogue.dimensions.get(self.key(at).of)

    def is_time(self, at: int) -> bool:
        return self.key(at).role == "bucket"

    @cached_property
    def adds(self) -> bool:
        """The drawn figures of different members make a whole."""
        return self.metric is not None and adds_over_members(self.metric.id, self.catalogue)

    @cached_property
    def adds_in_time(self) -> bool:
        return self.metric is not None and adds_over_time(self.metric.id, self.catalogue)

    @cached_property
    def fills_up(self) -> bool:
        """The figure of a bucket grows with its days."""
        return self.metric is not None and fills_up(self.metric.id, self.catalogue)

    # texts

    def metric_label(self, metric: str) -> str:
        known = self.catalogue.metrics.get(metric)
        return self._label(known.words.label) if known else self._other_label(metric)

    def breakdown_label(self, id: str) -> str:
        """The name of a dimension or a time breakdown."""
        if id in BUCKETS or id in CYCLES:
            return cast(str, self.words.TIME[id])
        known = self.catalogue.dimensions.get(id)
        return self._label(known.words.label) if known else self._other_label(id)

    def _other_label(self, id: str) -> str:
        known = self.catalogue.dimensions.get(id)
        if id not in self.words.COLUMNS and known:
            return self._label(known.words.label)
        return cast(str, self.words.COLUMNS.get(id, id.replace("_", " ")))

    def column_label(self, column: Column) -> str:
        if column.role in ("dimension", "bucket"):
            return self.breakdown_label(column.of)
        if column.role in ("metric", "text"):
            return self.metric_label(column.of)
        role = self.words.ROLES[column.role]
        return role if len(self.metrics) <= 1 else f"{self.metric_label(column.of)}: {role}"

    def member_label(self, dimension: str, value: Value) -> str:
        """A member's name in the language, safe inside a line; the missing member has a name too."""
        name = self._member(dimension, value)
        if self.rtl and has_right_to_left(name) and not any(c.isascii() and c.isalpha() for c in name):
            name = digits(name, language_of(self.language))
        return isolate(name, self.rtl)

    def _member(self, dimension: str, value: Value) -> str:
        if value is None:
            return cast(str, self.words.MISSING)
        name = str(value)
        told = self.answer.labels.get(self.language, {}).get(dimension, {}).get(name)
        told = told or self.members.names.get(dimension, {}).get(name, {}).get(self.language)
        if told:
            return told
        known = self.catalogue.dimensions.get(dimension)
        for member in known.members if known else ():
            if member.value == name:
                return member.words.label.get(self.language, name)
        if known and known.same_as:
            return self._member(known.same_as, value)
        return name

    def key_label(self, row: Row, at: int = 0, *, short: bool = False) -> str:
        """The name of a row's group."""
        column, value = self.key(at), row.keys[at]
        if column.role == "bucket" and isinstance(value, date | int):
            rules = rules_of(self.answer.query.calendar, self.catalogue.calendar)
            return bucket_text(
                value, column.of, self.language, rules.calendar, short=short, week_start=rules.week_start
            )
        return self.member_label(column.of, value)

    def value(
        self,
        value: Value,
        column: int | Unit | None,
        *,
        axis: bool = False,
        brief: bool = False,
        signed: bool = False,
    ) -> str:
        """A figure as text, in the unit of its column; `axis` for the steps of an axis, `brief` for small cells."""
        if isinstance(column, int):
            unit: Unit = self.answer.columns[column].unit
            if unit == "currency" and column in self._coarse and isinstance(value, int | float) and abs(value) >= 10:
                value = round(value)
        else:
            unit = column or "count"
        style = "axis" if axis else "brief" if brief else "short"
        return value_text(value, unit, self.language, self.catalogue.currency, style=style, signed=signed)  # type: ignore[arg-type]

    @cached_property
    def _coarse(self) -> frozenset[int]:
        """The columns of money that have large figures: cents beside them would be noise."""
        found = range(len(self.answer.columns))
        largest = {
            i: max((abs(v) for r in self.rows if (v := self.number(r, i)) is not None), default=0) for i in found
        }
        return frozenset(i for i, v in largest.items() if v >= _COARSE)

    @cached_property
    def _money(self) -> str:
        """The currency's name, where this language writes it as a word beside each figure."""
        name = currency_text(self.catalogue.currency, self.language)
        return name if name != self.catalogue.currency else ""

    def bare(self, value: Value, column: int | None, *, axis: bool = False, signed: bool = False) -> str:
        """A figure without the name of its currency, which `money_said` says once for all: for narrow places."""
        text = self.value(value, column, axis=axis, signed=signed)
        return text.replace(self._money, "").strip() if self._money and self._is_money(column) else text

    def money_said(self, column: int | None) -> tuple[str, ...]:
        """What the subtitle says where the figures are bare."""
        if not self._money or not self._is_money(column):
            return ()
        return (cast(str, self.words.IN_MONEY.format(currency=self._money)),)

    def _is_money(self, column: int | None) -> bool:
        return column is not None and self.answer.columns[column].unit == "currency"

    def cell(self, row: Row, column: int | None) -> str:
        if column is None:
            return ""
        value = row.cells[column]
        if isinstance(value, date):
            return day_text(value, self.language, self.answer.query.calendar)
        if isinstance(value, str):
            named = (names[value] for names in self.answer.labels.get(self.language, {}).values() if value in names)
            return isolate(next(named, value), self.rtl)
        return self.value(value, column)

    def change(self, row: Row, metric: str | None = None) -> Span | None:
        """The change on the period compared with: sign, mark, colour of good or bad news; None without comparison."""
        metric = metric or (self.metrics[0] if self.metrics else None)
        amount, share = self.moves(row, metric)
        if amount is None and share is None:
            return None
        known = self.catalogue.metrics.get(metric or "")
        unit: Unit = known.unit if known else "count"
        text = change_text(amount, share, unit, self.language, self.catalogue.currency)
        return self.moved(text, amount if amount is not None else share or 0.0, known)

    def moves(self, row: Row, metric: str | None = None) -> tuple[float | None, float | None]:
        """Change as an amount and as a share; no share of a negative figure, nor across zero: it would say nothing."""
        amount = self.number(row, self.column("change", metric))
        share = self.number(row, self.column("change_percent", metric))
        now, before = self.number(row, self.column("metric", metric)), self.number(row, self.column("previous", metric))
        if amount is not None and ((now is not None and now < 0) or (before is not None and before < 0)):
            share = None
        return amount, share

    @cached_property
    def moves_by_amount(self) -> bool:
        """Changes are told as amounts: of percentages in points, and where no share of a figure says anything."""
        percent = self.metric is not None and self.metric.unit == "percent"
        return percent or all(self.moves(r)[1] is None for r in self.rows)

    def moved(self, text: str, by: float, metric: Metric | None) -> Span:
        """A change as a coloured span: green is good news, whatever its sign."""
        direction = (by > 0) - (by < 0)
        if not any(c.isdecimal() and int(c) for c in text):  # as good as the same: neither up nor down
            direction, text = 0, text.translate(_NO_SIGN)
        good = metric.good if metric else "up"
        color = INK2
        if direction and good != "none":
            color = GOOD if (direction > 0) == (good == "up") else BAD
        return Span(f"{_MARKS[direction]} {text}", color=color, bold=True)

    def period(self, period: Period | None) -> str:
        return period_text(period, self.language) if period else ""

    def joined(self, items: Iterable[str]) -> str:
        return list_text(list(items), self.language)

    def filter_text(self, condition: Filter) -> str:
        """ "Territory: Tehran", "not North", "Customer containing foods"."""
        names = [self.member_label(condition.dimension, m) for m in condition.members]
        if len(names) > 3:
            names = [*names[:3], self.words.MORE.format(n=self.value(len(names) - 3, "count"))]
        pattern = self.words.FILTERS[condition.op]
        return cast(
            str, pattern.format(dimension=self.breakdown_label(condition.dimension), members=self.joined(names))
        )

    def _label(self, labels: object) -> str:
        known = cast("dict[str, str]", labels)
        return known.get(self.language) or known.get("en") or next(iter(known.values()), "")


def as_number(value: Value) -> float | None:
    """A cell as a finite number."""
    if isinstance(value, bool) or value is None or isinstance(value, str | date):
        return None
    number = float(value)
    return number if number == number and abs(number) != float("inf") else None
