"""How things of the catalogue are called and figures are written, in one person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.words import Words, words_of
from charts.typeset import has_right_to_left
from queries.answer import Answer, Column, Unit, Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Catalogue
from queries.catalogue.model import Words as Names
from queries.locale import bucket_text, day_text, digits, language_of, period_text, value_text
from queries.members import Members
from queries.query import BUCKETS, CYCLES, Period, Query


@dataclass(frozen=True, slots=True)
class Voice:
    """One language's voice for one catalogue; `dialect` is that of the SQL it shows."""

    language: str
    catalogue: Catalogue
    members: Members
    dialect: str = "duckdb"

    @property
    def words(self) -> Words:
        """The language's sentences."""
        return words_of(self.language)

    def name(self, names: Names, fallback: str) -> str:
        """The label in the language, else the English one, else the id as words."""
        return names.label.get(self.language) or names.label.get("en") or fallback.replace("_", " ")

    def special(self, query: Query) -> str | None:
        """The name of the funnel, scorecard or dashboard a query asks for."""
        known = self.catalogue
        found = (
            known.funnels.get(query.funnel or "")
            or known.scorecards.get(query.scorecard or "")
            or known.dashboards.get(query.dashboard or "")
        )
        return self.name(found.words, found.id) if found is not None else None

    def label(self, thing: str) -> str:
        """What people call a metric, a breakdown or any other id of the catalogue."""
        if thing in self.words.time:
            return self.words.time[thing]
        sections = (
            self.catalogue.metrics, self.catalogue.dimensions, self.catalogue.generics, self.catalogue.conditions,
            self.catalogue.funnels, self.catalogue.scorecards, self.catalogue.timelines, self.catalogue.profiles,
            self.catalogue.dashboards,
        )  # fmt: skip
        for section in sections:
            if thing in section:
                return self.name(section[thing].words, thing)
        return self.words.things.get(thing) or thing.replace("_", " ")

    def inside(self, thing: str) -> str:
        """A label as it stands inside a sentence."""
        return self.words.inside(self.label(thing))

    def member(self, dimension: str, value: Value, answer: Answer | None = None) -> str:
        """A member's name in the language; the missing member has one of its own."""
        if value is None:
            return self.words.page["missing_member"]
        text = str(value)
        if answer is not None:
            named = answer.labels.get(self.language, {}).get(dimension, {}).get(text)
            if named:
                return named
        known = self.members.names.get(dimension, {}).get(text)
        if known and known.get(self.language):
            return known[self.language]
        declared = self.catalogue.dimensions.get(dimension)
        for member in declared.members if declared else ():
            if member.value == text:
                return self.name(member.words, text)
        return text

    def called(self, dimension: str, value: Value, answer: Answer | None = None) -> str:
        """A member's name to be read: its digits are the language's own where its letters are."""
        name = self.member(dimension, value, answer)
        if has_right_to_left(name) and not any(c.isascii() and c.isalpha() for c in name):
            return digits(name, language_of(self.language))
        return name

    def spoken(self, dimension: str, value: Value, answer: Answer | None = None) -> str:
        """A member's name in a sentence: a bare number or range after its dimension's, "age group 35–44"."""
        name = self.called(dimension, value, answer)
        return name if any(c.isalpha() for c in name) else f"{self.inside(dimension)} {name}"

    def value(self, value: Value, unit: Unit, *, full: bool = False, signed: bool = False) -> str:
        """A figure; `full` keeps the thousands of amounts and counts."""
        style: Literal["full", "short"] = "full" if full and unit in ("currency", "count") else "short"
        return value_text(value, unit, self.language, self.catalogue.currency, style=style, signed=signed)

    def cell(self, value: Value, column: Column, answer: Answer) -> str:
        """One cell of an answer's table."""
        if column.role == "dimension":
            return self.called(column.of, value, answer)
        if column.role == "bucket" and value is not None and not isinstance(value, str | float):
            rules = rules_of(answer.query.calendar, self.catalogue.calendar)
            return bucket_text(value, column.of, self.language, rules.calendar, week_start=rules.week_start)
        if column.of in BUCKETS or column.of in CYCLES:
            return str(value)
        if column.role == "text" and isinstance(value, str):
            return self._free_text(value, column, answer)
        if isinstance(value, date):
            return day_text(value, self.language, answer.query.calendar, short=True)
        signed = column.role in ("change", "change_percent", "growth")
        if column.role == "change" and column.unit == "percent" and isinstance(value, int | float):
            return value_text(value * 100, "points", self.language, self.catalogue.currency, signed=True)
        return self.value(value, column.unit, full=True, signed=signed)

    def _free_text(self, text: str, column: Column, answer: Answer) -> str:
        """A text of a special answer: a name in the language, or the label of what the catalogue calls so."""
        for names in answer.labels.get(self.language, {}).values():
            if text in names:
                return names[text]
        if column.id == "stage":
            for funnel in self.catalogue.funnels.values():
                for stage in funnel.stages:
                    if stage.id == text:
                        return self.name(stage.words, text)
        if column.id in ("metric", "attribute"):
            return self.label(text)
        return self.words.things.get(text, text) if column.id in ("status", "fact") else text

    def period(self, period: Period) -> str:
        """A period by its name."""
        return period_text(period, self.language)

    def against(self, period: Period, beside: Period | None) -> str:
        """A period compared with, without the year it shares with the one beside it."""
        text = period_text(period, self.language)
        if beside is None:
            return text
        year = period_text(beside, self.language).rpartition(" ")[2]
        before, _, last = text.rpartition(" ")
        return before if before and last == year and not any(c.isspace() for c in year) else text
