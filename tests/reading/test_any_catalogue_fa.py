"""Persian knows no company either: a small catalogue with Persian names, and one without any."""

from __future__ import annotations

import pytest

from intents.read import Reader
from intents.sentence import sentence_of
from queries.catalogue.load import load_catalogue_text
from queries.members import Members
from tests.reading.demo import TODAY
from tests.reading.test_any_catalogue import MEMBERS, TINY

NAMED = """
name: Garden
currency: IRT
tables:
  picked: {source: picked, primary_key: id, time: day}
dimensions:
  tree: {table: picked, column: tree, label: {en: Tree, fa: درخت}}
  garden: {table: picked, column: garden, label: {en: Garden, fa: باغچه}}
metrics:
  weight:
    {table: picked, agg: sum, expr: weight, format: count, label: {en: Weight, fa: وزن برداشت},
     synonyms: {fa: [برداشت, چیدیم]}}
  worth: {table: picked, agg: sum, expr: worth, format: currency, label: {en: Worth, fa: ارزش برداشت}}
"""
PICKED = Members(
    {"tree": {"Apple": {"fa": "سیب"}, "Plum": {"fa": "آلو"}}, "garden": {"North": {"fa": "باغ‌بالا"}}}, "test"
)


def garden() -> Reader:
    return Reader(load_catalogue_text(NAMED), PICKED, ("en", "fa"))


@pytest.mark.parametrize(
    ("question", "metrics", "by", "members"),
    [
        ("وزن برداشت هر درخت", ("weight",), ("tree",), ()),
        ("برداشت به تفکیک باغچه‌ها", ("weight",), ("garden",), ()),
        ("امسال چقدر سیب چیدیم", ("weight",), (), ("Apple",)),
        ("برداشت آلو در باغ بالا", ("weight",), (), ("Plum", "North")),
        ("ارزش برداشت ماه گذشته به تومان", ("worth",), (), ()),
        ("کدام درخت‌ها بیشترین وزن برداشت را داشته‌اند", ("weight",), ("tree",), ()),
    ],
)
def test_another_catalogue_is_read_by_the_same_words(
    question: str, metrics: tuple[str, ...], by: tuple[str, ...], members: tuple[str, ...]
) -> None:
    query = garden().read(question, TODAY).query
    assert query is not None
    assert (query.metrics, query.by) == (metrics, by)
    assert {m for f in query.filters for m in f.members} == set(members)


@pytest.mark.parametrize("question", ["فروش به تفکیک درخت", "ارزش برداشت به دلار", "برداشت گلابی", "پرفروش‌ترین درخت‌ها"])
def test_what_another_catalogue_does_not_have_is_not_answered(question: str) -> None:
    assert garden().read(question, TODAY).status != "answered"


def test_a_catalogue_without_persian_names_is_asked_with_its_own() -> None:
    catalogue = load_catalogue_text(TINY)
    reader = Reader(catalogue, MEMBERS, ("en", "fa"))
    reading = reader.read("amount به تفکیک colour در ماه گذشته", TODAY)
    assert (reading.status, reading.language) == ("answered", "fa")
    assert reading.query is not None
    assert reader.read(sentence_of(reading.query, catalogue, "fa", MEMBERS), TODAY).query == reading.query
