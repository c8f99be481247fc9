"""A dashboard is its items' own answers: same figures, the days and filters asked for, nothing silently left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.answering import Answering, Question
from bot.dashboard import Dashboard, Told, compose_dashboard
from bot.dashboard_items import item_of
from bot.people import Person
from intents.reading import Choice
from intents.sentence import sentence_of
from queries.cannot import refuse
from queries.query import Compare, Filter, Period, Query, Rank

TODAY = date(2026, 11, 23)
Q3 = Period(date(2026, 7, 1), date(2026, 10, 1), "quarter", 1)
TEHRAN, ISFAHAN = (Filter("territory", "in", (m,)) for m in ("Tehran", "Isfahan"))
NAMES = ("sales", "leads", "crm", "territory", "churn")


def shown(answering: Answering, question: str, person: Person | None = None) -> Dashboard:
    reply = answering.reply(Question(question, TODAY, "en", person))
    assert reply.dashboard is not None, reply.headline
    return reply.dashboard


@pytest.mark.parametrize("name", ["sales", "leads", "crm", "territory", "churn"])
def test_the_figures_of_a_dashboard_are_those_of_the_same_questions_asked_alone(
    answering: Answering, name: str
) -> None:
    catalogue = answering.dataset.catalogue
    dashboard = shown(answering, f"{catalogue.dashboards[name].words.synonyms['en'][0]} last quarter")
    told = [*dashboard.tiles, *(item.answer for item in dashboard.items)]
    compared = 0
    for one in told:
        question = sentence_of(one.query, catalogue)
        alone = answering.reply(Question(question, TODAY, "en"))
        if alone.answer is None or alone.query != one.query:
            continue  # some queries have no sentence of one line
        assert alone.answer.rows == one.answer.rows, question
        assert alone.headline == one.headline
        compared += 1
    assert compared >= len(told) * 0.7


def test_all_items_take_the_days_that_were_asked_for_but_those_that_need_their_own(answering: Answering) -> None:
    dashboard = shown(answering, "sales dashboard last quarter")
    assert dashboard.period_text == "Q3 2026"
    own = {item.id for item in dashboard.items if item.own_window}
    assert own == {"S9", "S12", "S13"}, "24 months of trend, a forecast, two years of retention"
    for item in dashboard.items:
        period = item.answer.query.period
        assert period is not None
        if item.id not in own:
            assert (period.start, period.end) == (Q3.start, Q3.end), item.id
    trend = next(item.answer.query.period for item in dashboard.items if item.id == "S9")
    assert trend is not None and (trend.end, trend.count) == (Q3.end, 24), "it ends where the quarter ends"


def test_every_item_is_shown_or_said_to_be_missing(answering: Answering) -> None:
    for name in NAMES:
        items = answering.dataset.catalogue.dashboards[name].items
        synonym = answering.dataset.catalogue.dashboards[name].words.synonyms["en"][0]
        for question in (synonym, f"{synonym} for Tehran last month"):
            dashboard = shown(answering, question)
            assert len(dashboard.items) + len(dashboard.missing) == len(items), question
            assert all(what and why for what, why in dashboard.missing)


def test_an_item_that_a_filter_cannot_reach_is_never_shown_without_it(answering: Answering) -> None:
    dashboard = shown(answering, "sales dashboard for product Atlas Laptop last quarter")
    for one in [*dashboard.tiles, *(item.answer for item in dashboard.items)]:
        assert any(f.dimension == "product" and f.members == ("Atlas Laptop",) for f in one.query.filters)
    assert any("cannot be narrowed" in why for _, why in dashboard.missing)


def test_an_item_about_somebody_else_is_left_out_and_said(answering: Answering) -> None:
    dashboard = shown(answering, "territory dashboard for Isfahan")
    assert "T10" not in {item.id for item in dashboard.items}, "customers in Tehran"
    assert any("Tehran" in why for _, why in dashboard.missing)


def test_my_dashboard_is_narrowed_to_me(answering: Answering) -> None:
    me = Person("sara@demo", "rep", "Sara Ahmadi")
    dashboard = shown(answering, "my sales dashboard last quarter", me)
    mine = Filter("rep", "in", ("Sara Ahmadi",))
    assert all(mine in one.query.filters for one in [*dashboard.tiles, *(i.answer for i in dashboard.items)])
    assert dashboard.title.endswith("Sara Ahmadi")


def test_rights_go_with_every_item(answering: Answering) -> None:
    catalogue = answering.dataset.catalogue
    asked = Query(analysis="dashboard", dashboard="sales", period=Q3, scope=(TEHRAN,))
    own = Query(metrics=("revenue",), by=("product",), period=Q3, analysis="breakdown")
    assert item_of("x", own, asked, catalogue, TODAY).query.scope == (TEHRAN,)


def test_conditions_of_an_item_and_of_the_dashboard_are_both_kept(answering: Answering) -> None:
    catalogue = answering.dataset.catalogue
    own = Query(metrics=("customers",), by=("age_group",), filters=(TEHRAN,), analysis="breakdown")
    both = Filter("territory", "in", ("Tehran", "Isfahan"))
    asked = Query(analysis="dashboard", dashboard="territory", period=Q3, filters=(both,))
    assert item_of("x", own, asked, catalogue, TODAY).query.filters == (TEHRAN,)
    problem = item_of("x", own, replace(asked, filters=(ISFAHAN,)), catalogue, TODAY).problem
    assert problem is not None and problem.code == "item_about_others"


def test_a_trend_never_has_one_point_and_a_named_comparison_stays(answering: Answering) -> None:
    catalogue = answering.dataset.catalogue
    month = Period(date(2026, 10, 1), date(2026, 11, 1), "month", 1)
    year = Period(date(2026, 1, 1), date(2027, 1, 1), "year", 1)
    asked = Query(analysis="dashboard", dashboard="crm", period=month)
    trend = Query(metrics=("csat",), by=("month",), period=year, analysis="trend")
    item = item_of("x", trend, asked, catalogue, TODAY)
    assert item.own_window and item.query.period is not None
    assert (item.query.period.start, item.query.period.end) == (date(2025, 11, 1), date(2026, 11, 1))
    named = Query(metrics=("revenue",), period=year, compare=Compare("explicit", Q3))
    kept = item_of("x", named, asked, catalogue, TODAY)
    assert kept.own_window and kept.query == named


def test_what_is_narrowed_to_one_member_is_no_breakdown_any_more(answering: Answering) -> None:
    catalogue = answering.dataset.catalogue
    asked = Query(analysis="dashboard", dashboard="territory", period=Q3, filters=(TEHRAN,))
    within = Rank("top", by="revenue", within="territory")
    own = Query(metrics=("revenue",), by=("rep", "territory"), period=Q3, rank=within, analysis="breakdown")
    query = item_of("x", own, asked, catalogue, TODAY).query
    assert query.by == ("rep",) and query.rank == replace(within, within=None)
    shares = replace(own, rank=None, transforms=("share:territory",))
    assert item_of("x", shares, asked, catalogue, TODAY).query.by == ("rep", "territory")
    alone = replace(own, by=("territory",), rank=None)
    assert item_of("x", alone, asked, catalogue, TODAY).query.by == ("territory",)


def test_a_figure_whose_target_cannot_be_narrowed_keeps_its_change(answering: Answering) -> None:
    reply = answering.reply(Question("revenue for product Atlas Laptop last quarter", TODAY, "en"))
    assert "on Q2" in reply.headline and "target" not in reply.headline


def test_the_sentences_are_few_and_the_first_tells_the_first_figure(answering: Answering) -> None:
    for name in NAMES:
        synonym = answering.dataset.catalogue.dashboards[name].words.synonyms["en"][0]
        dashboard = shown(answering, f"{synonym} last quarter")
        assert 1 <= len(dashboard.sentences) <= 6
        assert dashboard.sentences[0] == dashboard.tiles[0].headline


def test_a_figure_at_the_top_has_its_change_and_its_past(answering: Answering) -> None:
    dashboard = shown(answering, "sales dashboard last quarter")
    tile = dashboard.tiles[0]
    assert {c.role for c in tile.told.columns} >= {"metric", "previous", "change", "change_percent"}
    past = dashboard.with_past(tile.told).history
    days = [day for day, _ in past]
    assert len(days) == 12 and days[-1] == date(2026, 9, 1)
    asked = answering.reply(Question("revenue in September 2026", TODAY, "en"))
    assert asked.answer is not None and past[-1][1] == pytest.approx(asked.answer.rows[0][0])


def test_an_item_that_cannot_be_read_is_named(answering: Answering) -> None:
    def told(item: Query) -> Told:
        raise refuse("no_goals")

    asked = Query(analysis="dashboard", dashboard="churn", period=Q3)
    shown = compose_dashboard(
        asked, TODAY, answering.voice("en"), lambda text, today: None, told, lambda figure: figure
    )
    assert not shown.items and not shown.sentences and len(shown.missing) == 7
    assert all("not understood" in why for _, why in shown.missing)
    assert len(shown.pages) == 1, "a page that says whose it is"


def test_an_unknown_dashboard_is_refused(answering: Answering) -> None:
    reading = answering.reader.read("sales dashboard", TODAY)
    assert reading.query is not None
    unknown = replace(reading, query=replace(reading.query, dashboard="nosuch"))
    reply = answering.reply_to_choice(
        answering.reply(Question("sales dashboard", TODAY, "en", compute=False)),
        choice_of(unknown.query),
        Question("nosuch", TODAY, "en"),
    )
    assert reply.status == "refused" and reply.dashboard is None


def choice_of(query: Query | None) -> Choice:
    assert query is not None
    return Choice("nosuch", "nosuch", query)


@pytest.mark.parametrize(
    ("own", "on_jalali"),
    [
        (Period(date(2024, 11, 1), date(2026, 11, 1), "month", 24), (date(2024, 11, 21), date(2026, 11, 22))),
        (Period(date(2026, 10, 1), date(2027, 1, 1), "quarter", 1), (date(2026, 9, 23), date(2026, 12, 22))),
        (Period(date(2026, 12, 1), date(2027, 6, 1), "month", 6), (date(2026, 12, 22), date(2027, 6, 22))),
        (Period(date(2025, 2, 1), date(2025, 3, 1), "month", 1), (date(2025, 2, 1), date(2025, 3, 1))),
    ],
    ids=["the last 24 months", "this quarter", "the next 6 months", "a month by its name"],
)
def test_an_item_is_told_in_the_calendar_of_the_question(
    answering: Answering, own: Period, on_jalali: tuple[date, date]
) -> None:
    asked = Query(analysis="dashboard", dashboard="sales", calendar="jalali")
    query = item_of("x", Query(("revenue",), ("month",), period=own), asked, answering.dataset.catalogue, TODAY).query
    assert query.period is not None and (query.period.start, query.period.end) == on_jalali
    named_in_both = on_jalali == (own.start, own.end)
    assert (query.calendar, query.period.calendar) == (("gregorian",) * 2 if named_in_both else ("jalali",) * 2)
