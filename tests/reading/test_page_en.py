"""docs/language.md is what the reader says today, over every row of the checklist and every form that peers show."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.corpus.page import HERE, PAGE, chat, outcome, page, peer_readings
from tests.reading.demo import TODAY
from tests.reading.persian import reader

ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "page.yaml").read_text("utf-8"))
_NOT_SENT_YET = "22"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.corpus.page"


def test_every_row_of_the_checklist_is_on_it() -> None:
    assert [row["row"] for row in ROWS] == [str(n) for n in range(1, 26)]


@pytest.mark.parametrize("row", ROWS, ids=[row["row"] for row in ROWS])
def test_what_is_shown_as_read_is_read(row: dict[str, Any]) -> None:
    readings = [reader().read(q, TODAY) for key in ("en", "fa") for q in row.get(key, ())]
    readings += [r for key in ("chat", "chat_fa") for r in chat(row.get(key, []))]
    assert readings
    if row["row"] != _NOT_SENT_YET:
        assert [r.question for r in readings if outcome(r) != "works"] == []
    assert [q for q in row.get("not", ()) if outcome(reader().read(q, TODAY)) == "works"] == []


def test_each_form_of_the_peers_has_its_listed_outcome() -> None:
    readings = peer_readings()
    assert len(readings) == 226
    assert [(f["say"], outcome(r)) for f, r in readings if outcome(r) != f["outcome"]] == []


def test_two_thirds_of_the_peers_forms_work_and_the_rest_say_why() -> None:
    text = PAGE.read_text("utf-8")
    works, asks, refuses = (len(re.findall(rf"\| {word} \|", text)) for word in ("works", "asks", "refuses"))
    assert works + asks + refuses == 226
    assert works >= 150
    assert not re.findall(r"\| (?:asks|refuses) \|\s*\|", text)
