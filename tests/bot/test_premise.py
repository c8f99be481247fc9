"""A question of causes that takes for granted a change that was not is put right before the causes are told."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import Answering, Question
from bot.words import words_of
from intents.read import Reader
from queries.dataset import Dataset

TODAY = date(2026, 11, 23)
# Revenue in Tehran rose in Q2 2026 and over the Persian year to date.
ASKED = [
    ("why did revenue fall in Tehran in Q2", "did_not_go_down"),
    ("what is behind the drop in revenue in Tehran in Q2", "did_not_go_down"),
    ("why did revenue rise in Tehran in Q2", None),
    ("why did revenue change in Tehran in Q2", None),
    ("why did revenue get worse in Tehran in Q2", None),
    ("why did revenue in Gilan rise in Q3 2026", "did_not_go_up"),
    ("چرا درآمد تهران کم شد", "did_not_go_down"),
    ("علت کاهش درآمد تهران امسال", "did_not_go_down"),
    ("چرا درآمد تهران زیاد شد", None),
]


@pytest.fixture(scope="module")
def both(demo_dataset: Dataset) -> Answering:
    return Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members, ("en", "fa")))


@pytest.mark.parametrize(("words", "said"), ASKED, ids=[words for words, _ in ASKED])
def test_what_the_question_takes_for_granted(words: str, said: str | None, both: Answering) -> None:
    reply = both.reply(Question(words, TODAY))
    assert (reply.status, reply.query and reply.query.analysis) == ("answered", "drivers")
    sentences = {code: words_of(reply.language).headline[code] for code in ("did_not_go_up", "did_not_go_down")}
    assert {code for code, text in sentences.items() if text in reply.headline} == ({said} if said else set())
