"""The languages' grammars hold together: every kind is known, every rule is needed by some phrasing of the corpora."""

from __future__ import annotations

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from intents.periods.atoms import Node
from intents.periods.chart import parse, value_of, wholes
from intents.periods.grammar import PeriodWords, Rule, compile_grammar, parse_pattern
from intents.periods.moment import Now
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings
from queries.query import Calendar

HERE = Path(__file__).parent
CONTEXT = {"lead", "amount", "measure"}
NUMBERS = {"NUM", "ORD", "DAY", "YEAR"}
LANGUAGES: list[tuple[str, Calendar]] = [("en", "gregorian"), ("fa", "jalali")]


def language_of(code: str) -> PeriodWords:
    language = import_module(f"intents.{code}.periods").WORDS
    assert isinstance(language, PeriodWords)
    return language


def phrasings(code: str) -> list[str]:
    corpus = yaml.safe_load((HERE / f"corpus_{code}.yaml").read_text(encoding="utf8"))
    others: dict[str, list[Any]] = yaml.safe_load((HERE / f"negatives_{code}.yaml").read_text(encoding="utf8"))
    texts = [str(text) for entry in corpus for text in entry["say"]]
    texts += [case["say"] if isinstance(case, dict) else str(case) for cases in others.values() for case in cases]
    if code == "en":
        sample = (HERE.parent / "acceptance" / "periods_public_sample.jsonl").read_text(encoding="utf8")
        texts += [json.loads(line)["text"] for line in sample.splitlines()]
        texts += ["FYTD", "fiscal Q3", "FY25/26"]
    return texts


def rules_in(slots: tuple[tuple[str, Node], ...]) -> set[int]:
    made = [node for _, node in slots if node.by]
    return {id(node.by.rule) for node in made if node.by} | {rule for node in made for rule in rules_in(node.slots)}


def rules_used(text: str, language: PeriodWords, calendar: Calendar) -> set[int]:
    """The rules in the longest readings of a text."""
    tokens = tokenise(text)
    chart = parse(tokens, compile_grammar(language), Now(date(2026, 11, 23), CalendarSettings(), calendar))
    used: set[int] = set()
    reach = 0
    for i in range(len(tokens)):
        read = [one for one in wholes(chart, i) if one[1] > reach and value_of(one[0], one[2], chart.now) is not None]
        reach = max((last for _, last, _ in read), default=reach)
        for compiled, last, slots in read:
            if last == reach:
                used |= {id(compiled.rule)} | rules_in(slots)
    return used


@pytest.mark.parametrize(("code", "calendar"), LANGUAGES)
def test_every_kind_is_known_and_used(code: str, calendar: Calendar) -> None:
    language = language_of(code)
    asked = {kind for rule in language.rules for element in parse_pattern(rule.pattern) for kind in element.kinds}
    asked |= {kind for rule in language.rules for kind in rule.not_after | rule.not_before}
    given = {*language.words, *language.values}
    assert asked - given - NUMBERS - {rule.gives for rule in language.rules} == set()
    assert given - asked - CONTEXT == set()


@pytest.mark.parametrize(("code", "calendar"), LANGUAGES)
def test_every_rule_is_needed_by_a_phrasing(code: str, calendar: Calendar, monkeypatch: pytest.MonkeyPatch) -> None:
    language = language_of(code)
    grammar = compile_grammar(language)
    monkeypatch.setitem(globals(), "compile_grammar", lambda _: grammar)
    used: set[int] = set()
    for text in phrasings(code):
        used |= rules_used(text, language, calendar)
    idle: list[Rule] = [rule for rule in language.rules if id(rule) not in used]
    assert [f"{rule.name}: {rule.pattern}" for rule in idle] == []


def test_a_pattern_names_each_slot_once() -> None:
    with pytest.raises(ValueError, match="'unit'"):
        parse_pattern("UNIT of UNIT")
