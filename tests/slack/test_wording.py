"""Text on its way to and from Slack: nothing pings or formats by accident, and questions arrive as they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply import ReplyTable
from bot.slack.pieces import button, code, header, paragraph, plain_text, small, table, table_as_text
from bot.slack.wording import cut, escaped, plain
from bot.words.slack import SAYINGS, language_of_text


def nobody(user: str) -> str:
    return {"U01ANN": "Ann Rep"}.get(user, "")


@pytest.mark.parametrize(
    ("sent", "question"),
    [
        ("<@U0BOT> sales last week", "sales last week"),
        ("<@U0BOT|kpibot> sales last week", "sales last week"),
        ("sales &gt; 5k &amp; deals &lt; 3", "sales > 5k & deals < 3"),
        ("sales of <@U01ANN> last week", "sales of Ann Rep last week"),
        ("sales of <@U99> last week", "sales of   last week"),
        ("see <https://example.com/a|example.com/a> sales", "see example.com/a sales"),
        ("sales in <#C01|west>", "sales in west"),
        ("<!here> sales", "sales"),
        ("\u202bفروش\u202c ماه\u00a0گذشته", "فروش ماه گذشته"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ],
)
def test_a_question_is_what_was_typed(sent: str, question: str) -> None:
    assert plain(sent, "U0BOT", nobody) == question


@given(st.text())
def test_escaped_text_holds_no_control_of_slacks_and_comes_back(text: str) -> None:
    shown = escaped(text)
    assert "<" not in shown and ">" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@given(st.text(max_size=400), st.integers(min_value=2, max_value=150))
def test_text_is_cut_to_what_fits(text: str, most: int) -> None:
    assert len(cut(text, most)) <= most
    assert cut(text, 400) == text


@given(st.text(max_size=9000))
def test_pieces_stay_within_slacks_limits_whatever_they_hold(text: str) -> None:
    assert 0 < len(plain_text(text)["text"]) <= 75
    assert 0 < len(header(text)["text"]["text"]) <= 150
    assert 0 < len(paragraph(text)["text"]["text"]) <= 3000
    assert 0 < len(code(text)["text"]["text"]) <= 3000
    assert code(text)["text"]["text"].count("```") == 2
    assert 0 < len(small(text)["elements"][0]["text"]) <= 2000
    assert len(button("a", text, text)["value"]) <= 2000


def test_members_are_never_markup() -> None:
    name = "<!channel> *Best* _Co_ `x` <@U01ANN> & ~Sons~"
    shown = ReplyTable(("Customer", "Revenue"), (False, True), ((name, "$1"),))
    built = table(shown)
    assert built is not None
    assert built["rows"][1][0] == {"type": "raw_text", "text": name}
    assert paragraph(name)["text"] == {"type": "plain_text", "text": name, "emoji": False}
    assert "<!channel>" not in table_as_text(shown)["text"]["text"]


def test_a_table_too_wide_or_too_long_for_slack_is_none() -> None:
    wide = ReplyTable(("h",) * 21, (False,) * 21, (("c",) * 21,))
    long = ReplyTable(("h",), (False,), tuple(("x" * 200,) for _ in range(60)))
    assert table(wide) is None
    assert table(long) is None


def test_a_table_has_no_empty_cell_and_at_most_a_hundred_rows() -> None:
    built = table(ReplyTable(("", "n"), (False, True), tuple(("", str(i)) for i in range(150)), total=("Total", "")))
    assert built is not None
    assert len(built["rows"]) == 100
    assert all(cell["text"] for row in built["rows"] for cell in row)
    assert built["rows"][-1][0]["text"] == "Total"


def test_both_languages_say_the_same_things() -> None:
    assert set(SAYINGS["en"]) == set(SAYINGS["fa"])
    fields = {
        code: [{part.split("}")[0] for part in SAYINGS[language][code].split("{")[1:]} for language in ("en", "fa")]
        for code in SAYINGS["en"]
    }
    assert all(first == second for first, second in fields.values())


@pytest.mark.parametrize(
    ("text", "language"), [("sales", "en"), ("فروش", "fa"), ("فروش Tehran ماه گذشته", "fa"), ("", "en"), ("۱۲", "fa")]
)
def test_the_script_tells_the_language(text: str, language: str) -> None:
    assert language_of_text(text) == language
