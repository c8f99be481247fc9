"""The explanation names every word of the question, the definitions, the rights, the other readings and the SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answering import Answering, Question
from bot.explain import Explanation, Section, explain
from bot.reply import Reply
from bot.words import WORDS
from intents.read import Reader
from intents.tokens import tokenise
from queries.dataset import Dataset
from queries.query import Filter, Query, plain_analysis
from tests.bot.running import Kpibot
from tests.reading import corpus

TODAY = date(2026, 11, 23)


def explained(answering: Answering, text: str, *, compute: bool = True, before: Query | None = None) -> Explanation:
    reply = answering.reply(Question(text, TODAY, compute=compute, before=before))
    return explain(reply, answering.voice("en"))


def section(found: Explanation, title: str) -> Section:
    return next(s for s in found.sections if s.title == title)


def test_each_word_is_told_with_what_it_was_read_as(answering: Answering) -> None:
    found = explained(answering, "show me the top 5 reps by revenue with over 20 orders in the North region last month")
    lines = section(found, "Words").lines
    assert "“reps”: breakdown, Rep" in lines
    assert "“revenue”: figure, Revenue" in lines
    assert "“North”: filter, North (Region)" in lines
    assert "“last month”: period, October 2026" in lines
    assert any(line.startswith("“20”") for line in lines)
    assert any("“show”" in line and "ties" in line for line in lines)


@pytest.mark.parametrize("question", [question for _, _, question in corpus.phrasings()][::7])
def test_no_word_of_a_question_is_passed_over(answering: Answering, question: str) -> None:
    reply = answering.reply(Question(question, TODAY, compute=False))
    text = " ".join(section(explain(reply, answering.voice("en")), "Words").lines).lower()
    missing = [t.text for t in tokenise(question) if t.kind == "word" and question[t.start : t.end].lower() not in text]
    assert missing == []


def test_an_unknown_word_is_named_and_no_sql_is_shown(answering: Answering) -> None:
    found = explained(answering, "sales for Germany last month")
    assert "“germany”: not understood" in section(found, "Words").lines
    assert found.sections[0].title == "Why there is no answer"
    assert section(found, "The query to the database").code == ""


def test_a_figure_is_defined_in_words_and_by_what_it_is_made_of(answering: Answering) -> None:
    lines = section(explained(answering, "conversion rate last month"), "The figures").lines
    assert lines[0].startswith("Conversion rate: Converted leads divided by leads created")
    assert lines[1] == "Conversion rate = converted leads / leads"


def test_every_figure_of_the_catalogue_can_be_explained(answering: Answering) -> None:
    for language in WORDS:
        voice = answering.voice(language)
        for name in answering.dataset.catalogue.metrics:
            query = plain_analysis(Query(metrics=(name,)))
            found = explain(Reply("", language, "answered", None, "", query=query), voice)
            lines = section(found, WORDS[language].explain["figures"]).lines
            assert len(lines) == 2 and all(line.startswith(voice.label(name)) for line in lines)


def test_what_somebody_may_not_see_is_told(answering: Answering) -> None:
    reply = answering.reply(Question("revenue last month", TODAY, compute=False))
    assert reply.query is not None
    limited = replace(reply, query=replace(reply.query, scope=(Filter("territory", "in", ("Tehran",)),)))
    assert section(explain(limited, answering.voice("en")), "What you may see").lines == (
        "Limited to Territory: Tehran",
    )
    assert "Nothing is kept" in section(explain(reply, answering.voice("en")), "What you may see").lines[0]


@pytest.mark.parametrize(
    ("question", "language", "line"),
    [
        ("revenue from new customers only", "en", "Revenue and New customers · 2026: it has to guess more"),
        (
            "revenue from the Enterprise segment",
            "en",
            "Revenue · by segment · Plan: Enterprise · 2026: it has to guess",
        ),
        ("درآمد مشتریان تهران در ماه گذشته", "fa", "درآمد و مشتریان · منطقه: تهران · آبان ۱۴۰۵: باید بیشتر حدس بزند"),
    ],
)
def test_the_runners_up_are_told_with_why_they_lost(
    demo_dataset: Dataset, question: str, language: str, line: str
) -> None:
    answering = Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members, (language,)))
    reply = answering.reply(Question(question, TODAY, language=language, compute=False))
    told = section(explain(reply, answering.voice(language)), WORDS[language].explain["others"]).lines
    assert told[0].startswith(line) and told[0] != line


def test_a_reading_that_takes_words_apart_is_told_as_such(answering: Answering) -> None:
    question = "compare North and South on revenue, win rate and customers this year"
    reply = answering.reply(Question(question, TODAY, compute=False))
    assert reply.reading is not None
    (first, *_) = reply.reading.runners_up
    torn = replace(reply.reading, runners_up=(replace(first, why="apart", words="win rate"),))
    told = section(explain(replace(reply, reading=torn), answering.voice("en")), "Other readings").lines
    assert "it takes “win rate” apart, which belongs together" in told[0]


@pytest.mark.parametrize("language", sorted(WORDS))
def test_that_there_is_no_other_reading_is_told(answering: Answering, language: str) -> None:
    reply = answering.reply(Question("revenue by territory last month", TODAY, compute=False))
    told = explain(reply, answering.voice(language))
    assert section(told, WORDS[language].explain["others"]).lines == (WORDS[language].explain["no_others"],)


def test_the_sql_that_ran_is_shown_with_its_values(answering: Answering) -> None:
    sql = section(explained(answering, "revenue by territory last month"), "The query to the database")
    assert sql.code.startswith("SELECT") and "\n" in sql.code
    assert "$start = 2026-10-01" in sql.note


def test_words_that_go_on_are_told_as_such(answering: Answering) -> None:
    before = answering.reply(Question("revenue by territory last month", TODAY, compute=False)).query
    lines = section(explained(answering, "what about last quarter", compute=False, before=before), "Words").lines
    assert "“what about”: goes on from the question before" in lines


def test_a_query_that_was_chosen_has_no_words_to_explain(answering: Answering) -> None:
    query = plain_analysis(Query(metrics=("revenue",), by=("territory",)))
    found = explain(answering.reply_to_query(query, Question("revenue", TODAY, "en")), answering.voice("en"))
    assert "Words" not in [one.title for one in found.sections]
    assert "Revenue" in section(found, "How it is read").lines


def test_the_command_line_explains_a_reading(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("read", "--explain", "revenue last month", "--workspace", str(demo), "--today", TODAY.isoformat())
    assert run.code == 0
    assert "“revenue”: figure, Revenue" in run.out and "SELECT" in run.out and "$start = 2026-10-01" in run.out
