"""Every question of the public data sets gives the rows computed for it, or is refused by the words listed for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from tests.other_companies.companies import COMPANIES, DATASETS, HERE, public_company
from tests.other_companies.rows import hold_rows

EXPECTED: dict[str, Any] = yaml.safe_load((HERE / "expected.yaml").read_text("utf-8"))
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line)
    for name in COMPANIES
    for line in (DATASETS / name / "questions.jsonl").read_text("utf-8").splitlines()
]
ASKED = [(one, str(one[key])) for one in QUESTIONS for key in ("question", "question_en") if one.get(key)]


def test_every_question_is_listed() -> None:
    assert {one["id"] for one in QUESTIONS} == set(EXPECTED)


@pytest.mark.parametrize(("one", "words"), ASKED, ids=[f"{one['id']}-{words[:40]}" for one, words in ASKED])
def test_question(one: dict[str, Any], words: str) -> None:
    expected = EXPECTED[one["id"]]
    asked = public_company(one["dataset"])
    if "refused" in expected:
        reading = asked.read(words)
        assert (reading.status, list(reading.unread)) == ("refused", expected["refused"])
        return
    hold_rows(asked.ask(words), one, expected)
