"""Every phrasing of the corpus gives its period and takes all its words; what is no period gives none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents.periods import PeriodMatch, find_periods, period_vocabulary
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings

TODAY = date(2026, 11, 23)
HERE = Path(__file__).parent
NEGATIVES: dict[str, Any] = yaml.safe_load((HERE / "negatives_en.yaml").read_text(encoding="utf8"))


def corpus(language: str) -> list[tuple[str, dict[str, Any]]]:
    entries = yaml.safe_load((HERE / f"corpus_{language}.yaml").read_text(encoding="utf8"))
    return [(str(text), entry) for entry in entries for text in entry["say"]]


def read(text: str, language: str = "en") -> list[PeriodMatch]:
    return find_periods(tokenise(text), TODAY, CalendarSettings(), language)


def words(text: str, match: PeriodMatch) -> str:
    return " ".join(token.text for token in tokenise(text)[match.first : match.last])


def check(text: str, entry: dict[str, Any], language: str) -> None:
    matches = read(text, language)
    assert [words(text, match) for match in matches] == [" ".join(token.text for token in tokenise(text))]
    (match,) = matches
    assert match.rule
    period = match.period
    assert (period.start, period.end) == tuple(entry["as"])
    assert match.to_date == entry.get("to_date", False)
    assert match.problem is None
    assert match.future == (period.start is not None and period.start > TODAY)
    if "unit" in entry:
        count, unit, *calendar = entry["unit"].split()
        assert (period.count, period.unit) == (int(count), unit)
        if language == "en":
            assert period.calendar == (calendar[0] if calendar else "gregorian")


@pytest.mark.parametrize(("text", "entry"), corpus("en"), ids=lambda value: value if isinstance(value, str) else "")
def test_phrasing(text: str, entry: dict[str, Any]) -> None:
    check(text, entry, "en")


def test_corpus_is_broad() -> None:
    assert len({text for text, _ in corpus("en")}) >= 250


@pytest.mark.parametrize("text", NEGATIVES["none"])
def test_no_period(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("case", NEGATIVES["weak"], ids=lambda case: case["say"])
def test_weak(case: dict[str, str]) -> None:
    (match,) = read(case["say"])
    assert match.weak
    assert words(case["say"], match) == case["words"]


@pytest.mark.parametrize("case", NEGATIVES["impossible"], ids=lambda case: case["say"])
def test_impossible(case: dict[str, str]) -> None:
    (match,) = read(case["say"])
    assert match.problem is not None
    assert words(case["say"], match) == case["words"]
    assert (match.period.start, match.period.end) == (None, None)


@pytest.mark.parametrize("case", NEGATIVES["ambiguous"], ids=lambda case: case["say"])
def test_ambiguous(case: dict[str, Any]) -> None:
    matches = read(case["say"])
    assert sorted(((m.period.start, m.period.end) for m in matches), key=str) == sorted(map(tuple, case["as"]), key=str)
    assert all(match.weak for match in matches)


def test_vocabulary_knows_the_words_of_periods() -> None:
    assert {
        "january",
        "quarter",
        "yesterday",
        "fortnight",
        "twelfth",
        "tomorrow",
        "since",
        "thousand",
    } <= period_vocabulary()
    assert all(word.isalpha() for word in period_vocabulary())
