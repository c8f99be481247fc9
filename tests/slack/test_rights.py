"""Nobody is sent a row beyond their rights, whatever they and others ask and press; and names are shown as they are."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.slack.bot_process import BotProcess
from tests.slack.checking import problems_of
from tests.slack.conftest import Scene
from tests.slack.hidden import EVIL, HUGE, NORTH_ONLY, SECRET, SOUTH_ONLY, TODAY, write_hidden
from tests.slack.limits import all_texts
from tests.slack.message import Message
from tests.slack.people import BOSS, OTHER, PRIVATE, REP, SALES, STRANGER, WORKSPACE
from tests.slack.town import SlackTown
from tests.slack.wire import Call

ACTS, SEED = 36, 20261123
QUESTIONS = (
    "revenue this year",
    "revenue by region this year",
    "revenue by rep last month",
    "top 5 customers by revenue this year",
    "revenue by product this year",
    "orders by customer last quarter",
    "revenue of Zzyzx this year",
    "revenue of Quillfeather last month",
    "revenue of Xenotime this year",
    "revenue of zzyzx basn this year",
    "which regions are there",
    "my revenue this year",
    "everything dashboard",
    "revenue by month this year",
    "why did revenue change last month",
)
FOLLOW_UPS = ("and by region", "by rep", "only South", "by customer", "what about last month", "of Zzyzx", "why?")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A bot whose company hides something."""
    folder = tmp_path_factory.mktemp("hidden")
    workspace = write_hidden(folder / "workspace")
    with SlackTown(WORKSPACE) as town, BotProcess(town, workspace, folder / "bot", TODAY) as bot:
        yield Scene(town, bot)
        assert problems_of(town.wire.made()) == []


@pytest.fixture
def town(scene: Scene) -> SlackTown:
    """Its town."""
    return scene.town


@dataclass
class Watch:
    """Looks at everything sent since it last looked, and whether who sees it may."""

    town: SlackTown
    seen: int = 0
    found: list[str] = field(default_factory=list)

    def look(self, actor: str, what: str) -> None:
        """Hold what was just sent against the rights of those who see it; `actor` did `what`.

        What somebody shares on purpose may hold what they may see themselves.
        """
        calls = self.town.wire.made()
        for call in calls[self.seen :]:
            told, audience = _told(self.town, call), actor if " share " in what else _audience(call, actor)
            for secret in _forbidden(self.town, audience):
                if secret in told.names:
                    self.found.append(f"{secret!r} in {call.method} after {what}")
            if HUGE.search(told.shown) and BOSS.id not in _audience_people(self.town, audience):
                self.found.append(f"{HUGE.search(told.shown)} in {call.method} after {what}: {told.shown[:300]}")
        self.seen = len(calls)


@dataclass(frozen=True)
class Told:
    """What a call carries: all of it, and what of it is shown."""

    names: str
    shown: str


def _told(town: SlackTown, call: Call) -> Told:
    args = call.args
    shown = [str(args.get("text", "")), *all_texts(args.get("blocks")), *all_texts(args.get("view"))]
    names = json.dumps(args, ensure_ascii=False)
    if call.method == "files.completeUploadExternal" and call.ok:
        for file in call.answer["files"]:
            shown += [file["name"], file["title"]]
            if file["mimetype"] != "image/png":
                shown.append(town.content(file).decode())
    return Told("\n".join([names, *shown]), "\n".join(shown))


def _audience(call: Call, actor: str) -> str:
    """Who sees what a call carries: a person's id or a channel's."""
    args = call.args
    if call.method == "chat.postEphemeral":
        return str(args["user"])
    if call.method == "response_url":
        return call.user
    if call.method in ("views.open", "views.push", "views.update"):
        return actor
    return str(args.get("user_id") or args.get("channel") or args.get("channel_id") or actor)


def _audience_people(town: SlackTown, audience: str) -> tuple[str, ...]:
    if audience.startswith("D"):
        return tuple(p.id for p in WORKSPACE.people if town.dm_of(p.id) == audience)
    return (audience,)


def _forbidden(town: SlackTown, audience: str) -> tuple[str, ...]:
    (who,) = _audience_people(town, audience)
    if who == BOSS.id:
        return ()
    if who in (REP.id, PRIVATE.id):
        return (*SECRET, *SOUTH_ONLY)
    return (*SECRET, *NORTH_ONLY) if who == OTHER.id else (*SECRET, *NORTH_ONLY, *SOUTH_ONLY)


def test_no_hidden_row_reaches_anybody_without_rights(town: SlackTown) -> None:
    luck, watch = random.Random(SEED), Watch(town)
    for _ in range(ACTS):
        actor = luck.choice((REP.id, OTHER.id, STRANGER.id, REP.id, OTHER.id, BOSS.id))
        act = luck.choice((_ask, _ask, _go_on, _go_on, _press, _press, _press, _open_home))
        what = act(town, luck, actor)
        town.calm(0.25)
        watch.look(actor, f"{actor}: {what}")
    assert watch.found == []
    sent = {call.method for call in town.wire.made()}
    assert {"chat.postMessage", "response_url", "files.completeUploadExternal", "views.publish"} <= sent


