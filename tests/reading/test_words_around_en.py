"""What is said around a question may be skipped; what may change a figure is read or named as not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents.en import fillers, words
from intents.en.plain_words import is_plain_word
from tests.reading import demo

PLAIN = "revenue last month"
CHANGING = (
    "possible", "available", "needed", "launch", "record", "different", "various", "existing", "received", "taken",
    "distribution", "simple", "if", "when", "while", "because", "whether", "unless", "although", "or", "but", "some",
    "good", "bad", "development", "print", "return", "output", "love", "someone", "whose",
)  # fmt: skip


@pytest.mark.parametrize("word", CHANGING)
@pytest.mark.parametrize("question", ["revenue {} last month", "{} revenue last month"])
def test_a_word_that_can_change_a_figure_is_never_skipped(question: str, word: str) -> None:
    changed = demo.read(question.format(word))
    assert changed.status != "answered" or changed.query != demo.read(PLAIN).query


def test_what_is_broken_down_by_is_no_verb_of_a_figure() -> None:
    """ "conversion … rate" is a figure, but "by rate" names a breakdown that nobody knows."""
    assert demo.read("conversion of the north last month by rate").unread == ("rate",)


FRAMED = (
    "show me revenue last month",
    "can you get me the revenue of last month please",
    "i need revenue last month",
    "how much revenue did we get last month",
    "revenue generated last month",
    "what revenue was recorded last month",
    "how much revenue did we take last month",
    "what was revenue like last month",
    "is it possible to see revenue last month",
    "revenue last month if possible",
    "i wonder if you can show revenue last month",
    "a quick look at revenue last month",
    "revenue in dollars last month",
    "revenue in $ last month",
)


@pytest.mark.parametrize("question", FRAMED)
def test_frames_of_a_question_say_nothing(question: str) -> None:
    reading = demo.read(question)
    assert (reading.status, reading.unread) == ("answered", ()), reading.message
    assert reading.query == demo.read(PLAIN).query


def test_a_distribution_needs_something_to_be_distributed_over() -> None:
    reading = demo.read("distribution of revenue by region last month")
    assert reading.status == "answered"
    assert reading.query is not None and reading.query.by == ("region",)


@pytest.mark.parametrize(
    "question",
    [
        "revenue in euros last month",
        "revenue in € last month",
        "€ revenue last month",
        "orders over €5000",
        "customers who spent over 10000 euros this year",
    ],
)
def test_another_currency_is_refused(question: str) -> None:
    reading = demo.read(question)
    assert reading.message is not None
    assert (reading.status, reading.message.code) == ("refused", "other_currency")


@pytest.mark.parametrize("question", ["orders over {}", "reps with more than {} revenue this year"])
def test_amounts_in_the_own_currency_are_plain_numbers(question: str) -> None:
    bare = demo.read(question.format("5000"))
    for written in ("$5000", "5000 dollars", "5000 USD", "5000$"):
        own = demo.read(question.format(written))
        assert own.query is not None and bare.query is not None
        assert own.query.by == bare.query.by
        assert own.status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "is our revenue good",
        "how good are our sales this month",
        "are the goods sales good",
        "deals in development last month",
        "how far are we on revenue this quarter",
        "sales in far territories last month",
        "standards revenue",
        "revenue of laptops last month",
    ],
)
def test_no_name_is_made_of_another_word(question: str) -> None:
    """ "good" is no singular of goods, "far" no Fars; the plural of a member's name is asked."""
    assert demo.read(question).status != "answered"


@pytest.mark.parametrize("word", ["Bayer", "linting", "exits", "typos", "performant", "totl"])
@pytest.mark.parametrize("question", ["revenue of {} last month", "{} revenue last month"])
def test_a_name_is_no_slip_of_a_word_that_says_nothing(question: str, word: str) -> None:
    reading = demo.read(question.format(word))
    assert reading.status != "answered"
    assert word.lower() in reading.unread


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("shwo me revenue last month", "revenue last month"),
        ("plese show revenue last month", "revenue last month"),
        ("revenue by prodct last month", "revenue by product last month"),
        ("revenue by prodcut category last month", "revenue by product category last month"),
        ("number of ordres lats month", "number of orders last month"),
        ("revenue in Tehrn last mnth", "revenue in Tehran last month"),
    ],
)
def test_slips_of_names_and_of_the_first_word_are_put_right(question: str, right: str) -> None:
    reading = demo.read(question)
    assert reading.status == "answered", reading.message
    assert reading.query == demo.read(right).query


_PASSED_OVER = (
    "a about according across again all alongside alright also altogether an analyse analysis analyze and any "
    "apologies are as asap at be been being bot both break breakdown bring bringing brings brought btw bucks came "
    "can chart charted check cheers combined come comes companywide concerning count counts crosstab curious "
    "current currently data dates dear details diagram did dig display divided do does doing dollar dollars draw "
    "earn earned earning earns entire enumerate etc everyone exactly examine exclusively fare fared faring fetch "
    "figure figures find folks for from full fyi generate generated generates generating get gets getting gimme "
    "give given gives got granted graph graphically guys had happen happened happening happens has have hello here "
    "hey hi hiya how hows in individually info information insight insights interested into is it just kindly know "
    "knowing kpibot let lets list listing lists look looked looking looks made make makes making mate me mind name "
    "named names nationwide need needs now number numbers of ok okay on one ones only order our ours out over "
    "overall overview pardon perform performance performed performing performs picture pivot placed please plot "
    "plotted pls plus plz prepare put present presently produce produced produces progressing provide pull question "
    "really receive receives recorded regarding report reporting reports respective respectively result results "
    "retrieve s scorecard see seeing send sent separately show showing shows so solely sorry split stand stands "
    "statistics stats stood sum summary takes tell thank thanks that the their them then there they thnx through "
    "thx tks to together too total totals track tracking try ty u uh um ur us usd using values via view viewing "
    "visual visualise visualization visualize wanna want was we well were what whats wheres who whole whom with "
    "within wondering x you your"
)
PASSED_OVER = frozenset(_PASSED_OVER.split())
"""Every single word that may stand in "revenue last month" and change nothing, looked at one by one: function words,
politeness, verbs in front of a question, words for the answer's form and for the whole, the own currency."""
PLACES = ("revenue {} last month", "{} revenue last month")
EVERY_NTH_WORD = 41


def _changes_nothing(word: str) -> bool:
    plain = demo.read(PLAIN).query
    return any((r := demo.read(place.format(word))).status == "answered" and r.query == plain for place in PLACES)


def test_only_words_looked_at_may_be_passed_over() -> None:
    known = {
        phrase
        for role in words.LANGUAGE.phrases.values()
        for phrases in role.values()
        for phrase in phrases.split("|")
        if phrase.isalpha()
    }
    assert {word for word in known if _changes_nothing(word)} - PASSED_OVER == set()


def test_no_other_word_of_the_language_is_passed_over() -> None:
    listed = Path(fillers.__file__).with_name("plain_words.txt").read_text("ascii").split()
    assert all(is_plain_word(word) for word in listed[:5])
    passed = {word for word in listed[::EVERY_NTH_WORD] if _changes_nothing(word)}
    assert {word for word in passed if word not in PASSED_OVER} == set()
