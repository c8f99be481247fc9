"""What a title says is true of the rows, and says it where it can be read."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from charts.draw import draw
from charts.look import EDGE, WIDTH
from charts.typeset import width
from charts.view import LOWEST
from queries.answer import Answer, Column, Role
from queries.query import ChartKind, Compare, Period, Rank
from tests.charts.answers import breakdown, compared_row, month, table
from tests.charts.samples import YEAR, q
from tests.charts.test_figures import CATALOGUE, MEMBERS, drawn, figure, heading, plain, sample, texts


def title(kind: ChartKind, answer: Answer, language: str = "en") -> str:
    return plain(heading(figure(answer, kind, language))["text"])


def stages(*counts: int) -> Answer:
    columns = (Column("stage", "text", "text", "stage"), Column("count", "metric", "count", "count"))
    rows = tuple((f"step {i}", c) for i, c in enumerate(counts))
    return Answer(q("", analysis="funnel", funnel="sales"), columns, rows, period=YEAR)


def test_a_funnel_tells_how_many_reach_its_end_and_where_the_fewest_go_on() -> None:
    assert (
        title("funnel", stages(1000, 240, 110, 25)) == "2.5 % reach step 3; fewest go on from step 2 to step 3: 22.7 %"
    )
    assert title("funnel", stages(1000, 500, 250)) == "25.0 % reach step 2", "both steps lose the same"
    assert title("funnel", stages(0, 0, 0)) == "Funnel"


def test_a_line_tells_its_low_where_that_stands_out_more_than_its_peak() -> None:
    values = [0.86, 0.92, 0.88, 0.83, 0.71, 0.85, 0.84, 0.86, 0.90, 0.92, 0.87]
    dip = table(q("csat", "month"), [(month(10 - i), v) for i, v in enumerate(values)])
    assert title("line", dip) == "CSAT was lowest in May 2026: 71.0 %"
    peak = table(q("csat", "month"), [(month(10 - i), 1.7 - v) for i, v in enumerate(values)])
    assert title("line", peak) == "CSAT peaked in May 2026 at 99.0 %"


@pytest.mark.parametrize("made", ["running_total", "growth", "share", "moving_average"])
def test_what_is_made_of_a_figure_is_no_peak_of_it_and_is_named(made: Role) -> None:
    """A running total is highest at its end, where nothing peaked."""
    unit = "currency" if made in ("running_total", "moving_average") else "percent"
    columns = (
        Column("month", "bucket", "date", "month"),
        Column("revenue", "metric", "currency", "revenue"),
        Column(f"revenue__{made}", made, unit, "revenue"),
    )
    rows = tuple((month(6 - i), 100.0 - i, 0.1 * i) for i in range(6))
    answer = Answer(q("revenue", "month", transforms=(made,)), columns, rows, period=YEAR)
    lines = texts(figure(answer, "line"))
    assert any(made.replace("_", " ") in line for line in lines)
    assert not any("peaked" in line for line in lines) or made == "moving_average"


def test_in_front_of_a_ranking_by_change_is_who_changed_most() -> None:
    rank = Rank("top", 10, on="growth")
    rows = [("Small", *compared_row(2e4, 1e4)), ("Large", *compared_row(9e5, 8e5))]
    compared = table(q("revenue", "rep", rank=rank, compare=Compare("previous_year")), rows, compared=YEAR)
    assert title("leaderboard", replace(compared, group_count=2)) == "2 of 2 grew; Small most, by 100.0 %"
    assert title("leaderboard", replace(compared, group_count=40)) == "Revenue by rep"


def test_a_first_place_among_shares_is_told_as_one() -> None:
    columns = (
        Column("segment", "dimension", "text", "segment"),
        Column("revenue", "metric", "currency", "revenue"),
        Column("revenue__share", "share", "percent", "revenue"),
    )
    rows = (("New", 300.0, 0.75), ("Old", 100.0, 0.25))
    answer = Answer(q("revenue", "segment", transforms=("share",)), columns, rows, period=YEAR, group_count=2)
    assert title("bars", answer) == "New makes up 75.0 % of revenue"


def test_buckets_that_are_written_alike_have_no_peak() -> None:
    values = [900e3, 1.21e6, 1.0e6, 1.23e6, 0.95e6]
    answer = table(q("revenue", "month"), [(month(5 - i), v) for i, v in enumerate(values)])
    assert title("bars", answer) == title("line", answer) == "Revenue by month", "twice $1.2M"


def test_the_end_of_a_title_is_not_cut_off_by_long_names() -> None:
    long = "The Very Honourable North-Eastern Association of Independent Hardware and Garden Wholesalers {}"
    pareto = breakdown(q("lost_leads", "lost_reason"), {long.format(i): 900.0 * 0.7**i for i in range(6)})
    assert title("pareto", pareto).endswith("% of lost leads")
    heads = ("attribute", "member", "lift")
    columns = tuple(Column(n, "text" if n != "lift" else "metric", "points", n) for n in heads)
    profile = Answer(q("customers", analysis="profile"), columns, (("campaign", long, 2.5),), period=YEAR)
    assert title("profile", profile).endswith("2.50× as frequent as among all")


def test_an_unfinished_bucket_is_never_told_as_the_low() -> None:
    values = [0.9, 0.91, 0.9, 0.92, 0.9, 0.91, 0.2]
    rows = [(month(6 - i), v) for i, v in enumerate(values)]
    assert "November" not in title("line", table(q("csat", "month"), rows))


def test_the_first_two_are_told_where_none_is_ahead_alone_and_the_few_that_make_half_of_many() -> None:
    two = breakdown(q("revenue", "segment"), {"A": 161.0, "B": 159.0, "C": 110.0, "D": 70.0})
    assert title("bars", two) == "A and B: 64.0 % of revenue"
    many = breakdown(q("revenue", "product"), {f"P{i}": 100.0 if i < 6 else 15.0 for i in range(46)})
    assert title("treemap", many) == "6 of 46 make up 50.0 % of revenue"
    even = breakdown(q("revenue", "product"), {f"P{i}": 100.0 - i for i in range(40)})
    assert title("treemap", even) == "Revenue by product", "none is ahead, and no few make half"


def test_a_whole_crossed_by_two_breakdowns_tells_the_largest_part() -> None:
    cells = [(t, month(3 - i), v) for t, v in (("New", 1.0), ("Existing", 3.0)) for i in range(4)]
    assert (
        title("stacked_bars", table(q("revenue", "customer_type month"), cells))
        == "Existing makes up 75.0 % of revenue"
    )
    rates = table(q("win_rate", "customer_type month"), cells)
    assert title("heatmap", rates) == "Win rate by customer type and month", "rates make no whole"


def test_parts_of_all_are_those_of_the_rows() -> None:
    dice = random.Random(3)
    for _ in range(60):
        cells = {(a, b): round(dice.random() ** 3 * 1000) for a in "ABC" for b in "VWXYZ"}
        answer = table(q("revenue", "segment region"), [(*k, v) for k, v in cells.items()])
        told = title("heatmap", answer)
        if "makes up" not in told:
            continue
        member, share = told[0], told.split("makes up ")[1].split(" %")[0]
        own = sum(v for k, v in cells.items() if k[0] == member)
        assert float(share) == pytest.approx(100 * own / sum(cells.values()), abs=0.051)
        assert own == max(sum(v for k, v in cells.items() if k[0] == m) for m in "ABC")


def test_a_pareto_tells_the_share_that_its_line_shows() -> None:
    reasons = {"Price": 179.0, "Fit": 135.0, "Service": 112.0, "Other": 141.0}
    answer = replace(
        breakdown(q("lost_leads", "lost_reason"), reasons), totals={"lost_leads": 550}
    )  # counted once each
    fig = figure(answer, "pareto")
    share = plain(heading(fig)["text"]).split(": ")[1].split(" of")[0]
    assert share in [t for t in texts(fig) if t != plain(heading(fig)["text"])]


def test_a_bare_number_is_told_with_what_it_is() -> None:
    ages = breakdown(q("churn_rate", "age_group"), {"18–24": 0.1, "35–44": 0.2})
    assert title("bars", ages) == "Age group 35–44 has the highest churn rate: 20.0 %"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_long_name_leaves_room_for_what_is_said_of_it(language: str) -> None:
    long = "The Very Honourable North-Eastern Association of Independent Hardware and Garden Wholesalers"
    fig = figure(breakdown(q("revenue", "customer"), {long: 300.0, "B": 100.0}), "bars", language)
    line = heading(fig)
    told = plain(line["text"])
    assert ("75.0 %" if language == "en" else "۷۵٫۰٪") in told
    assert width(told, line["size"], True) <= WIDTH - 2 * EDGE


def test_no_share_is_told_that_rounds_to_all() -> None:
    giant = breakdown(q("revenue", "segment"), {"A": 8e12, "B": 3.0, "C": 2.0, "D": 1.0})
    assert title("bars", giant) == "A has the highest revenue: $8.0T"


# what is drawn


def test_the_last_bucket_of_a_sum_is_left_out_while_it_has_hardly_begun_and_the_picture_says_so() -> None:
    days = [date(2026, 9, 28) + timedelta(7 * i) for i in range(9)]
    period = Period(days[0], date(2026, 11, 24), "week", 9)
    rows = [(d, 100.0 if i < 8 else 3.0) for i, d in enumerate(days)]
    answer = replace(table(q("revenue", "week", period), rows), data_through=date(2026, 11, 23))
    fig = figure(answer, "line")
    assert max(len(t["x"]) for t in fig["data"] if t.get("mode") == "lines") == 8
    assert any("without week of 23 Nov 2026" in t for t in texts(fig))
    later = replace(answer, data_through=date(2026, 11, 27), period=replace(period, end=date(2026, 11, 28)))
    assert not any("without" in t for t in texts(figure(later, "line")))
    rate = replace(table(q("csat", "week", period), rows), data_through=date(2026, 11, 23))
    assert not any("without" in t for t in texts(figure(rate, "line"))), "a rate may be what it is"
    for metric in ("churn_rate", "retention_rate"):
        leaving = replace(table(q(metric, "week", period), rows), data_through=date(2026, 11, 23))
        assert any("without" in t for t in texts(figure(leaving, "line"))), "customers leave one after the other"


def test_targets_of_buckets_to_come_are_not_drawn() -> None:
    rows = [(month(1), 90.0, 100.0, 0.9), (month(0), 60.0, 100.0, 0.8), (month(-1), None, 100.0, None)]
    fig = figure(table(q("revenue revenue_target target_attainment", "month"), rows), "target_bars")
    assert max(len(t["y"]) for t in fig["data"] if t["type"] == "bar") == 2


def test_more_buckets_than_bars_are_drawn_as_a_line_with_all_of_them() -> None:
    days = [(date(2025, 10, 19) + timedelta(i), float(i % 7)) for i in range(400)]
    fig = figure(table(q("revenue", "day", Period(days[0][0], date(2026, 11, 23), "day", 400)), days), "bars")
    assert not any(t["type"] == "bar" for t in fig["data"])
    assert sum(len(t["x"]) for t in fig["data"] if t.get("mode") == "lines") >= 400


def test_rows_without_any_figure_are_told_and_not_drawn() -> None:
    fig = figure(table(q("win_rate", "month"), [(month(i), None) for i in (2, 1, 0)]), "line")
    assert "No data" in texts(fig) and not any("axis2" in k for k in fig["layout"])


def test_money_is_named_once_in_a_language_that_writes_it_out() -> None:
    kind, answer = sample("stacked_types")
    told = [t for t in texts(figure(answer, kind, "fa")) if "دلار" in t]
    assert len(told) == 1 and "به دلار" in told[0]
    assert not any("in USD" in t for t in texts(figure(answer, kind)))


def test_cents_stand_only_where_all_figures_are_small() -> None:
    mixed = breakdown(q("customer_acquisition_cost", "campaign"), {"A": 3383.4, "B": 681.15, "C": 2.5})
    assert {"$681", "$2.50"} <= set(texts(figure(mixed, "bars")))
    small = breakdown(q("customer_acquisition_cost", "campaign"), {"A": 83.4, "B": 81.15})
    assert "$81.15" in texts(figure(small, "bars"))


def test_few_rows_make_a_lower_picture() -> None:
    kind, answer = sample("profile")
    assert LOWEST <= draw(answer, CATALOGUE, MEMBERS, kind, "en").height < 560
    assert draw(sample("bars_31")[1], CATALOGUE, MEMBERS, "bars", "en").height > 560


def test_numbers_in_a_name_follow_its_script() -> None:
    names = {"نمایشگاه ۱": 3.0, "نمایشگاه 2026": 2.0, "Expo 2026": 1.0}
    told = texts(figure(breakdown(q("leads", "campaign"), names), "bars", "fa"))
    assert "نمایشگاه ۲۰۲۶" in told and "Expo 2026" in told


# told in words


def alt(name: str, language: str = "en") -> str:
    kind, answer = sample(name)
    return draw(answer, CATALOGUE, MEMBERS, kind, language, source="CRM").alt


def test_a_long_trend_is_told_by_its_ends_and_its_extremes() -> None:
    told = alt("line_24")
    assert "From $3.1M (November 2024) to " in told and "highest" in told and "lowest" in told


def test_crossed_breakdowns_are_told_by_their_largest_cells() -> None:
    assert "The largest: Tehran, " in alt("heat_months") and alt("heat_months").count(";") == 4


def test_every_figure_of_several_is_told_with_its_name() -> None:
    assert "South: Revenue $3.1M, Win rate 35.0 %, Customers 640" in alt("panels_two")


def test_a_forecast_is_told_with_what_is_to_come() -> None:
    assert "November 2026: $4.1M, with 80 % certainty $4.0M to $4.2M; " in alt("forecast")


def test_lines_are_told_by_where_the_largest_begin_and_end() -> None:
    assert "Tehran: from $900K (November 2025) to " in alt("lines_31") and alt("lines_31").endswith("and 26 more")


def test_a_goal_is_told_in_the_unit_of_its_figure() -> None:
    assert "Goal $4.0M" in alt("goals")


def test_special_answers_are_told_with_names_and_not_with_ids() -> None:
    assert alt("profile").startswith("Profile: Segment: Consumer is 2.05× as frequent as among all. ")
    assert "segment" not in alt("profile").split("2026. ")[1]
    assert "on_track" not in alt("goals") and "on track" in alt("goals")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_picture_is_told_with_its_own_title(language: str) -> None:
    for name in ("funnel", "forecast", "goals", "profile", "waterfall", "tree_60"):
        assert plain(heading(drawn(name, language))["text"]).split("…")[0][:30] in plain(alt(name, language))
