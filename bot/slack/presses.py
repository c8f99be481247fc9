"""What people press under an answer: a choice, a menu, more, share. Each press is a question of its own, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import structlog

from bot.alerts.alert import Alert
from bot.answering import Question
from bot.changes import changes
from bot.digests.plan import Plan
from bot.explain import explain
from bot.reply import Reply
from bot.slack.asked import Asked
from bot.slack.counter import Counter
from bot.slack.delivering import Delivery
from bot.slack.desk import Asker, Desk, Turned, where_said
from bot.slack.menus import KINDS, find_change
from bot.slack.message import notice
from bot.slack.poster import Poster, PostFailed
from bot.slack.views import explain_view, wrong_view
from bot.state import Feedback, Said
from bot.words.slack import say
from queries.query import Query, from_json, to_json

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Press:
    """One press: `kind` is the action ("period", "choose:2", "share"), `value` the option chosen."""

    team: str
    channel: str
    user: str
    answer: str
    kind: str
    value: str
    trigger: str
    response_url: str
    stamp: str  # when it was pressed: with the answer it names this press

    @property
    def key(self) -> str:
        """The same for every delivery of one press."""
        return f"press:{self.team}:{self.answer}:{self.user}:{self.kind}:{self.stamp}"


def press_of(body: Mapping[str, Any]) -> Press:
    """The press in a block_actions payload."""
    action = body["actions"][0]
    container = body.get("container") or {}
    option = action.get("selected_option") or {}
    return Press(
        team=str((body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id") or ""),
        channel=str((body.get("channel") or {}).get("id") or container.get("channel_id") or ""),
        user=str(body["user"]["id"]),
        answer=str(action.get("block_id") or "").partition(":")[2],
        kind=str(action["action_id"]),
        value=str(option.get("value") or action.get("value") or ""),
        trigger=str(body.get("trigger_id") or ""),
        response_url=str(body.get("response_url") or ""),
        stamp=str(action.get("action_ts") or ""),
    )


class Presses:
    """Answers presses at the same desk as questions."""

    def __init__(self, desk: Desk, digests: Counter[Plan], alerts: Counter[Alert]) -> None:
        self._desk, self._digests, self._alerts = desk, digests, alerts

    def handle(self, press: Press, poster: Poster) -> None:
        """Do what a press asks for, once."""
        desk = self._desk
        with desk.at_work(press.team):
            if not desk.kept.claim(press.key):
                return
            asked = Asked(
                press.key, press.team, press.channel, press.user, "", private=True, response_url=press.response_url
            )
            aside = Delivery(poster, asked)
            try:
                said = desk.kept.said(press.team, press.channel, press.answer)
                if said is None or (said.private and said.person != press.user):
                    aside.post(notice(say("en", "gone")), "", private=True)
                else:
                    self._do(press, said, poster, aside)
            except Turned as turned:
                aside.post(notice(str(turned)), "", private=True)
            except PostFailed as error:
                _log.error("press not answered", reason=error.reason, kind=press.kind)
            except Exception:
                _log.exception("press failed")
                desk.tell(aside, say("en", "trouble"))
            desk.kept.finish(press.key)

    def wrong_reading(self, team: str, user: str, channel: str, answer: str, note: str, poster: Poster) -> None:
        """Keep what somebody says about a reading, and thank them."""
        said = self._desk.kept.said(team, channel, answer)
        if said is None or (said.private and said.person != user):
            return
        kept = self._desk.kept.feedback(
            Feedback(
                team=team,
                channel=channel,
                ts=str(said.payload.get("ts") or ""),
                person=user,
                question=said.question,
                language=said.language,
                query=said.query,
                note=note,
                at=self._desk.now(),
            )
        )
        asked = Asked("", team, channel, user, "", thread_ts=_thread(said), private=True)
        Delivery(poster, asked).post(notice(say(said.language, "thanks" if kept else "trouble")), "", private=True)

    def _do(self, press: Press, said: Said, poster: Poster, aside: Delivery) -> None:
        asker = self._desk.asker(press.team, press.user, poster)
        kind, _, number = press.kind.partition(":")
        if kind == "choose":
            chosen = (said.payload.get("choices") or [])[int(number)]
            self._instead(press, said, asker, poster, chosen["question"], from_json(chosen["query"]))
        elif kind == "suggest":
            self._another(press, said, asker, poster, str((said.payload.get("suggestions") or [])[int(number)]))
        elif kind in KINDS:
            self._change(press, said, asker, poster, aside)
        elif kind == "share":
            self._share(press, said, asker, poster)
        elif press.value == "explain":
            self._explain(press, said, asker, poster, aside)
        elif press.value == "csv":
            self._csv(press, said, asker, poster)
        elif press.value in ("subscribe", "alert"):
            self._order(press, said, asker, poster, aside)
        elif press.value == "wrong":
            self._open(poster, press, wrong_view(said, press.channel), aside, said.language)

    def _order(self, press: Press, said: Said, asker: Asker, poster: Poster, aside: Delivery) -> None:
        """Open the form for an answer that is to be sent again and again, or watched."""
        orders = self._alerts.orders if press.value == "alert" else self._digests.orders
        try:
            orders.open(press.team, asker, press.trigger, poster, channel=press.channel, answer=said.ts)
        except PostFailed as error:
            _log.warning("modal not opened", reason=error.reason)
            aside.post(notice(say(said.language, "expired")), "", private=True)

    def _change(self, press: Press, said: Said, asker: Asker, poster: Poster, aside: Delivery) -> None:
        assert said.query is not None
        company = self._desk.current.company
        day = date.fromisoformat(said.payload["today"])
        seen = company.answering.seen_by(asker.access).dataset
        offered = changes(from_json(said.query), seen, day, said.language)
        change = find_change(offered, press.kind, press.value)
        if change is None:
            aside.post(notice(say(said.language, "change_gone")), "", private=True)
            return
        self._instead(press, said, asker, poster, said.question, change.query)

    def _instead(self, press: Press, said: Said, asker: Asker, poster: Poster, question: str, query: Query) -> None:
        """The asker's own answer changes in its place; anybody else gets theirs beside it."""
        own = said.person == press.user
        asked = self._asked(press, said, question, own=own)
        reply = self._reply(said, asker, question, query)
        where = where_said(said) if own else None
        before = self._desk.thread(asked).before
        posted = self._desk.deliver(reply, asked, asker, Delivery(poster, asked, where), before)
        if own and posted.ts == said.payload.get("ts"):
            for file in said.payload.get("files") or ():
                poster.remove_file(file)

    def _another(self, press: Press, said: Said, asker: Asker, poster: Poster, question: str) -> None:
        asked = self._asked(press, said, question, own=said.person == press.user)
        reply, before = self._desk.reply_to(asked, asker, self._desk.current.company)
        self._desk.deliver(reply, asked, asker, Delivery(poster, asked), before)

    def _share(self, press: Press, said: Said, asker: Asker, poster: Poster) -> None:
        assert said.query is not None
        asked = replace(self._asked(press, said, said.question, own=True), private=False, response_url="")
        reply = self._reply(said, asker, said.question, from_json(said.query))
        before = self._desk.thread(asked).before
        self._desk.deliver(reply, asked, asker, Delivery(poster, asked), before, shared_by=asker.person.name)

    def _explain(self, press: Press, said: Said, asker: Asker, poster: Poster, aside: Delivery) -> None:
        assert said.query is not None
        reply = self._asked_again(said, asker) or self._reply(said, asker, said.question, from_json(said.query))
        voice = self._desk.current.company.answering.voice(said.language)
        self._open(poster, press, explain_view(explain(reply, voice), said.language), aside, said.language)

    def _csv(self, press: Press, said: Said, asker: Asker, poster: Poster) -> None:
        assert said.query is not None
        reply = self._reply(said, asker, said.question, from_json(said.query))
        asked = self._asked(press, said, said.question, own=said.person == press.user)
        voice = self._desk.current.company.answering.voice(said.language)
        private = said.private or not self._desk.open_to_all(reply, asked, asker)
        where = replace(where_said(said), private=private)
        self._desk.pictures.send_csv(reply, voice, Delivery(poster, asked), where)

    def _open(self, poster: Poster, press: Press, view: dict[str, Any], aside: Delivery, language: str) -> None:
        """Open a modal; where the press is too old for that, say so."""
        try:
            poster.open_view(press.trigger, view)
        except PostFailed as error:
            _log.warning("modal not opened", reason=error.reason)
            aside.post(notice(say(language, "expired")), "", private=True)

    def _reply(self, said: Said, asker: Asker, question: str, query: Query) -> Reply:
        """The reply to a query, with the rights of who pressed, on the day that was meant."""
        asked = Question(
            question, date.fromisoformat(said.payload["today"]), language=said.language, access=asker.access
        )
        return self._desk.current.company.answering.reply_to_query(query, asked)

    def _asked_again(self, said: Said, asker: Asker) -> Reply | None:
        """The reply to the words themselves, as long as they still read as what was answered."""
        before = said.payload.get("before")
        asked = Question(
            said.question,
            date.fromisoformat(said.payload["today"]),
            access=asker.access,
            before=from_json(before) if before else None,
        )
        reply = self._desk.current.company.answering.reply(asked)
        query = reply.reading.query if reply.reading else None
        return reply if query is not None and to_json(query) == said.query else None

    def _asked(self, press: Press, said: Said, question: str, *, own: bool) -> Asked:
        return Asked(
            key=press.key,
            team=press.team,
            channel=press.channel,
            user=press.user,
            text=question,
            ts=said.asked_ts if own else "",
            thread_ts=_thread(said),
            direct=bool(said.payload.get("direct")),
            private=said.private,
            response_url=press.response_url if said.private else "",
            instead_of=said.ts if own else "",
        )


def _thread(said: Said) -> str | None:
    return str(said.payload.get("thread") or "") or None
