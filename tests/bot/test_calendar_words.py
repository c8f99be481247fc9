"""Days and names on a person's own calendar and in their language, in tables and on charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering import Answering, Question
from bot.voice import Voice
from charts.view import View
from queries.analyses import analyse
from queries.answer import Answer, Column
from queries.dataset import Dataset
from queries.query import Calendar, Filter, Period, Query

TODAY = date(2026, 11, 23)


def by_weekday(dataset: Dataset, calendar: Calendar) -> Answer:
    period = Period(date(2026, 3, 21), date(2026, 9, 23), None, 1, calendar)
    return analyse(Query(("orders",), ("weekday",), period=period, calendar=calendar), dataset, TODAY)


def test_a_weekday_has_its_own_figures_on_every_calendar(demo_dataset: Dataset) -> None:
    """Weeks begin on Monday or on Saturday: the days keep their names."""
    voice = Voice("en", demo_dataset.catalogue, demo_dataset.members)
    found = []
    for calendar in ("gregorian", "jalali"):
        answer = by_weekday(demo_dataset, calendar)
        view = View(answer, demo_dataset.catalogue, demo_dataset.members, "en")
        told = {voice.cell(row[0], answer.columns[0], answer): row[1] for row in answer.rows}
        drawn = {view.key_label(row): row.cells[1] for row in view.rows}
        assert told == drawn
        found.append(told)
    assert found[0] == found[1]
    assert len(set(found[0].values())) > 1


def test_a_persian_week_begins_on_saturday(demo_dataset: Dataset) -> None:
    answer = by_weekday(demo_dataset, "jalali")
    voice = Voice("fa", demo_dataset.catalogue, demo_dataset.members)
    days = [voice.cell(row[0], answer.columns[0], answer) for row in answer.rows]
    assert (days[0], days[-1]) == ("شنبه", "جمعه")


def test_a_history_is_drawn_in_the_persons_language(demo_dataset: Dataset) -> None:
    columns = (Column("time", "text", "date", "time"), Column("person", "text", "text", "person"))
    query = Query(analysis="timeline", filters=(Filter("customer", "in", ("Pars Foods",)),), calendar="jalali")
    answer = Answer(query, columns, ((date(2026, 11, 16), "Sara Ahmadi"),))
    answer = replace(answer, labels={"fa": {"rep": {"Sara Ahmadi": "سارا احمدی"}}})
    view = View(answer, demo_dataset.catalogue, demo_dataset.members, "fa")
    shown = [view.cell(view.rows[0], i) for i in range(2)]
    assert shown[0] == "۲۵ آبان ۱۴۰۵"
    assert "سارا احمدی" in shown[1]


def test_the_week_of_a_peak_stands_in_its_sentence(answering: Answering) -> None:
    persian = answering.reply(Question("weekly revenue over the last 12 weeks", TODAY, "fa")).headline
    english = answering.reply(Question("weekly revenue over the last 12 weeks", TODAY, "en")).headline
    assert "میلیون دلار در هفتهٔ" in persian and "بازهٔ هفتهٔ" not in persian
    assert "in the week of" in english and "over week" not in english
