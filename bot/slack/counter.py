"""Where digests and alerts are ordered, alike: the command, the buttons of the list and the form, each press once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import structlog

from bot.answering import Question
from bot.slack.asked import Asked
from bot.slack.delivering import Delivery as Way
from bot.slack.desk import Asker, Desk, Turned
from bot.slack.forms import Wrong, spoken
from bot.slack.message import Message, notice
from bot.slack.pieces import Block
from bot.slack.poster import Poster, PostFailed
from bot.state import StateError
from bot.words.slack import SAYINGS, say
from intents.reading import Reading
from intents.schedules import for_one_alone
from queries.query import Query

Body = Mapping[str, Any]
_STATUSES = {"pause": "paused", "resume": "active", "delete": "deleted"}
_log = structlog.get_logger(__name__)


class _Sent(Protocol):
    @property
    def channel(self) -> str: ...


_Order = TypeVar("_Order", bound=_Sent)
_Listed = TypeVar("_Listed", contravariant=True)


@dataclass(frozen=True, slots=True)
class Press:
    """A button: `kind` is what it does, `value` the order it is about, `place` and `mark` the block it stands in."""

    kind: str
    value: str
    place: str
    mark: str
    team: str
    channel: str
    trigger: str


class Orders(Protocol[_Order]):
    """Makes and keeps orders of one kind: "digest" or "alert", which begins the codes of its sentences. `main` is the
    field of its form that is told what is wrong with the whole.
    """

    kind: str
    main: str

    def own(self, team: str, asker: Asker, id: str) -> _Order | None:
        """An order of somebody's own."""

    def open(
        self,
        team: str,
        asker: Asker,
        trigger: str,
        poster: Poster,
        *,
        order: _Order | None = None,
        channel: str = "",
        answer: str = "",
    ) -> None:
        """Open the form: for a new order, for one that is changed, or for an answer of ours. Raises PostFailed."""

    def from_form(self, team: str, asker: Asker, view: Body) -> _Order:
        """The order that a form says. Raises Wrong."""

    def keep(self, order: _Order) -> None:
        """Keep an order in the place of the one with its id. Raises StateError."""

    def refused(self, order: _Order, asker: Asker) -> str:
        """Why its question cannot be answered for who orders it, so that it would never be sent; "" where it can."""

    def confirmed(self, order: _Order, asker: Asker, language: str) -> str:
        """That an order is kept, in words."""


class Listing(Protocol[_Listed]):
    """Somebody's orders of one kind as they see them."""

    def listing(self, team: str, asker: Asker) -> Message:
        """The orders with their buttons."""

    def test(self, order: _Listed, asker: Asker, way: Way, language: str) -> None:
        """An order as it would be posted now, to its owner alone."""

    def more(self, press: Press, asker: Asker, way: Way) -> bool:
        """Do what only this kind of order has; whether that was it."""


