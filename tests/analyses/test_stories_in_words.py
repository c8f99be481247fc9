"""The planted stories, asked as people ask: the planted cause comes first; no cause where the change is everywhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.headline import headline
from bot.voice import Voice
from intents.read import Reader
from queries.analyses import analyse
from queries.answer import Answer
from queries.dataset import Dataset

TODAY = date(2026, 11, 23)
REPS, SEGMENT, GIVEAWAY, CUSTOMER = "reps_leave", "price_rise", "giveaway", "big_customer"
NAMED = [
    ("why did revenue in Gilan fall in Q3 2026", REPS),
    ("what caused the drop in sales in Gilan last quarter", REPS),
    ("چرا درآمد گیلان در فصل گذشته افت کرد", REPS),
    ("علت کاهش فروش گیلان در سه ماهه سوم ۲۰۲۶ چیست", REPS),
    ("why did churned customers rise in Q3 2026", SEGMENT),
    ("why did churn rate increase last quarter", SEGMENT),
    ("چرا نرخ ریزش در فصل گذشته بالا رفت", SEGMENT),
    ("what explains the drop in lead score in Q2 2026", GIVEAWAY),
    ("why did conversion rate fall in Q2 2026 compared with Q2 2025", GIVEAWAY),
    ("چرا امتیاز سرنخ در بهار ۱۴۰۵ افت کرد", GIVEAWAY),
    ("چرا هزینه هر سرنخ در بهار ۱۴۰۵ کم شد", GIVEAWAY),
    ("why did manufacturing revenue in Khuzestan fall in Q1 2026 compared with last year", CUSTOMER),
]
EVERYWHERE = [
    "why did CSAT fall in Q2 2026",
    "چرا رضایت مشتری در اردیبهشت ۱۴۰۵ افت کرد",
    "why did first response time rise in Q2 2026",
    "why did revenue fall in Q3 2024 compared with Q3 2023",
    "why did revenue in Tehran rise in Q3 2026",  # nothing was planted there
    "why did average order value fall last month",
]


@pytest.fixture(scope="module")
def reader(demo_dataset: Dataset) -> Reader:
    return Reader(demo_dataset.catalogue, demo_dataset.members, ("en", "fa"))


@pytest.fixture(scope="module")
def planted(demo: Path) -> dict[str, set[str]]:
    facts = {s["id"]: s["facts"] for s in json.loads((demo / "truth.json").read_text("utf-8"))["stories"]}
    return {
        REPS: {rep["name"] for rep in facts[REPS]["reps"]},
        SEGMENT: {facts[SEGMENT]["segment"]},
        GIVEAWAY: {facts[GIVEAWAY]["campaign"]},
        CUSTOMER: {facts[CUSTOMER]["customer"]},
    }


def asked(words: str, reader: Reader, data: Dataset) -> tuple[Answer, str]:
    reading = reader.read(words, TODAY)
    assert (reading.status, reading.query and reading.query.analysis) == ("answered", "drivers")
    assert reading.query is not None
    found = analyse(reading.query, data, TODAY)
    return found, headline(found, Voice(reading.language, data.catalogue, data.members))


@pytest.mark.parametrize(("words", "story"), NAMED, ids=[words for words, _ in NAMED])
def test_the_planted_cause_is_named_first(
    words: str, story: str, reader: Reader, demo_dataset: Dataset, planted: dict[str, set[str]]
) -> None:
    found, sentence = asked(words, reader, demo_dataset)
    assert found.rows[0][0] in planted[story]
    told = demo_dataset.members.names[found.columns[0].id][str(found.rows[0][0])]
    assert any(name in sentence for name in (str(found.rows[0][0]), *told.values()))
    change = float(str(found.totals["effect"]))
    assert sum(float(str(row[3])) for row in found.rows) == pytest.approx(change, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("words", EVERYWHERE)
def test_no_cause_is_named_where_the_change_is_everywhere(words: str, reader: Reader, demo_dataset: Dataset) -> None:
    found, sentence = asked(words, reader, demo_dataset)
    assert [note.code for note in found.notes if note.code.startswith("drivers")] == ["drivers_alike"]
    names = {str(row[0]) for row in found.rows}
    assert not any(name in sentence for name in names)