def _ask(town: SlackTown, luck: random.Random, actor: str) -> str:
    text, place = luck.choice(QUESTIONS), luck.choice((SALES.id, PRIVATE.id, "direct", "/kpi", "shortcut"))
    if place == "direct":
        town.dm(actor, text)
    elif place == "/kpi":
        town.command(actor, SALES.id, "/kpi", text)
    elif place == "shortcut":
        ts = town.say(BOSS.id, SALES.id, text)
        town.shortcut(actor, next(m for m in town.all(SALES.id) if m.ts == ts), "ask_kpibot")
    else:
        town.mention(actor, place, text)
    return f"{text!r} in {place}"


def _go_on(town: SlackTown, luck: random.Random, actor: str) -> str:
    said = [m for channel in (SALES.id, PRIVATE.id) for m in town.messages(channel) if m.thread]
    text = luck.choice(FOLLOW_UPS)
    if not said:
        town.dm(actor, text)
        return f"{text!r} directly"
    about = luck.choice(said)
    town.mention(actor, about.channel, text, about.thread)
    return f"{text!r} in a thread of {about.channel}"


def _press(town: SlackTown, luck: random.Random, actor: str) -> str:
    """Press something under any answer that the actor sees, be it theirs or not."""
    channels = (SALES.id, PRIVATE.id, town.dm_of(actor))
    seen = [m for channel in channels for m in town.seen_by(channel, actor) if m.elements]
    if not seen:
        return "nothing to press"
    message: Message = luck.choice(seen[-12:])
    element = luck.choice(message.elements)
    if element.options:
        option = luck.choice(element.options)
        town.choose(actor, message, element.action_id, option.value)
        return f"{option.text!r} of {element.action_id} under {message.text[:60]!r}"
    town.press(actor, message, element.action_id)
    return f"{element.action_id} {element.label!r} under {message.text[:60]!r}"


def _open_home(town: SlackTown, luck: random.Random, actor: str) -> str:
    town.open_home(actor)
    return "home"


def test_a_channel_sees_what_its_own_role_may_and_the_rest_goes_to_the_asker(town: SlackTown) -> None:
    def asked(user: str, channel: str, look: Callable[[], list[Message]]) -> Message:
        seen = len(look())
        town.mention(user, channel, "revenue by customer this year")
        answer = town.wait(lambda: look()[seen:], "the answer")[0]
        town.calm(0.3)
        return answer

    north = asked(REP.id, PRIVATE.id, lambda: town.messages(PRIVATE.id))
    assert "Boreal Ltd" in north.words
    for user, channel in ((OTHER.id, PRIVATE.id), (BOSS.id, PRIVATE.id), (REP.id, SALES.id)):
        before = _answers(town, channel)
        answer = asked(user, channel, lambda user=user, channel=channel: town.ephemerals(channel, user))  # type: ignore[misc]
        assert answer.table
        assert _answers(town, channel) == before
    boss = town.ephemerals(PRIVATE.id, BOSS.id)[-1]
    assert "Xenotime Ltd" in town.ephemerals(PRIVATE.id, BOSS.id)[0].words + boss.words


def _answers(town: SlackTown, channel: str) -> list[str]:
    return [m.ts for m in town.messages(channel) if m.blocks]


def test_who_has_no_role_is_told_whom_to_ask(town: SlackTown) -> None:
    for person in (STRANGER, *(p for p in WORKSPACE.people if p.name == "new")):
        seen = len(town.ephemerals(SALES.id, person.id))
        town.mention(person.id, SALES.id, "revenue this year")
        told = town.wait(lambda p=person, n=seen: town.ephemerals(SALES.id, p.id)[n:], "a word")[0]  # type: ignore[misc]
        assert not any(character.isdigit() for character in told.text.replace(person.email, ""))


def test_names_like_commands_are_shown_as_they_are_and_call_nobody(town: SlackTown) -> None:
    channel = town.dm_of(BOSS.id)
    seen = len([m for m in town.messages(channel) if m.table])
    town.dm(BOSS.id, "revenue by product this year")
    answer = town.wait(lambda: [m for m in town.messages(channel) if m.table][seen:], "the answer")[0]
    cells = [row[0] for row in answer.table]
    for name in EVIL:
        assert any(_same(name, cell) for cell in cells), name
    assert "<!channel>" not in answer.text
    assert all(part["type"] != "mrkdwn" for part in _texts(answer.blocks))
    town.calm()
    title = next(f["title"] for m in town.messages(channel) for f in m.files)
    assert len(title) <= 250


def _same(name: str, cell: str) -> bool:
    """Whether a cell shows a name, cut at most; direction marks may be closed or taken off."""
    bare = "".join(c for c in name if c.isprintable() or c == "\u200f")
    shown = "".join(c for c in cell if c.isprintable() or c == "\u200f").rstrip("…")
    return len(shown) > 5 and (bare.startswith(shown) or bare.strip("\u200f ") == shown.strip("\u200f "))


def _texts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str) and "type" in part:
            yield part
        for each in part.values():
            yield from _texts(each)


def test_a_dashboard_holds_only_what_the_asker_may_see(town: SlackTown) -> None:
    channel = town.dm_of(OTHER.id)
    seen = len([m for m in town.messages(channel) if m.blocks])
    town.command(OTHER.id, SALES.id, "/kpi-dashboard", "everything dashboard")
    told = town.wait(lambda: [m for m in town.messages(channel) if m.blocks][seen:], "the dashboard")[0]
    town.calm(0.5)
    assert "Revenue was $1" in told.words
    assert not HUGE.search(told.words)
    assert not any(secret in told.words for secret in (*SECRET, *NORTH_ONLY))