class Counter(Generic[_Order]):
    """Answers the command of one kind of order, its buttons and its form at the desk of the questions."""

    def __init__(self, desk: Desk, orders: Orders[_Order], listing: Listing[_Order]) -> None:
        self._desk, self.orders, self._listing = desk, orders, listing

    def listed(self, body: Body, poster: Poster) -> None:
        """The command: somebody's orders, or with "new" the form."""
        team, user, text = str(body["team_id"]), str(body["user_id"]), str(body.get("text") or "").strip().casefold()
        way = _way(team, user, str(body["channel_id"]), body, poster)
        with self._desk.at_work(team):
            try:
                asker = self._desk.asker(team, user, poster)
                if text in (say(code, "order_new") for code in SAYINGS):
                    self.orders.open(team, asker, str(body.get("trigger_id") or ""), poster)
                else:
                    way.post(self._listing.listing(team, asker), "", private=True)
            except Turned as turned:
                way.post(notice(str(turned)), "", private=True)
            except (PostFailed, StateError) as error:
                _log.error("not listed", kind=self.orders.kind, reason=str(error))

    def pressed(self, body: Body, poster: Poster) -> None:
        """A button of the list, or one that stands elsewhere."""
        action, own = body["actions"][0], self.orders.kind
        team, user = str((body.get("team") or {}).get("id") or ""), str(body["user"]["id"])
        channel = str((body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or "")
        way = _way(team, user, channel, body, poster)
        place, _, mark = str(action.get("block_id") or "").partition(":")
        press = Press(
            kind=str(action["action_id"]).removeprefix(f"{own}_"),
            value=str(action.get("value") or ""),
            place=place,
            mark=mark,
            team=team,
            channel=channel,
            trigger=str(body.get("trigger_id") or ""),
        )
        key = f"{own}:{team}:{user}:{press.value}:{press.kind}:{action.get('action_ts')}"
        with self._desk.at_work(team):
            if not self._desk.kept.claim(key):
                return
            try:
                self._do(press, self._desk.asker(team, user, poster), way)
            except Turned as turned:
                way.post(notice(str(turned)), "", private=True)
            except (PostFailed, StateError) as error:
                _log.error("press not answered", reason=str(error), kind=press.kind)
            except Exception:
                _log.exception("press failed")
                self._desk.tell(way, say("en", "trouble"))
            self._desk.kept.finish(key)

    def ordered(self, body: Body, view: Body, poster: Poster) -> dict[str, str]:
        """The form sent off: what is wrong by block, or nothing and the order is kept."""
        team, user = str((body.get("team") or {}).get("id") or ""), str(body["user"]["id"])
        with self._desk.at_work(team):
            try:
                asker = self._desk.asker(team, user, poster)
            except Turned as turned:
                return {self.orders.main: str(turned)}
            language = spoken(asker)
            try:
                order = self.orders.from_form(team, asker, view)
                self.orders.keep(order)
            except Wrong as wrong:
                return {wrong.block: wrong.text}
            except StateError:
                return {self.orders.main: say(language, "trouble")}
            try:
                poster.say(poster.direct(user), _confirmation(self.orders, order, asker, language), None, "")
            except PostFailed as error:
                _log.error("not told", reason=error.reason)
            return {}

    def _do(self, press: Press, asker: Asker, way: Way) -> None:
        language, orders = spoken(asker), self.orders
        if press.kind == "new":
            orders.open(press.team, asker, press.trigger, way.poster)
            return
        if self._listing.more(press, asker, way):
            return
        order = orders.own(press.team, asker, press.value)
        if order is None:
            way.post(notice(say(language, f"{orders.kind}_gone")), "", private=True)
        elif press.kind == "edit":
            orders.open(press.team, asker, press.trigger, way.poster, order=order)
        elif press.kind == "test":
            self._listing.test(order, asker, way, language)
        else:
            self._desk.kept.state.plans.set_status(press.value, _STATUSES[press.kind])
            way.respond(self._listing.listing(press.team, asker), replace_original=True)


def refusal(query: Query | None, desk: Desk, asker: Asker, language: str) -> str:
    """Why a question is refused to somebody; "" where it is not, or there is none."""
    if query is None or query == Query():
        return ""
    question = Question("", asker.today, language=language, access=asker.access)
    reply = desk.current.company.answering.reply_to_query(query, question)
    return reply.headline if reply.status == "refused" else ""


def channel_said(asked: Asked, reading: Reading) -> str:
    """Where words have something sent: to a channel they name, else to where they stand; "" for who says them alone."""
    alone = asked.direct or asked.private or for_one_alone(reading, asked.text)
    return asked.ordered_to or ("" if alone else asked.channel)


def kept_as_said(orders: Orders[_Order], order: _Order, asked: Asked, asker: Asker, language: str) -> Message:
    """Keep an order that words said; how that is confirmed, or why it is not kept."""
    if asked.channel_unclear:
        return notice(say(language, "order_channel_unclear"))
    refused = orders.refused(order, asker)
    if refused:
        return notice(refused)
    try:
        orders.keep(order)
    except StateError as error:
        _log.error("order not kept", kind=orders.kind, reason=str(error))
        return notice(say(language, "trouble"))
    return _confirmation(orders, order, asker, language)


def _confirmation(orders: Orders[_Order], order: _Order, asker: Asker, language: str) -> Message:
    """That an order is kept, with the channel it goes to, which Slack shows by its name."""
    told = notice(orders.confirmed(order, asker, language))
    if not order.channel:
        return told
    where: Block = {"type": "context", "elements": [{"type": "mrkdwn", "text": f"→ <#{order.channel}>"}]}
    return Message(told.text, (*told.blocks, where), (*told.simple, where))


def _way(team: str, user: str, channel: str, body: Body, poster: Poster) -> Way:
    response_url = str(body.get("response_url") or "")
    return Way(poster, Asked("", team, channel, user, "", private=True, response_url=response_url))
