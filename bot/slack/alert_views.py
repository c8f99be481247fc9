"""The list of somebody's alerts with its buttons, and the form to order or change one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.alerts.alert import Alert
from bot.slack.forms import channel_select, field, option, schedule_options, select
from bot.slack.message import Message
from bot.slack.pieces import Block, button, header, paragraph, plain_text, small
from bot.words.slack import say

ORDER_ALERT = "alert_order"
OVER = ("day", "week", "month", "quarter", "month_so_far", "quarter_so_far", "year_so_far")
WHEN = ("above", "below", "up", "down", "target", "unusual", "stale")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """An alert of the list: its name in the reader's language, how it stands, when it looks, what went wrong."""

    alert: Alert
    name: str
    status: str
    standing: str
    looks: str
    problem: str


@dataclass(frozen=True, slots=True)
class Form:
    """What the form offers: `figures` and `each` are ids with their names. `question` is the sentence of one that is
    kept as it is, `condition` the words of the one kept; `meant` goes with the form and comes back.
    """

    meant: dict[str, str]
    figures: Sequence[tuple[str, str]]
    each: Sequence[tuple[str, str]]
    languages: Sequence[str]
    question: str = ""
    condition: str = ""
    alert: Alert | None = None


def alerts_message(alerts: Sequence[Listed], language: str) -> Message:
    """Somebody's alerts, each with its buttons."""
    blocks: list[Block] = [header(say(language, "alerts"))]
    if not alerts:
        blocks.append(paragraph(say(language, "alerts_none")))
    for one in alerts[:_MOST]:
        alert = one.alert
        where = f"<#{alert.channel}>" if alert.channel else say(language, "digest_to_you")
        blocks.append(paragraph(f"{one.name}\n{say(language, 'alert_looks', when=one.looks)}"))
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": f"{where} · {one.standing}"}]})
        if one.problem:
            blocks.append(small(one.problem))
        pause = "resume" if one.status == "paused" else "pause"
        mute = "unmute" if one.status == "muted" else "mute"
        names = ["test", pause, mute] if alert.source == "settings" else ["test", "edit", pause, mute, "delete"]
        elements = [button(f"alert_{name}", say(language, f"alert_{name}"), alert.id) for name in names]
        blocks.append({"type": "actions", "block_id": f"alerts:{alert.id}", "elements": elements})
    new = button("alert_new", say(language, "alert_new"), "new", style="primary")
    blocks.append({"type": "actions", "block_id": "alerts:new", "elements": [new]})
    text = "\n".join([say(language, "alerts"), *(one.name for one in alerts)])
    return Message(text, tuple(blocks), tuple(blocks))


def which_message(language: str, question: str, mark: str) -> Message:
    """Asks under which condition something is to be told, with the form for it."""
    text = say(language, "alert_which", question=question)
    fill = button("alert_fill", say(language, "alert_fill"), mark, style="primary")
    blocks = (paragraph(text), {"type": "actions", "block_id": f"alerts:{mark}", "elements": [fill]})
    return Message(text, blocks, blocks)


def alert_view(form: Form, language: str) -> dict[str, Any]:
    """The form."""
    alert = form.alert
    kept = bool(form.question)
    blocks: list[Block] = [paragraph(say(language, "alert_question", question=form.question))] if kept else []
    if not kept:
        figures = [option(id, name) for id, name in form.figures]
        blocks.append(field("figure", say(language, "alert_figure"), select("figure", figures, None)))
        text = {"type": "plain_text_input", "action_id": "about", "max_length": 200}
        blocks.append(field("about", say(language, "digest_about"), text, say(language, "digest_about_hint"), True))
        each = [option("none", say(language, "alert_each_none")), *(option(id, name) for id, name in form.each)]
        blocks.append(field("each", say(language, "alert_each"), select("each", each, each[0])))
    over = [option(code, say(language, f"alert_over_{code}")) for code in (*(("kept",) if kept else ()), *OVER)]
    first = over[0] if kept else over[OVER.index("month")]
    blocks.append(field("over", say(language, "alert_over"), select("over", over, first)))
    when = [option(code, say(language, f"alert_when_{code}")) for code in WHEN]
    if form.condition:
        when.insert(0, option("kept", say(language, "alert_condition_kept", condition=form.condition)))
    blocks.append(field("when", say(language, "alert_when"), select("when", when, when[0])))
    value = {"type": "plain_text_input", "action_id": "value", "max_length": 40}
    blocks.append(field("value", say(language, "alert_value"), value, say(language, "alert_value_hint"), True))
    channel = channel_select(alert.channel if alert else "")
    blocks.append(field("channel", say(language, "digest_where"), channel, say(language, "digest_where_hint"), True))
    blocks += _looking(alert, language)
    known = [option(code, say(code, "language_name")) for code in form.languages]
    own = next((o for o in known if o["value"] == (alert.language if alert else language)), known[0])
    blocks.append(field("language", say(language, "digest_language"), select("language", known, own)))
    return {
        "type": "modal",
        "callback_id": ORDER_ALERT,
        "private_metadata": json.dumps(form.meant),
        "title": plain_text(say(language, "alert_form"), 24),
        "submit": plain_text(say(language, "digest_save"), 24),
        "close": plain_text(say(language, "close"), 24),
        "blocks": blocks,
    }


def _looking(alert: Alert | None, language: str) -> list[Block]:
    """When it looks: with new data, or on days of the week at a time."""
    schedule = alert.schedule if alert is not None else None
    looks, kept = schedule_options(language, schedule)
    looks.insert(0, option("published", say(language, "alert_looks_published")))
    chosen = kept if schedule is not None else looks[0]
    at = schedule.at.strftime("%H:%M") if schedule is not None else "09:00"
    return [
        field("looks", say(language, "alert_looks_when"), select("looks", looks, chosen)),
        field("at", say(language, "digest_at"), {"type": "timepicker", "action_id": "at", "initial_time": at}),
    ]
