"""Insight lines are true of the rows, and silent where there is nothing but noise."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import Answering, Question
from bot.findings import Finding, findings_of
from bot.insights import insights_of
from queries.answer import Answer, Column, Value
from queries.calendars.rules import rules_of
from queries.cannot import refuse
from queries.catalogue.model import Catalogue
from queries.query import Compare, Period, Query, Rank

NAMES = [f"Place {i}" for i in range(40)]


@pytest.fixture(scope="module")
def catalogue(answering: Answering) -> Catalogue:
    return answering.dataset.catalogue


def trend(values: Sequence[float | None], metric: str = "revenue", targets: Sequence[float] | None = None) -> Answer:
    """A figure by month up to October 2026, November unfinished where it is the last."""
    first = 2026 * 12 + 10 - len(values)
    days = [date((first + i) // 12, (first + i) % 12 + 1, 1) for i in range(len(values))]
    columns = [Column("month", "bucket", "date", "month"), Column(metric, "metric", "currency", metric)]
    rows: list[tuple[Value, ...]] = list(zip(days, values, strict=True))
    metrics: tuple[str, ...] = (metric,)
    if targets is not None:
        columns.append(Column("target_attainment", "metric", "percent", "target_attainment"))
        metrics, rows = (metric, "target_attainment"), [(*r, t) for r, t in zip(rows, targets, strict=True)]
    period = Period(days[0], date(2026, 11, 1), "month", len(values))
    query = Query(metrics=metrics, by=("month",), period=period, analysis="trend")
    return Answer(query, tuple(columns), tuple(rows), period=period, data_through=date(2026, 11, 22))


def members(values: Sequence[float], metric: str = "revenue", before: Sequence[float] | None = None) -> Answer:
    columns = [Column("territory", "dimension", "text", "territory"), Column(metric, "metric", "currency", metric)]
    rows: list[tuple[Value, ...]] = list(zip(NAMES, values, strict=False))
    totals: dict[str, Value] = {metric: sum(values)}
    query = Query(metrics=(metric,), by=("territory",), analysis="breakdown")
    if before is not None:
        columns += [Column(f"{metric}__{role}", role, "currency", metric) for role in ("previous", "change")]
        rows = [(*r, b, v - b) for r, v, b in zip(rows, values, before, strict=True)]
        totals |= {f"{metric}__previous": sum(before), f"{metric}__change": sum(values) - sum(before)}
        query = replace(query, compare=Compare("previous_year"))
    return Answer(query, tuple(columns), tuple(rows), totals=totals, group_count=len(rows))


def _nobody(query: Query) -> Answer:
    raise AssertionError(f"nothing stands behind an amount: {query}")


def codes(answer: Answer, catalogue: Catalogue) -> dict[str, Finding]:
    return {f.code: f for f in findings_of(answer, catalogue)}


# true of the rows


def check_trend(finding: Finding, values: list[float]) -> None:
    """A finding held against the values by other sums than those that found it."""
    facts = finding.facts
    slopes = sorted((values[j] - values[i]) / (j - i) for j in range(len(values)) for i in range(j))
    middle = (slopes[(len(slopes) - 1) // 2] + slopes[len(slopes) // 2]) / 2
    if finding.code in ("above_trend", "below_trend"):
        value, usual = facts["value"], facts["usual"]
        assert isinstance(value, float) and isinstance(usual, float)
        at = [row[0] for row in trend(values).rows].index(facts["day"])
        assert values[at] == value
        starts = sorted(v - middle * i for i, v in enumerate(values))
        start = (starts[(len(starts) - 1) // 2] + starts[len(starts) // 2]) / 2
        assert usual == pytest.approx(start + middle * at, rel=1e-6, abs=1e-6)
        assert (value > usual) == (finding.code == "above_trend")
        closer = [abs(v - start - middle * i) <= abs(value - usual) + 1e-6 for i, v in enumerate(values)]
        assert all(closer) and abs(value - usual) > 0.1 * abs(usual)
    elif finding.code in ("run_up", "run_down"):
        count = facts["count"]
        assert isinstance(count, int) and count >= 5
        last = values[-count - 1 :]
        ordered = sorted(last) if finding.code == "run_up" else sorted(last, reverse=True)
        assert last == ordered and len(set(last)) == len(last)
        if len(values) > count + 1:
            assert (values[-count - 1] > values[-count - 2]) != (finding.code == "run_up") or values[
                -count - 1
            ] == values[-count - 2]
    elif finding.code in ("trend_up", "trend_down"):
        assert facts["step"] == pytest.approx(abs(middle)) and (middle > 0) == (finding.code == "trend_up")
        up = sum(values[j] > values[i] for j in range(len(values)) for i in range(j))
        assert (up > len(slopes) / 2) == (finding.code == "trend_up")
    else:
        raise AssertionError(finding.code)


def check_members(finding: Finding, values: list[float], before: list[float] | None) -> None:
    facts = finding.facts
    if finding.code in ("above_others", "below_others"):
        assert facts["usual"] == pytest.approx(median(values))
        at = NAMES.index(str(facts["member"]))
        assert facts["value"] == values[at]
        assert values[at] in ((max(values),) if finding.code == "above_others" else (min(values),))
    elif finding.code == "few":
        count, share = facts["count"], facts["share"]
        assert isinstance(count, int)
        assert share == pytest.approx(sum(sorted(values)[-count:]) / sum(values))
        assert sum(sorted(values)[-count + 1 :]) / sum(values) < 0.5 <= float(str(share)) + 1e-9
    elif finding.code == "made_change":
        assert before is not None
        at = NAMES.index(str(facts["member"]))
        change = [v - b for v, b in zip(values, before, strict=True)]
        assert (
            facts["share"] == pytest.approx(change[at] / sum(change)) and 0.5 <= float(str(facts["share"])) <= 1.000001
        )
        assert abs(sum(change)) >= 0.0199 * sum(before)
    else:
        raise AssertionError(finding.code)


figures = st.floats(min_value=0, max_value=1e7, allow_nan=False).map(lambda v: round(v, 2))


@settings(max_examples=150, deadline=None)
@given(st.lists(figures, min_size=1, max_size=40), st.sampled_from([0.0, 5e5, -5e5]))
def test_what_is_said_of_a_trend_is_true_of_its_rows(values: list[float], step: float) -> None:
    known = _catalogue()
    values = [v + step * i for i, v in enumerate(values)]
    for finding in findings_of(trend(values), known):
        check_trend(finding, values)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(figures, figures, st.sampled_from([1, 1, 1, 20])), min_size=1, max_size=40), st.booleans())
def test_what_is_said_of_members_is_true_of_their_rows(pairs: list[tuple[float, float, int]], compared: bool) -> None:
    values = [v * factor for v, _, factor in pairs]
    before = [b for _, b, _ in pairs] if compared else None
    for finding in findings_of(members(values, before=before), _catalogue()):
        check_members(finding, values, before)


_KNOWN: list[Catalogue] = []


@pytest.fixture(autouse=True)
def _keep(catalogue: Catalogue) -> None:
    _KNOWN[:] = [catalogue]


def _catalogue() -> Catalogue:
    return _KNOWN[0]


# notable things are found


def test_a_dip_is_told_with_what_was_to_be_expected(catalogue: Catalogue) -> None:
    values = [100.0 + i + (3 if i % 2 else -3) for i in range(18)]
    values[9] = 40.0
    found = codes(trend(values), catalogue)["below_trend"]
    assert found.facts["day"] == date(2026, 2, 1) and found.facts["value"] == 40.0
    assert found.facts["usual"] == pytest.approx(109, abs=4)


def test_steps_in_a_row_and_a_trend_are_told(catalogue: Catalogue) -> None:
    values = [100.0, 90, 105, 95, 101, 99, 93, 110, 111, 113, 114, 117]
    assert codes(trend(values), catalogue)["run_up"].facts["count"] == 5
    rising = [100.0 + 4 * i + (3 if i % 3 else -5) for i in range(20)]
    assert codes(trend(rising), catalogue)["trend_up"].facts["step"] == pytest.approx(4, abs=0.5)


def test_missed_targets_and_who_is_behind_are_told(catalogue: Catalogue) -> None:
    shares = [0.9, 1.1, 0.95, 0.97, 1.0, 0.8]
    found = codes(trend([5.0, 6, 5, 6, 5, 6], targets=shares), catalogue)["missed"]
    assert found.facts == {"count": 4, "all": 6}
    answer = members([10.0, 20.0, 30.0])
    columns = (*answer.columns, Column("target_attainment", "metric", "percent", "target_attainment"))
    rows = tuple((*row, share) for row, share in zip(answer.rows, (0.95, 0.7, 0.85), strict=True))
    behind = codes(replace(answer, columns=columns, rows=rows), catalogue)["behind"]
    assert (behind.facts["count"], behind.facts["all"], behind.facts["member"]) == (2, 3, "Place 1")


def test_who_stands_apart_who_makes_half_and_who_made_the_change_are_told(catalogue: Catalogue) -> None:
    assert codes(members([10.0, 11, 9, 10, 12, 11, 10, 60]), catalogue)["above_others"].facts["member"] == "Place 7"
    few = codes(members([300.0, 280, *[20.0] * 18]), catalogue)["few"]
    assert (few.facts["count"], few.facts["all"]) == (2, 20)
    change = codes(members([130.0, 104, 103, 101, 102, 103, 100, 101], before=[100.0] * 8), catalogue)["made_change"]
    assert change.facts["member"] == "Place 0" and change.facts["share"] == pytest.approx(30 / 44)


def cycle(values: Sequence[float], by: str = "weekday", days: int = 327) -> Answer:
    columns = (Column(by, "bucket", "count", by), Column("revenue", "metric", "currency", "revenue"))
    start = date(2026, 1, 1)
    period = Period(start, start + timedelta(days), "year")
    query = Query(metrics=("revenue",), by=(by,), period=period, analysis="breakdown")
    first = 0 if by == "hour" else 1
    rows = tuple((i + first, v) for i, v in enumerate(values))
    return Answer(query, columns, rows, period=period, data_through=period.end)


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Revenue on Fridays was far below the other days"), ("fa", "در جمعه‌ها بسیار کمتر از روزهای دیگر")],
)
def test_a_day_of_the_week_unlike_the_others_is_told(answering: Answering, language: str, told: str) -> None:
    rules = rules_of("gregorian", answering.dataset.catalogue.calendar)
    place = (4 - rules.week_start) % 7  # Friday
    values = [29.0 if i == place else 66.0 + i for i in range(7)]
    (insight,) = insights_of(cycle(values), answering.voice(language), _nobody)
    assert told in insight.text and answering.voice(language).value(29.0, "currency") in insight.text
    assert insights_of(cycle(values, days=30), answering.voice(language), _nobody) == ()


def test_what_is_told_of_a_cycle_is_true_of_its_rows(catalogue: Catalogue) -> None:
    dice = random.Random(8)
    for _ in range(200):
        values = [dice.choice([100.0, 1000.0]) * dice.random() ** 2 for _ in range(dice.choice([7, 24]))]
        for finding in findings_of(cycle(values, "hour" if len(values) > 7 else "weekday"), catalogue):
            value, usual = float(str(finding.facts["value"])), median(values)
            assert value == (max(values) if finding.code == "above_cycle" else min(values))
            assert finding.facts["usual"] == pytest.approx(usual) and abs(value - usual) >= 0.4 * usual


# silence


def rate(make: Callable[[random.Random], Answer], catalogue: Catalogue, runs: int = 400) -> float:
    """In how many of so many cases something is said."""
    dice = random.Random(5)
    return sum(bool(findings_of(make(dice), catalogue)) for _ in range(runs)) / runs


@pytest.mark.parametrize("count", [8, 12, 24, 36])
def test_a_trend_of_noise_is_silent_in_95_of_100_cases(count: int, catalogue: Catalogue) -> None:
    assert rate(lambda dice: trend([dice.gauss(100, 10) for _ in range(count)]), catalogue) <= 0.05


@pytest.mark.parametrize("count", [3, 7, 12, 31])
def test_a_breakdown_of_noise_is_silent_in_95_of_100_cases(count: int, catalogue: Catalogue) -> None:
    def make(dice: random.Random) -> Answer:
        return members([dice.gauss(100, 10) for _ in range(count)], before=[dice.gauss(100, 10) for _ in range(count)])

    assert rate(make, catalogue) <= 0.05


@pytest.mark.parametrize("count", [7, 24])
def test_a_cycle_of_noise_is_silent_in_95_of_100_cases(count: int, catalogue: Catalogue) -> None:
    by = "hour" if count > 7 else "weekday"
    assert rate(lambda dice: cycle([dice.gauss(100, 10) for _ in range(count)], by), catalogue) <= 0.05


def test_equal_figures_few_figures_and_no_figures_say_nothing(catalogue: Catalogue) -> None:
    for answer in (trend([5.0] * 24), trend([1.0, 9.0]), trend([None] * 12), members([3.0] * 20)):
        assert findings_of(answer, catalogue) == ()


def test_a_gap_in_time_is_no_step(catalogue: Catalogue) -> None:
    values: list[float | None] = [100.0, 90, 105, None, 101, 99, 93, 110, 111, 113, 114, 117]
    assert findings_of(trend(values), catalogue) == ()


def test_of_a_ranking_nothing_is_said_about_all(catalogue: Catalogue) -> None:
    answer = members([10.0, 11, 9, 10, 12, 11, 10, 60])
    ranked = replace(answer, query=replace(answer.query, rank=Rank("top", 8)))
    assert findings_of(ranked, catalogue) == () == findings_of(replace(answer, group_count=20), catalogue)


def test_an_unfinished_bucket_is_no_fall(catalogue: Catalogue) -> None:
    whole = trend([100.0 + (3 if i % 2 else -3) for i in range(12)])
    started = (*whole.rows, (date(2026, 11, 1), 5.0))
    period = replace(whole.query.period, end=date(2026, 11, 23)) if whole.query.period else None
    assert findings_of(replace(whole, rows=started, period=period), catalogue) == ()


# sentences


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_finding_has_a_sentence_with_its_figures(answering: Answering, language: str) -> None:
    voice = answering.voice(language)
    dip = [100.0 + i + (3 if i % 2 else -3) for i in range(18)]
    dip[9] = 40.0
    told = [
        *insights_of(trend(dip), voice, _nobody),
        *insights_of(members([10.0, 11, 9, 10, 12, 11, 10, 60]), voice, _nobody),
    ]
    assert len(told) >= 2
    for insight in told:
        assert "{" not in insight.text and insight.text.endswith(".") and insight.weight >= 1
    assert any(voice.value(40.0, "currency") in insight.text for insight in told)


def test_a_reply_carries_its_insights(answering: Answering) -> None:
    reply = answering.reply(Question("revenue vs target by territory last quarter", date(2026, 11, 23), "en"))
    assert 1 <= len(reply.insights) <= 2
    assert any("of their target" in text for text in reply.insights)


@pytest.mark.parametrize(
    ("leads", "told"),
    [(4, False), (20, False), (900, True), (0, False), (None, False)],
    ids=["a handful", "not sure yet", "sure", "none", "unknown"],
)
def test_a_rate_far_off_is_told_only_of_a_member_with_enough_behind_it(
    leads: float | None, told: bool, answering: Answering
) -> None:
    rates = [0.02, 0.024, 0.021, 0.023, 0.022, 0.025, 0.019, 0.02, 0.08]
    answer = members(rates, "lead_conversion_rate")
    answer = replace(answer, columns=(answer.columns[0], replace(answer.columns[1], unit="percent")))
    asked: list[Query] = []

    def ask(query: Query) -> Answer:
        asked.append(query)
        if leads is None:
            raise refuse("not_allowed")
        return members([500.0] * 8 + [leads], "leads")

    found = insights_of(answer, answering.voice("en"), ask)
    assert bool(found) == told
    assert [q.metrics for q in asked] == [("leads",)], "asked once, and only where there is something to tell"


def test_reps_with_hardly_a_deal_are_not_told_of(answering: Answering) -> None:
    reply = answering.reply(Question("win rate by rep this year", date(2026, 11, 23)))
    first = max(reply.answer.rows, key=lambda row: row[1] or 0.0)  # type: ignore[union-attr, return-value, arg-type]
    assert first[1] == 1.0, "somebody won the only deal"
    assert not any(str(first[0]) in text for text in reply.insights)
