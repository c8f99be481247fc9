"""A headline says what the answer holds and no more: the figure, its change, its target, who leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from bot.headline import headline
from bot.notes import note_text
from bot.voice import Voice
from queries.answer import Answer, Column, Note, Value
from queries.dataset import Dataset
from queries.query import Compare, Filter, Having, Period, Query, Rank

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 10, 1), "month")
REVENUE = Column("revenue", "metric", "currency", "revenue")
REVENUE_BEFORE = Column("revenue__previous", "previous", "currency", "revenue")
RATE = Column("lead_conversion_rate", "metric", "percent", "lead_conversion_rate")
RATE_BEFORE = Column("lead_conversion_rate__previous", "previous", "percent", "lead_conversion_rate")


@pytest.fixture
def voice(demo_dataset: Dataset) -> Voice:
    return Voice("en", demo_dataset.catalogue, demo_dataset.members)


def single(metrics: tuple[str, ...], columns: tuple[Column, ...], *row: Value) -> Answer:
    """One row of figures for October, against September."""
    query = Query(metrics=metrics, period=OCTOBER, compare=Compare("previous_period"))
    return Answer(query, columns, (row,), period=OCTOBER, compared=SEPTEMBER)


def channels(*rows: tuple[Value, ...], total: float | None) -> Answer:
    """The conversion rate by channel in October."""
    query = Query(metrics=("lead_conversion_rate",), by=("marketing_channel",), period=OCTOBER, analysis="breakdown")
    columns = (Column("marketing_channel", "dimension", "text", "marketing_channel"), RATE)
    totals = {} if total is None else {"lead_conversion_rate": total}
    return Answer(query, columns, rows, totals=totals, period=OCTOBER)


@pytest.mark.parametrize(
    ("value", "before", "said"),
    [
        (0.184, 0.172, "Conversion rate was 18.4 % in October 2026, up 1.2 points on September."),
        (0.172, 0.184, "Conversion rate was 17.2 % in October 2026, down 1.2 points on September."),
        (0.184, 0.184, "Conversion rate was 18.4 % in October 2026, the same as September."),
        (0.1841, 0.184, "Conversion rate was 18.4 % in October 2026, nearly the same as September."),
        (0.184, None, "Conversion rate was 18.4 % in October 2026."),
        (0.184, 0.0, "Conversion rate was 18.4 % in October 2026, up 18.4 points on September."),
    ],
)
def test_a_rate_changes_by_points(voice: Voice, value: float, before: float | None, said: str) -> None:
    answer = single(("lead_conversion_rate",), (RATE, RATE_BEFORE), value, before)
    assert headline(answer, voice) == said


@pytest.mark.parametrize(
    ("value", "before", "said"),
    [
        (1_200_000, 1_000_000, "Revenue was $1.2M in October 2026, up 20.0 % on September."),
        (1_200_000, 0, "Revenue was $1.2M in October 2026, up from $0 in September."),
        (-50_000, 100_000, "Revenue was −$50.0K in October 2026, down 150.0 % on September."),
        (0, 0, "Revenue was $0 in October 2026, the same as September."),
    ],
)
def test_an_amount_changes_by_percent(voice: Voice, value: float, before: float, said: str) -> None:
    assert headline(single(("revenue",), (REVENUE, REVENUE_BEFORE), value, before), voice) == said


def test_a_figure_without_a_value_is_said_and_not_shown_as_zero(voice: Voice) -> None:
    answer = single(("lead_conversion_rate",), (RATE, RATE_BEFORE), None, 0.2)
    assert headline(answer, voice).startswith("Conversion rate has no value in October 2026")


def test_no_rows_are_said(voice: Voice) -> None:
    assert headline(channels(total=None), voice) == "There is nothing for conversion rate in October 2026."


def test_a_stock_stands_at_a_day(voice: Voice) -> None:
    columns = (
        Column("customers", "metric", "count", "customers"),
        Column("customers__previous", "previous", "count", "customers"),
    )
    answer = single(("customers",), columns, 3703, 3660)
    assert (
        headline(answer, voice) == "Customers were 3,703 at the end of October 2026, up 1.2 % on the end of September."
    )


def test_the_amount_of_a_target_stands_only_beside_a_share_of_that_amount(voice: Voice) -> None:
    target = Column("revenue_target", "metric", "currency", "revenue_target")
    share = Column("target_attainment", "metric", "percent", "target_attainment")
    metrics = ("revenue", "revenue_target", "target_attainment")
    done = replace(single(metrics, (REVENUE, target, share), 960_000, 1_000_000, 0.96), compared=None)
    assert headline(done, voice) == "Revenue was $960K in October 2026, 96.0 % of its target of $1.0M."
    note = Note("to_date", {"through": date(2026, 10, 15), "period": OCTOBER})
    running = replace(single(metrics, (REVENUE, target, share), 480_000, 1_000_000, 0.96), compared=None, notes=(note,))
    assert "96.0 % of its target to date." in headline(running, voice)
    assert "1.0M" not in headline(running, voice)


def test_a_breakdown_tells_its_total_and_its_ends_whatever_the_order(voice: Voice) -> None:
    answer = channels(("Referral", 0.31), ("Email campaign", 0.062), ("Paid search", 0.2), total=0.184)
    assert headline(answer, voice) == (
        "Conversion rate was 18.4 % in October 2026. Referral leads with 31.0 %, Email campaign trails with 6.2 %."
    )


def test_groups_without_a_value_neither_lead_nor_trail(voice: Voice) -> None:
    answer = channels((None, None), ("Referral", 0.31), ("Paid search", 0.2), total=None)
    assert headline(answer, voice) == "Referral leads with 31.0 %, Paid search trails with 20.0 %."


def test_what_has_no_member_neither_leads_nor_trails(voice: Voice) -> None:
    answer = channels((None, 0.5), ("Referral", 0.31), ("Paid search", 0.2), (None, 0.01), total=None)
    assert headline(answer, voice) == "Referral leads with 31.0 %, Paid search trails with 20.0 %."


def test_a_range_is_named_with_what_it_is_a_range_of(voice: Voice) -> None:
    query = Query(metrics=("lead_conversion_rate",), by=("age_group",), period=OCTOBER, analysis="breakdown")
    columns = (Column("age_group", "dimension", "text", "age_group"), RATE)
    told = headline(Answer(query, columns, (("35–44", 0.3), ("65+", 0.1)), period=OCTOBER), voice)
    assert told == "Age group 35–44 leads with 30.0 %, age group 65+ trails with 10.0 %."


def test_equal_groups_have_no_leader(voice: Voice) -> None:
    assert headline(channels(("Referral", 0.2), ("Paid search", 0.2), total=0.2), voice) == (
        "Conversion rate was 20.0 % in October 2026."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1_813_379_235.0, 1_812_435_659.0), "A leads with $1,813,379,235, B trails with $1,812,435,659."),
        ((1_812_435_659.2, 1_812_435_659.1), ""),
    ],
)
def test_amounts_that_look_alike_are_told_in_full(values: tuple[float, float], said: str, voice: Voice) -> None:
    query = Query(metrics=("revenue",), by=("segment",), period=OCTOBER, analysis="breakdown")
    columns = (Column("segment", "dimension", "text", "segment"), REVENUE)
    told = headline(Answer(query, columns, tuple(zip("AB", values, strict=True)), period=OCTOBER), voice)
    assert told.endswith(said) and ("leads" in told) == bool(said)


def test_a_ranking_tells_its_first_of_all_groups(voice: Voice) -> None:
    answer = channels(("Referral", 0.31), ("Paid search", 0.2), total=0.184)
    answer = replace(answer, query=replace(answer.query, rank=Rank("top", 2)), group_count=6)
    assert headline(answer, voice).endswith("Referral is highest of 6 with 31.0 %.")
    answer = replace(answer, query=replace(answer.query, rank=Rank("bottom", 2)))
    assert headline(answer, voice).endswith("Referral is lowest of 6 with 31.0 %.")


def ranked(rank: Rank, metrics: tuple[str, ...], *rows: tuple[Value, ...], total: float, groups: int) -> Answer:
    """A ranking of products in October, of so many groups and so much in all."""
    units: dict[str, Literal["currency", "percent", "count"]] = {
        "revenue": "currency", "profit_margin": "percent", "orders": "count",
    }  # fmt: skip
    query = Query(metrics=metrics, by=("product",), period=OCTOBER, rank=rank, analysis="breakdown")
    columns = [Column("product", "dimension", "text", "product")]
    columns += [Column(metric, "metric", units[metric], metric) for metric in metrics]
    totals = {metrics[0]: total}
    return Answer(query, tuple(columns), rows, totals=totals, period=OCTOBER, group_count=groups)


def test_a_ranking_tells_how_much_of_the_whole_its_groups_have(voice: Voice) -> None:
    rows = (("Atlas Laptop", 300_000.0), ("Core Switch", 200_000.0))
    answer = ranked(Rank("top", 2, "revenue"), ("revenue",), *rows, total=1_000_000, groups=40)
    assert headline(answer, voice) == (
        "Revenue was $1.0M in October 2026; the first 2 of 40 have $500K of it (50.0 %). "
        "Atlas Laptop is highest of 40 with $300K."
    )
    persian = headline(answer, replace(voice, language="fa"))
    assert "از آنِ ۲ مورد نخست از ۴۰ است" in persian


def test_a_ranking_of_what_does_not_add_up_says_that_the_figure_is_of_all(voice: Voice) -> None:
    rows = (("Atlas Laptop", 0.4), ("Core Switch", 0.3))
    answer = ranked(Rank("top", 2, "profit_margin"), ("profit_margin",), *rows, total=0.25, groups=40)
    assert headline(answer, voice).startswith("Profit margin was 25.0 % in October 2026, all 40 together. ")


def test_a_ranking_by_another_figure_says_by_which(voice: Voice) -> None:
    rows = (("Atlas Laptop", 12), ("Core Switch", 30))
    answer = ranked(Rank("top", 2, "revenue"), ("orders",), *rows, total=100, groups=40)
    assert headline(answer, voice).endswith("By revenue Atlas Laptop is highest of 40 (orders: 12).")


def test_one_place_of_a_ranking_does_not_lead(voice: Voice) -> None:
    answer = ranked(Rank("top", 3, "revenue", nth=True), ("revenue",), ("Atlas Laptop", 3e5), total=1e6, groups=40)
    assert headline(answer, voice).endswith("Atlas Laptop is number 3 of 40 with $300K.")


def test_a_ranking_in_each_group_tells_the_first_of_each(voice: Voice) -> None:
    rank = Rank("top", 2, "revenue", within="region")
    query = Query(metrics=("revenue",), by=("product", "region"), period=OCTOBER, rank=rank, analysis="breakdown")
    columns = (*(Column(name, "dimension", "text", name) for name in query.by), REVENUE)
    rows = (
        ("Atlas Laptop", "North", 300_000.0),
        ("Core Switch", "North", 200_000.0),
        ("Core Switch", "South", 100_000.0),
    )
    answer = Answer(query, columns, rows, totals={"revenue": 1e6}, period=OCTOBER)
    assert headline(answer, voice) == (
        "Revenue was $1.0M in October 2026. In North Atlas Laptop is highest with $300K and in South Core Switch is "
        "highest with $100K."
    )


def test_who_asks_for_shares_is_told_shares(voice: Voice) -> None:
    query = Query(
        metrics=("revenue",), by=("sales_channel",), period=OCTOBER, transforms=("share",), analysis="breakdown"
    )
    columns = (
        Column("sales_channel", "dimension", "text", "sales_channel"),
        REVENUE,
        Column("revenue__share", "share", "percent", "revenue"),
    )
    rows = (("Online", 600_000.0, 0.6), ("Retail", 400_000.0, 0.4))
    answer = Answer(query, columns, rows, totals={"revenue": 1e6}, period=OCTOBER)
    assert headline(answer, voice).endswith("Online leads with 60.0 %, Retail trails with 40.0 %.")


def test_a_trend_compares_its_last_whole_month_and_leaves_out_the_running_one(voice: Voice) -> None:
    query = Query(
        metrics=("revenue",), by=("month",), period=Period(date(2026, 8, 1), date(2026, 12, 1)), analysis="trend"
    )
    rows = tuple(
        (date(2026, month, 1), amount)
        for month, amount in ((8, 900_000.0), (9, 1_000_000.0), (10, 1_200_000.0), (11, 10_000.0))
    )
    answer = Answer(
        query,
        (Column("month", "bucket", "date", "month"), REVENUE),
        rows,
        period=query.period,
        data_through=date(2026, 11, 3),
    )
    assert headline(answer, voice) == (
        "Revenue was $1.2M in October 2026, up 20.0 % on September 2026. "
        "The highest was $1.2M in October 2026, the lowest $900K in August 2026."
    )


def test_a_week_is_told_as_a_week(voice: Voice) -> None:
    query = Query(metrics=("revenue",), by=("week",), period=Period(date(2026, 11, 2), date(2026, 11, 16)),
                  analysis="trend")  # fmt: skip
    rows = ((date(2026, 11, 2), 1_000_000.0), (date(2026, 11, 9), 1_200_000.0))
    columns = (Column("week", "bucket", "date", "week"), REVENUE)
    answer = Answer(query, columns, rows, period=query.period, data_through=date(2026, 11, 23))
    assert headline(answer, voice) == (
        "Revenue was $1.2M in the week of 9 Nov 2026, up 20.0 % on the week of 2 Nov 2026."
    )


def test_members_speak_the_persons_language(voice: Voice) -> None:
    answer = channels(("Referral", 0.31), ("Paid search", 0.2), total=0.184)
    answer = replace(answer, labels={"fa": {"marketing_channel": {"Referral": "معرفی", "Paid search": "جستجو"}}})
    told = headline(answer, replace(voice, language="fa"))
    assert "معرفی" in told and "Referral" not in told
    answer = replace(answer, labels={"fa": {"marketing_channel": {"Referral": "دیدار 2026", "Paid search": "جستجو"}}})
    assert "دیدار ۲۰۲۶" in headline(answer, replace(voice, language="fa")), "digits as the letters"
    assert "۱۸٫۴٪" in told


def test_a_mean_is_not_told_as_the_whole(voice: Voice) -> None:
    answer = single(("revenue",), (REVENUE,), 142_000)
    answer = replace(answer, query=replace(answer.query, transforms=("mean_over:day",)))
    assert headline(answer, voice).startswith("Revenue (average per day) was $142K")


def test_persian_counts_and_days_are_in_persian_digits_on_its_calendar(voice: Voice) -> None:
    persian = replace(voice, language="fa")
    period = Period(date(2026, 11, 22), date(2026, 12, 22), "month", 1, "jalali")
    note = Note("to_date", {"period": period, "through": date(2026, 11, 23)})
    assert note_text(note, persian) == "آذر ۱۴۰۵ هنوز تمام نشده: ارقام تا ۲ آذر ۱۴۰۵ است."
    ranked = channels(("Referral", 0.31), ("Paid search", 0.2), total=0.184)
    query = replace(ranked.query, rank=Rank("top", 2, "lead_conversion_rate"))
    told = headline(replace(ranked, query=query, group_count=55), persian)
    assert "از میان ۵۵ مورد" in told


def test_a_note_names_members_in_the_persons_language(voice: Voice) -> None:
    persian = replace(voice, language="fa")
    for facts in ({"members": ("Tehran",)}, {"members": ("Tehran",), "dimension": "territory"}):
        assert "تهران" in note_text(Note("without_all", facts), persian)


def test_a_share_says_of_what_it_is(voice: Voice) -> None:
    columns = (REVENUE, Column("revenue__share", "share", "percent", "revenue"))
    part = (Filter("territory", "in", ("Tehran", "Fars")),)
    query = Query(metrics=("revenue",), filters=part, period=OCTOBER, transforms=("share",))
    answer = Answer(query, columns, ((1_250_000.0, 0.2512),), period=OCTOBER)
    assert headline(answer, voice) == "Tehran and Fars: 25.1 % of revenue in October 2026 ($1.3M)."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("Sara", 62), ("Omid", 51), (None, 70)), "Rep with leads > 50 in October 2026: 2. Sara leads with 62, Omid "),
        ((), "Rep with leads > 50 in October 2026: none."),
    ],
)
def test_how_many_meet_a_condition_is_said_first(voice: Voice, rows: tuple[tuple[Value, ...], ...], said: str) -> None:
    condition = (Having("leads", ">", 50.0),)
    query = Query(metrics=("leads",), by=("rep",), period=OCTOBER, having=condition, analysis="breakdown")
    columns = (Column("rep", "dimension", "text", "rep"), Column("leads", "metric", "count", "leads"))
    assert headline(Answer(query, columns, rows, period=OCTOBER), voice).startswith(said)


def test_where_nothing_is_planned_no_plan_of_nothing_is_told(voice: Voice) -> None:
    target = Column("revenue_target", "metric", "currency", "revenue_target")
    query = Query(metrics=("revenue_target",), period=OCTOBER)
    told = headline(Answer(query, (target,), ((None,),), period=OCTOBER), voice)
    assert told == "No revenue target is kept in October 2026."


def test_the_best_month_is_named(voice: Voice) -> None:
    query = Query(metrics=("revenue",), by=("month",), period=OCTOBER, rank=Rank("top", 1, "revenue"))
    columns = (Column("month", "bucket", "date", "month"), REVENUE)
    answer = Answer(query, columns, ((date(2026, 8, 1), 600.0),), period=OCTOBER, group_count=9)
    assert headline(answer, voice) == "August 2026 is highest of 9 with $600."


def test_a_moving_average_is_told(voice: Voice) -> None:
    moving = Column("revenue__moving_average", "moving_average", "currency", "revenue")
    query = Query(metrics=("revenue",), by=("month",), period=OCTOBER, transforms=("moving_average:3",))
    columns = (Column("month", "bucket", "date", "month"), REVENUE, moving)
    answer = Answer(query, columns, ((date(2026, 10, 1), 600.0, 450.0),), period=OCTOBER)
    assert headline(answer, voice) == "The moving average of 3 was $450 in October 2026."


@pytest.mark.parametrize(
    ("on", "order", "row", "said"),
    [
        ("growth", "top", ("Zanjan", 180.0, 100.0, 80.0, 0.8), "Zanjan rose most (+80.0 %)."),
        ("change", "bottom", ("Fars", 100.0, 180.0, -80.0, -0.4444), "Fars fell most (−$80)."),
        ("change", "top", ("Fars", 100.0, 180.0, -80.0, -0.4444), ""),
    ],
)
def test_a_ranking_by_change_says_who_comes_first(
    voice: Voice, on: Literal["change", "growth"], order: Literal["top", "bottom"], row: tuple[Value, ...], said: str
) -> None:
    query = Query(
        ("revenue",), ("territory",), period=OCTOBER, rank=Rank(order, 3, "revenue", on=on),
        compare=Compare("previous_period"), transforms=("change",), analysis="breakdown",
    )  # fmt: skip
    change = Column("revenue__change", "change", "currency", "revenue")
    percent = Column("revenue__change_percent", "change_percent", "percent", "revenue")
    territory = Column("territory", "dimension", "text", "territory")
    columns = (territory, REVENUE, REVENUE_BEFORE, change, percent)
    told = headline(Answer(query, columns, (row,), period=OCTOBER, compared=SEPTEMBER), voice)
    assert told == said or (said and told.endswith(said)) or ("most" not in told and not said)
