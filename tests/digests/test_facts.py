"""Three facts that matter: each of another figure while there are such, and none of what has no value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.digests.content import compose
from bot.digests.facts import chosen
from bot.digests.plan import Subject
from bot.opening import open_company
from queries.query import Filter, Period
from tests.conftest import DEMO_DAY


def test_a_figure_is_told_once_while_others_are_notable() -> None:
    notable = [("a", "a is behind"), ("a", "a is unusual"), ("", "x rose most"), ("b", "b fell")]
    assert chosen(notable, ["a is 5"]) == ("a is behind", "x rose most", "b fell")
    assert chosen(notable[:2], ["a is behind", "c is 3"]) == ("a is behind", "a is unusual", "c is 3")


def test_facts_of_the_demo_company(demo: Path) -> None:
    company = open_company(demo, DEMO_DAY, pinned=True)
    october = Period(date(2026, 10, 1), date(2026, 11, 1), "month")
    facts = compose(Subject("sales"), october, company.answering, None, DEMO_DAY, "en").facts
    assert len(facts) == 3 and facts[0].startswith("Customer acquisition cost was") and "usual range" in facts[0]
    assert not any("Customer acquisition cost" in fact for fact in facts[1:])
    rep = Subject("sales", filters=(Filter("rep", "in", ("Sara Ahmadi",)),))
    days = Period(date(2026, 11, 20), date(2026, 11, 23), "day", 3)
    told = compose(rep, days, company.answering, None, DEMO_DAY, "en").facts
    assert len(told) == 3 and not any("no value" in fact for fact in told)
    company.store.close()
