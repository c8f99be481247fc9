"""The checker: what Slack would refuse is found, and what it accepts is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.slack.checking import problems_of
from tests.slack.tiny_bot import BLOCKS, VIEW
from tests.slack.wire import Call

Json = dict[str, Any]


def _section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _button(number: int, **more: Any) -> Json:
    return {"type": "button", "action_id": f"a{number}", "text": _plain("Go"), **more}


def _actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def _select(*options: Json, kind: str = "static_select", **more: Any) -> Json:
    extra = {} if kind == "overflow" else {"placeholder": _plain("Choose")}
    return {"type": kind, "action_id": "s", "options": list(options), **extra, **more}


def _option(number: int, text: str = "One") -> Json:
    return {"text": _plain(text), "value": str(number)}


def _table(rows: int, columns: int, cell: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": cell}] * columns for _ in range(rows)]}


def _told(blocks: list[Json], text: str | None = "text", method: str = "chat.postMessage") -> list[str]:
    args = {"channel": "C1", "text": text, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    return problems_of([Call(method, args, 0.0)])


GOOD: dict[str, list[Json]] = {
    "nothing but text": [],
    "all kinds of elements": BLOCKS,
    "as many blocks as fit": [_section("x")] * 50,
    "a long section": [_section("x" * 3000)],
    "a table as big as it may be": [_table(100, 20, "x")],
    "a menu as long as it may be": [_actions(_select(*(_option(n, "x" * 75) for n in range(100))))],
    "a mark that is shown as it is": [{"type": "section", "text": _plain("look <!channel>")}],
    "a chosen option": [_actions(_select(_option(1), _option(2), initial_option=_option(2)))],
    "an image": [{"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A bar for each channel"}],
    "a header and small print": [
        {"type": "header", "text": _plain("Sales")},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "as of today"}]},
    ],
}
BAD: dict[str, tuple[list[Json], str]] = {
    "too many blocks": ([_section("x")] * 51, "51 blocks"),
    "a long text": ([_section("x" * 3001)], "3001 characters"),
    "an empty text": ([_section(" ")], "an empty text"),
    "a long header": ([{"type": "header", "text": _plain("x" * 151)}], "151 characters"),
    "much in all": ([_section("x" * 2900)] * 5, "characters in all"),
    "a header with marks": ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "plain_text"),
    "an unknown block": ([{"type": "chart"}], "is no block"),
    "a misspelt key": ([{**_section("x"), "blockid": "x"}], "blockid"),
    "no blocks but one": ([[_section("x")]], "is no block"),  # type: ignore[list-item]
    "the same block_id": ([{**_section("x"), "block_id": "b"}] * 2, "block_id 'b'"),
    "the same action_id": ([_actions(_button(1), _button(1))], "action_id 'a1'"),
    "too many buttons": ([_actions(*(_button(n) for n in range(26)))], "26 elements"),
    "no buttons": ([_actions()], "0 elements"),
    "a long label": ([_actions(_button(1, text=_plain("x" * 76)))], "76 characters"),
    "a label with marks": ([_actions(_button(1, text={"type": "mrkdwn", "text": "x"}))], "plain_text"),
    "a long value": ([_actions(_button(1, value="x" * 2001))], "2001 characters"),
    "a long option": ([_actions(_select(_option(1, "x" * 76)))], "76 characters"),
    "a menu without options": ([_actions(_select())], "0 options"),
    "a long menu": ([_actions(_select(*(_option(n) for n in range(101))))], "101 options"),
    "the same value": ([_actions(_select(_option(1), _option(1, "Two")))], "option value '1'"),
    "a choice that is not there": ([_actions(_select(_option(1), initial_option=_option(2)))], "initial_option"),
    "a long overflow": ([_actions(_select(*(_option(n) for n in range(6)), kind="overflow"))], "6 options"),
    "a menu in a button": ([{**_section("x"), "accessory": _select(_option(1, ""))}], "an empty text"),
    "two tables": ([_table(1, 1), _table(1, 1)], "2 blocks of type table"),
    "a long table": ([_table(101, 1)], "101 rows"),
    "a wide table": ([_table(1, 21)], "21 columns"),
    "an empty cell": ([_table(1, 2, "")], "an empty cell"),
    "a full table": ([_table(100, 20, "x" * 6)], "characters in the table"),
    "an image without words": ([{"type": "image", "image_url": "https://e.com/a.png", "alt_text": ""}], "alt_text"),
    "many fields": ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}], "11 fields"),
    "a ping": ([_section("look <!channel>")], "pings everybody"),
    "a group's ping": ([_section("look <!subteam^S1>")], "pings everybody"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_slack_accepts(name: str) -> None:
    assert _told(GOOD[name]) == []


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses(name: str) -> None:
    blocks, problem = BAD[name]
    told = _told(blocks)
    assert any(problem in each for each in told), told


@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_message_needs_text(text: str | None) -> None:
    assert _told([_section("x")], text) == [
        "chat.postMessage: a message needs text, for notifications and screen readers"
    ]


def test_links_are_not_unfurled() -> None:
    assert len(problems_of([Call("chat.postMessage", {"channel": "C1", "text": "x"}, 0.0)])) == 2


def test_a_response_says_who_sees_it() -> None:
    assert problems_of([Call("response_url", {"text": "x"}, 0.0)])
    assert not problems_of([Call("response_url", {"text": "x", "response_type": "ephemeral"}, 0.0)])
    assert not problems_of([Call("response_url", {"delete_original": True}, 0.0)])


def _view(**changes: Any) -> list[str]:
    return problems_of([Call("views.open", {"trigger_id": "t", "view": {**VIEW, **changes}}, 0.0)])


def test_views() -> None:
    assert _view() == []
    assert "25 characters" in _view(title=_plain("x" * 25))[0]
    assert "3001 characters" in _view(private_metadata="x" * 3001)[0]
    assert "is no kind of view" in _view(type="page")[0]
    without = {k: v for k, v in VIEW.items() if k != "submit"}
    assert "needs submit" in problems_of([Call("views.open", {"view": without}, 0.0)])[0]
    missing = {k: v for k, v in VIEW.items() if k != "title"}
    assert "title" in problems_of([Call("views.open", {"view": missing}, 0.0)])[0]


def test_the_home_page_has_no_tables() -> None:
    home = {"type": "home", "blocks": [_table(1, 1)]}
    assert "does not work" in problems_of([Call("views.publish", {"user_id": "U1", "view": home}, 0.0)])[0]


def test_files_have_a_place_and_a_title() -> None:
    told = problems_of([Call("files.completeUploadExternal", {"files": [{"id": "F1"}]}, 0.0)])
    assert [t.split(": ")[1] for t in told] == ["a file that is shared nowhere", "a file without a title"]
