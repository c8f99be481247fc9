"""Slash commands, and the buttons of App Home: questions for one person's eyes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.named_dashboard import named_dashboard
from bot.opening import Company
from bot.slack.asked import Asked
from bot.slack.delivering import Delivery
from bot.slack.desk import Asker, Desk, Turned
from bot.slack.message import Message
from bot.slack.offers import examples
from bot.slack.pieces import Block, button, header, paragraph, small
from bot.slack.poster import Poster, PostFailed
from bot.words.slack import say
from queries.query import Query

_log = structlog.get_logger(__name__)
_EXAMPLES = 5


class Commands:
    """Answers commands at the same desk as questions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handle(self, body: Mapping[str, Any], poster: Poster) -> None:
        """A slash command."""
        command, text = str(body["command"]), str(body.get("text") or "").strip()
        asked = Asked(
            key=f"command:{body['team_id']}:{body.get('trigger_id')}",
            team=str(body["team_id"]),
            channel=str(body["channel_id"]),
            user=str(body["user_id"]),
            text=text,
            private=True,
            response_url=str(body.get("response_url") or ""),
        )
        if command == "/kpi-help" or (command == "/kpi" and text.lower() in ("", "help", "راهنما")):
            self._help(asked, poster)
        elif command == "/kpi-dashboard" and not text:
            self._which(asked, poster)
        elif command == "/kpi-dashboard":
            self._dashboard(asked, poster)
        else:
            self._desk.ask(asked, poster)

    def from_home(self, body: Mapping[str, Any], poster: Poster) -> None:
        """A question pressed on App Home: answered in direct messages."""
        action = body["actions"][0]
        team = str((body.get("team") or {}).get("id") or "")
        user = str(body["user"]["id"])
        text = str(action.get("value") or "")
        try:
            channel = poster.direct(user)
        except PostFailed as error:
            _log.error("no direct messages", reason=error.reason)
            return
        asked = Asked(f"home:{team}:{user}:{action.get('action_ts')}", team, channel, user, text, direct=True)
        if str(action["action_id"]).startswith("dashboard"):
            asked = replace(asked, text="", query=Query(analysis="dashboard", dashboard=text))
        self._desk.ask(asked, poster)

    def _dashboard(self, asked: Asked, poster: Poster) -> None:
        """The dashboard a command names, with the period or members named after it; else which there are."""
        company = self._desk.current.company
        found = named_dashboard(asked.text, company.dataset.catalogue)
        if found is not None:
            asked = replace(asked, text=found[1], query=Query(analysis="dashboard", dashboard=found[0]))
        elif not self._asks_for_one(asked.text, company):
            self._which(asked, poster)
            return
        self._desk.ask(asked, poster)

    def _asks_for_one(self, text: str, company: Company) -> bool:
        query = company.answering.reader.read(text, self._desk.today()).query
        return query is not None and query.analysis == "dashboard"

    def _help(self, asked: Asked, poster: Poster) -> None:
        """How to ask, with questions that work for this person."""
        self._say(asked, poster, lambda asker, language: _help_message(self._desk, asker, language))

    def _which(self, asked: Asked, poster: Poster) -> None:
        """The dashboards as buttons."""
        self._say(asked, poster, lambda asker, language: _which_message(self._desk, language))

    def _say(self, asked: Asked, poster: Poster, make: Callable[[Asker, str], Message]) -> None:
        with self._desk.at_work(asked.team):
            if not self._desk.kept.claim(asked.key):
                return
            delivery = Delivery(poster, asked)
            try:
                asker = self._desk.asker(asked.team, asked.user, poster)
                delivery.post(make(asker, asker.person.language or "en"), "", private=True)
            except Turned as turned:
                self._desk.tell(delivery, str(turned))
            except PostFailed as error:
                _log.error("command not answered", reason=error.reason)
            self._desk.kept.finish(asked.key)


def dashboard_buttons(desk: Desk, language: str) -> list[Block]:
    """The dashboards, a button each; none where the company has none."""
    company = desk.current.company
    voice = company.answering.voice(language)
    known = list(company.dataset.catalogue.dashboards.values())[:24]
    pressed = [button(f"dashboard:{i}", voice.name(d.words, d.id), d.id) for i, d in enumerate(known)]
    return [{"type": "actions", "block_id": "home:dashboards", "elements": pressed}] if pressed else []


def _help_message(desk: Desk, asker: Asker, language: str) -> Message:
    asks = examples(desk.current.company, asker.access, asker.today, language, _EXAMPLES)
    blocks: list[Block] = [header(say(language, "help")), paragraph(say(language, "help_text"))]
    if asks:
        pressed = [button(f"example:{i}", text, text) for i, text in enumerate(asks)]
        blocks.append({"type": "actions", "block_id": "home:examples", "elements": pressed})
    blocks.append(small(*say(language, "help_commands").split("\n")))
    return Message(say(language, "help"), tuple(blocks), tuple(blocks))


def _which_message(desk: Desk, language: str) -> Message:
    asked = say(language, "dashboard_which")
    blocks = [paragraph(asked), *dashboard_buttons(desk, language)]
    return Message(asked, tuple(blocks), tuple(blocks))
