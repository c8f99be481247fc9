"""Every question of the public data sets gives the rows computed for it, or is refused by the words listed for it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from queries.answer import Answer
from tests.other_companies.companies import COMPANIES, DATASETS, HERE, public_company

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
    found, wanted = _ours(asked.ask(words), expected), _theirs(one["answer"], expected)
    if not expected.get("ranked"):
        found, wanted = sorted(found, key=str), sorted(wanted, key=str)
    assert len(found) == len(wanted), found
    for ours, theirs in zip(found, wanted, strict=True):
        assert ours == [pytest.approx(value, rel=2e-5, abs=1e-6) if _is_number(value) else value for value in theirs]


def _ours(answer: Answer, expected: dict[str, Any]) -> list[list[Any]]:
    ids = [column.id for column in answer.columns]
    times = expected.get("times", {})
    return [
        [_told(row[ids.index(name)], name, theirs, times.get(name, 1)) for name, theirs in expected["columns"].items()]
        for row in answer.rows
    ]


def _told(value: Any, name: str, theirs: str, times: int) -> Any:
    """A value as the questions' authors write it: Q1 for a quarter, its last day where they tell the day."""
    if isinstance(value, date):
        if name == "quarter" and theirs == "day":
            following = date(value.year + value.month // 10, (value.month + 2) % 12 + 1, 1)
            return str(following - timedelta(days=1))
        return {"quarter": f"Q{(value.month + 2) // 3}", "month": f"{value:%Y-%m}", "year": value.year}[name]
    if isinstance(value, str):
        return value.replace(" ", "") if name == "product" else value.lower() if name == "stage" else value
    return None if value is None else float(value) * times


def _theirs(rows: list[dict[str, Any]], expected: dict[str, Any]) -> list[list[Any]]:
    if "pivoted" in expected:
        return [
            [row["manager"], stage, float(row[stage])] for row in rows for stage in expected["pivoted"] if row[stage]
        ]
    named = expected["columns"].items()
    return [[_plain(row[theirs], ours) for ours, theirs in named] for row in rows]


def _plain(value: Any, ours: str) -> Any:
    if isinstance(value, str):
        return value.replace(" ", "") if ours == "product" else value.lower() if ours == "stage" else value
    return value if ours == "year" or value is None else float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, float)
