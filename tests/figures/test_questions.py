"""From the words to the figures: the dashboards' questions, read and answered, give what SQL by hand gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

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


@pytest.fixture(scope="module")
def reader(demo_dataset: Dataset) -> Reader:
    return Reader(demo_dataset.catalogue, demo_dataset.members)


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
