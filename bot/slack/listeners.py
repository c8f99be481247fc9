"""What of Slack's events is a question, and to whom it goes. Each listener only sorts; the desk does the work."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_bolt.context import BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.alerts.alert import Alert
from bot.digests.plan import Plan
from bot.slack.alert_views import ORDER_ALERT
from bot.slack.asked import Asked
from bot.slack.commands import Commands
from bot.slack.counter import Counter
from bot.slack.desk import Desk, Turned
from bot.slack.digest_views import ORDER
from bot.slack.home import home_view, message_view
from bot.slack.offers import examples
from bot.slack.poster import Pace, Poster, PostFailed
from bot.slack.presses import Presses, press_of
from bot.slack.views import WRONG
from bot.words.slack import say

Body = Mapping[str, Any]

SHORTCUT = "ask_kpibot"
COMMANDS = ("/kpi", "/kpi-alert", "/kpi-dashboard", "/kpi-digest", "/kpi-help")
EVENTS = ("app_mention", "message", "app_home_opened", "app_uninstalled", "tokens_revoked")
_IGNORED = ("message_deleted", "channel_join", "channel_leave", "bot_message", "message_replied")
_log = structlog.get_logger(__name__)


def listen(
    app: App,
    desk: Desk,
    digests: Counter[Plan],
    alerts: Counter[Alert],
    *,
    tables: bool,
    forget: Callable[[str | None, str | None], None],
) -> None:
    """Register everything the bot answers to. `tables`: the server shows table blocks. `forget` is told the enterprise
    and workspace that the bot was removed from.
    """
    pace = Pace()
    commands, presses = Commands(desk), Presses(desk, digests, alerts)

    def poster(client: WebClient) -> Poster:
        return Poster(client, pace, tables=tables)

    def mentioned(event: Body, context: BoltContext, client: WebClient) -> None:
        asked = asked_in_channel(event, str(context.team_id))
        if asked is not None:
            desk.ask(replace(asked, bot_user=context.bot_user_id or ""), poster(client))

    def written(event: Body, context: BoltContext, client: WebClient) -> None:
        asked = asked_directly(event, str(context.team_id))
        if asked is not None:
            desk.ask(replace(asked, bot_user=context.bot_user_id or ""), poster(client))

    def commanded(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        if body["command"] == "/kpi-digest":
            digests.listed(body, poster(client))
        elif body["command"] == "/kpi-alert":
            alerts.listed(body, poster(client))
        else:
            commands.handle(body, poster(client))

    def pressed(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        block = str(body["actions"][0].get("block_id") or "")
        if block.startswith("digest:"):
            digests.pressed(body, poster(client))
        elif block.startswith(("alert:", "alerts:")):
            alerts.pressed(body, poster(client))
        elif block.startswith("home:"):
            commands.from_home(body, poster(client))
        else:
            presses.handle(press_of(body), poster(client))

    def shortcut(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack()
        desk.ask(replace(asked_about(body), bot_user=context.bot_user_id or ""), poster(client))

    def reported(ack: Ack, body: Body, view: Body, client: WebClient) -> None:
        ack()
        meant = json.loads(view["private_metadata"])
        note = str(view["state"]["values"]["note"]["note"].get("value") or "")
        team = str((body.get("team") or {}).get("id") or "")
        presses.wrong_reading(team, body["user"]["id"], meant["channel"], meant["answer"], note, poster(client))

    def ordered(ack: Ack, body: Body, view: Body, client: WebClient) -> None:
        orders = alerts if view["callback_id"] == ORDER_ALERT else digests
        wrong = orders.ordered(body, view, poster(client))
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()

    def opened(event: Body, context: BoltContext, client: WebClient) -> None:
        if event.get("tab") in (None, "home"):
            _publish(desk, poster(client), str(context.team_id), str(event["user"]))
        else:
            _prompts(desk, poster(client), str(context.team_id), event)

    def revoked(context: BoltContext) -> None:
        _log.error("the bot was removed from a workspace or its token revoked", team=context.team_id)
        forget(context.enterprise_id, context.team_id)

    app.event("app_mention")(mentioned)
    app.event("message")(written)
    app.event("app_home_opened")(opened)
    app.event("app_uninstalled")(revoked)
    app.event("tokens_revoked")(revoked)
    for name in COMMANDS:
        app.command(name)(commanded)
    app.action(re.compile(""))(pressed)  # every action: what it means stands in its block
    app.shortcut({"type": "message_action", "callback_id": SHORTCUT})(shortcut)
    app.view(WRONG)(reported)
    app.view(ORDER)(ordered)
    app.view(ORDER_ALERT)(ordered)


def asked_in_channel(event: Body, team: str) -> Asked | None:
    """The question of a mention; it is answered in its thread."""
    if event.get("bot_id") or not event.get("user") or event.get("subtype") in _IGNORED:
        return None
    if event.get("channel_type") == "im" or str(event["channel"]).startswith("D"):
        return None  # a direct message comes as a message too
    edited = str((event.get("edited") or {}).get("ts") or "")
    ts = str(event["ts"])
    return Asked(
        key=f"message:{team}:{event['channel']}:{ts}:{edited}",
        team=team,
        channel=str(event["channel"]),
        user=str(event["user"]),
        text=str(event.get("text") or ""),
        ts=ts,
        thread_ts=str(event.get("thread_ts") or ts),
        edited=bool(edited),
    )


def asked_directly(event: Body, team: str) -> Asked | None:
    """The question of a direct message, or of one that was edited; None for what is no question."""
    channel = str(event.get("channel") or "")
    changed = event.get("subtype") == "message_changed"
    said: Body = event.get("message") or {} if changed else event
    before = event.get("previous_message") or {}
    if (
        said.get("bot_id")
        or not said.get("user")
        or said.get("subtype") not in (None, "file_share", "thread_broadcast")
    ):
        return None
    if changed and said.get("text") == before.get("text"):
        return None  # an unfurl or a reaction, not another question
    if event.get("subtype") in _IGNORED:
        return None
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    if not direct and not changed:
        return None  # mentions come as events of their own
    edited = str((said.get("edited") or {}).get("ts") or event.get("event_ts") or "") if changed else ""
    ts = str(said["ts"])
    thread = str(said.get("thread_ts") or ("" if direct else ts)) or None
    return Asked(
        key=f"message:{team}:{channel}:{ts}:{edited}",
        team=team,
        channel=channel,
        user=str(said["user"]),
        text=str(said.get("text") or ""),
        ts=ts,
        thread_ts=thread,
        direct=direct,
        edited=changed,
    )


def asked_about(body: Body) -> Asked:
    """The question in a message that somebody pointed at."""
    team = str((body.get("team") or {}).get("id") or "")
    about, channel = body["message"], str(body["channel"]["id"])
    ts = str(about["ts"])
    return Asked(
        key=f"shortcut:{team}:{channel}:{ts}:{body['user']['id']}:{body.get('action_ts') or body.get('trigger_id')}",
        team=team,
        channel=channel,
        user=str(body["user"]["id"]),
        text=str(about.get("text") or ""),
        ts=ts,
        thread_ts=str(about.get("thread_ts") or ts),
        direct=channel.startswith("D"),
        response_url=str(body.get("response_url") or ""),
    )


def _publish(desk: Desk, poster: Poster, team: str, user: str) -> None:
    with desk.at_work(team):
        try:
            try:
                view = home_view(desk, team, user, desk.asker(team, user, poster))
            except Turned as turned:
                view = message_view(str(turned))
            poster.publish(user, view)
        except PostFailed as error:
            _log.error("home not published", reason=error.reason)
        except Exception:
            _log.exception("home failed")


def _prompts(desk: Desk, poster: Poster, team: str, event: Body) -> None:
    """Questions to begin a conversation with; where Slack has no such thing, none."""
    try:
        asker = desk.asker(team, str(event["user"]), poster)
        language = asker.person.language or "en"
        found = examples(desk.current.company, asker.access, asker.today, language, 4)
        poster.client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"],
            thread_ts=event.get("thread_ts") or "",
            title=say(language, "prompts"),
            prompts=[{"title": text, "message": text} for text in found],
        )
    except Turned:
        return
    except (SlackClientError, OSError) as error:
        _log.info("no prompts", reason=str(error))
