"""Members and dimensions of one name, members of two dimensions, members told twice: what is said decides."""

from __future__ import annotations

import pytest

from queries.query import Filter, Query
from tests.reading import demo


def _read(question: str) -> Query:
    reading = demo.read(question)
    assert reading.status == "answered" and reading.query is not None, reading.message
    return reading.query


@pytest.mark.parametrize(
    ("question", "by", "op"),
    [
        ("churn in Education last quarter", (), "in"),
        ("churn for education last quarter", (), "in"),
        ("new customers by territory in Education ytd", ("territory",), "in"),
        ("retention rate in education in october by age group", ("age_group",), "in"),
        ("churn except Education last quarter", (), "not_in"),
        ("top 5 reps by revenue in Education last quarter", ("rep",), "in"),
    ],
)
def test_after_in_a_name_is_the_member(question: str, by: tuple[str, ...], op: str) -> None:
    query = _read(question)
    assert query.by == by
    assert query.filters == (Filter("vertical", op, ("Education",)),)  # type: ignore[arg-type]
    assert query.rank is None or query.rank.within is None


@pytest.mark.parametrize(
    "question", ["churn by education last quarter", "churn per education last quarter", "churn split by education"]
)
def test_after_by_a_name_is_the_dimension(question: str) -> None:
    query = _read(question)
    assert (query.by, query.filters) == (("education",), ())


@pytest.mark.parametrize("question", ["churn Education last quarter", "education churn last quarter"])
def test_a_name_alone_is_asked_with_both_meanings(question: str) -> None:
    reading = demo.read(question)
    assert reading.status == "clarify"
    assert {(c.query.by, bool(c.query.filters)) for c in reading.choices} == {(("education",), False), ((), True)}


@pytest.mark.parametrize(
    "question", ["revenue in Tehran and North last month", "revenue in Tehran and online last month"]
)
def test_members_of_two_dimensions_joined_by_and_are_asked_back(question: str) -> None:
    reading = demo.read(question)
    assert reading.status == "clarify"
    assert reading.message is not None and reading.message.code == "mixed_members"


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("team Karun versus team Dena win rate this year", ("Karun", "Dena")),
        ("revenue of team Karun and team Dena last month", ("Karun", "Dena")),
        ("compare team Karun with team Dena on revenue last month", ("Karun", "Dena")),
    ],
)
def test_a_dimension_may_be_said_before_every_member(question: str, members: tuple[str, ...]) -> None:
    query = _read(question)
    assert query.by == ("team",)
    assert query.filters == (Filter("team", "in", members),)


@pytest.mark.parametrize("question", ["revenue for VIP customers last month", "revenue of VIP customers last month"])
def test_whose_a_figure_is_adds_no_breakdown(question: str) -> None:
    assert _read(question).by == ()


def test_between_needs_two_of_a_kind() -> None:
    assert demo.read("between Tehran and revenue").unread == ("between",)
    assert _read("revenue between Tehran and Fars last month").by == ("territory",)


def test_a_difference_between_members_is_none_over_time() -> None:
    query = _read("difference between North and South in revenue last month")
    assert (query.by, query.compare, query.transforms) == (("region",), None, ())


@pytest.mark.parametrize(
    "question",
    ["revenue for the team of Sara Ahmadi", "Sara Ahmadi's team revenue last month", "deals in development last month",
     "revenue timeline of Pars Foods this year"],
)  # fmt: skip
def test_what_belongs_to_somebody_is_not_dropped(question: str) -> None:
    assert demo.read(question).status != "answered"


@pytest.mark.parametrize(
    "question", ["interaction timeline of Pars Foods this year", "timeline of interactions with Pars Foods this year"]
)
def test_what_stands_in_a_timeline_may_be_named(question: str) -> None:
    assert _read(question).analysis == "timeline"


def test_a_minus_belongs_to_its_number() -> None:
    reading = demo.read("top -3 reps by revenue")
    assert reading.message is not None and reading.message.code == "rank_count"
    assert _read("revenue by rep over -100").having[0].value == -100
    rank = _read("top-3 reps by revenue").rank
    assert rank is not None and rank.n == 3


def test_neither_and_nor_leave_both_out() -> None:
    query = _read("revenue neither online nor retail last month")
    assert query.filters == (Filter("sales_channel", "not_in", ("Online", "Retail")),)


@pytest.mark.parametrize("joint", ["but not", "and not", "without", "except"])
def test_a_set_that_no_row_filter_can_hold_is_refused(joint: str) -> None:
    reading = demo.read(f"customers who bought Atlas Laptop {joint} Lyra Monitor this year")
    assert reading.message is not None and reading.message.code == "several_filters"
