"""What kpibot suggests when it does not answer, it answers: every suggestion and every choice, in both languages."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.answering import Answering, Question
from bot.conversation import Conversation
from bot.reply import Reply
from intents.read import Reader
from queries.dataset import Dataset

TODAY = date(2026, 11, 23)
_TESTS = Path(__file__).parents[1]


@cache
def negatives(language: str) -> list[str]:
    """What must not be answered with a figure."""
    groups = yaml.safe_load((_TESTS / "corpus" / f"negative_{language}.yaml").read_text("utf-8"))
    return [str(question) for group in groups for question in group["asked"]]


@cache
def talks(language: str) -> list[list[str]]:
    """The turns of every conversation."""
    told = yaml.safe_load((_TESTS / "dialogue" / f"{language}.yaml").read_text("utf-8"))
    return [[str(turn["say"]) for turn in talk["turns"]] for talk in told]


@pytest.fixture(scope="module")
def bilingual(demo_dataset: Dataset) -> Answering:
    return Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members, ("en", "fa")))


def without_answer(answering: Answering, language: str) -> list[Reply]:
    """The replies that are no answers, to single questions and in conversations."""
    found = [answering.reply(Question(text, TODAY, language, compute=False)) for text in negatives(language)]
    for turns in talks(language):
        talk = Conversation(answering, TODAY, language)
        found += [talk.say(text) for text in turns]
    return [reply for reply in found if reply.status in ("refused", "clarify")]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_suggestion_is_answered(bilingual: Answering, language: str) -> None:
    replies = without_answer(bilingual, language)
    suggested = {text: reply.question for reply in replies for text in reply.suggestions}
    assert len(suggested) >= 20
    answers = {text: bilingual.reply(Question(text, TODAY, language)) for text in suggested}
    assert [(suggested[t], t, a.headline) for t, a in answers.items() if a.status != "answered"] == []


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_choice_is_answered_and_reads_back_to_itself(bilingual: Answering, language: str) -> None:
    replies = without_answer(bilingual, language)
    assert sum(len(reply.choices) for reply in replies) >= 10
    for reply in replies:
        for choice in reply.choices:
            taken = bilingual.reply_to_choice(reply, choice, Question("", TODAY, language))
            assert taken.status == "answered" or choice.query.me is not None, (reply.question, choice.label)
            again = bilingual.reader.read(choice.question, TODAY, language=language)
            assert again.query == choice.query, (reply.question, choice.question)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_is_not_understood_comes_with_questions_that_are(bilingual: Answering, language: str) -> None:
    replies = [bilingual.reply(Question(text, TODAY, language, compute=False)) for text in negatives(language)]
    bare = [r.question for r in replies if r.status == "refused" and not r.suggestions and not r.choices]
    assert bare == []
