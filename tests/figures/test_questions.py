"""From the words to the figures: the dashboards' questions, read and answered, give what SQL by hand gives.

Persian questions mean Jalali days. Where the SQL names no other days than its period's ends, the ends of the Jalali
period are written in their place; else the question is held to the SQL over the days of the English one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from figure_cases import FOLDER, Case, cases
from figure_rows import Row, differences

from intents.read import Reader
from queries.dataset import Dataset
from queries.run import answer

TODAY = date(2026, 11, 23)
BY_ITEM = {case.item: case for case in cases("acceptance.sql") + cases("funnels.sql")}
QUESTIONS = yaml.safe_load((FOLDER / "questions.yaml").read_text(encoding="utf-8"))
ASKED = [(words, BY_ITEM[item]) for item, questions in QUESTIONS.items() for words in questions]
DASHBOARDS = yaml.safe_load((Path(__file__).parents[1] / "acceptance" / "dashboards.yaml").read_text("utf-8"))
JALALI = {  # the same words in Persian, on 2 Azar 1405
    ("2026-10-01", "2026-11-01"): ("2026-10-23", "2026-11-22"),  # last month
    ("2026-10-01", "2027-01-01"): ("2026-09-23", "2026-12-22"),  # this quarter
    ("2026-07-01", "2026-10-01"): ("2026-06-22", "2026-09-23"),  # last quarter
    ("2026-01-01", "2027-01-01"): ("2026-03-21", "2027-03-21"),  # this year
}
_DAY = re.compile(r"20\d\d-\d\d-\d\d")


def persian() -> Iterator[tuple[str, Case]]:
    """The Persian question of each English one that has its figures."""
    known = dict(ASKED)
    for items in DASHBOARDS.values():
        for item in items:
            for asked in (item, *item.get("also", ())):
                if asked["en"] in known:
                    yield asked["fa"], known[asked["en"]]


PERSIAN = list(persian())


@pytest.fixture(scope="module")
def reader(demo_dataset: Dataset) -> Reader:
    return Reader(demo_dataset.catalogue, demo_dataset.members, ("en", "fa"))


@pytest.mark.parametrize(("words", "case"), ASKED, ids=[words for words, _ in ASKED])
def test_a_question_in_words_gives_the_figures_of_its_item(
    words: str, case: Case, reader: Reader, demo_dataset: Dataset, by_hand: Callable[[Case], list[Row]]
) -> None:
    reading = reader.read(words, TODAY)
    assert reading.status == "answered"
    assert reading.query is not None
    found = answer(reading.query, demo_dataset, TODAY)
    coming = dict.fromkeys(case.query.metrics) if case.query.bucket else None
    assert differences(by_hand(case), found, empty_bucket=coming) == []


def on_jalali_days(case: Case) -> Case | None:
    """The case over the Jalali days of the same words; None where its SQL speaks of other days too."""
    period = case.query.period
    ends = JALALI.get((str(period.start), str(period.end))) if period else None
    whole = case.query.bucket or "target" in case.sql or not period or str(period.start) not in case.sql
    if period is None or ends is None or whole or set(_DAY.findall(case.sql)) - {str(period.start), str(period.end)}:
        return None
    sql = case.sql.replace(str(period.end), "END").replace(str(period.start), ends[0]).replace("END", ends[1])
    return replace(case, sql=sql)


@pytest.mark.parametrize(("words", "case"), PERSIAN, ids=[words for words, _ in PERSIAN])
def test_a_persian_question_gives_the_figures_of_its_item(
    words: str, case: Case, reader: Reader, demo_dataset: Dataset, by_hand: Callable[[Case], list[Row]]
) -> None:
    reading = reader.read(words, TODAY)
    assert reading.status == "answered"
    query = reading.query
    assert query is not None
    jalali = on_jalali_days(case)
    if jalali is None:
        query = replace(query, period=case.query.period, calendar="gregorian", compare=case.query.compare)
    found = answer(query, demo_dataset, TODAY)
    coming = dict.fromkeys(case.query.metrics) if case.query.bucket else None
    assert differences(by_hand(jalali or case), found, empty_bucket=coming) == []


def test_most_persian_questions_are_held_to_their_own_days() -> None:
    assert len(PERSIAN) >= 64
    assert sum(on_jalali_days(case) is not None for _, case in PERSIAN) >= 36
