"""The list of somebody's digests with its buttons, and the form to order or change one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.digests.plan import Plan
from bot.digests.wording import schedule_text
from bot.slack.message import Message
from bot.slack.pieces import Block, button, header, paragraph, plain_text, small
from bot.words import words_of
from bot.words.slack import say
from data.digests import DAYS

ORDER = "digest_order"
EVERY = ("day", "workday", "month", *DAYS)
_MOST = 15


def list_message(plans: Sequence[tuple[Plan, str, str]], language: str) -> Message:
    """Somebody's digests: plan, status, last problem; each with its buttons."""
    blocks: list[Block] = [header(say(language, "digests"))]
    if not plans:
        blocks.append(paragraph(say(language, "digests_none")))
    for plan, status, problem in plans[:_MOST]:
        where = f"<#{plan.channel}>" if plan.channel else say(language, "digest_to_you")
        told = f"{plan.name}\n{schedule_text(plan.schedule, language)}"
        blocks.append(paragraph(told))
        state = {"type": "mrkdwn", "text": f"{where} · {say(language, f'digest_{status}')}"}
        blocks.append({"type": "context", "elements": [state]})
        if problem:
            blocks.append(small(problem))
        other = "resume" if status == "paused" else "pause"
        names = ["test", other] if plan.source == "settings" else ["test", "edit", other, "delete"]
        elements = [button(f"digest_{name}", say(language, f"digest_{name}"), plan.id) for name in names]
        blocks.append({"type": "actions", "block_id": f"digest:{plan.id}", "elements": elements})
    new = button("digest_new", say(language, "digest_new"), "new", style="primary")
    blocks.append({"type": "actions", "block_id": "digest:new", "elements": [new]})
    text = "\n".join([say(language, "digests"), *(plan.name for plan, _, _ in plans)])
    return Message(text, tuple(blocks), tuple(blocks))


def order_view(
    language: str,
    dashboards: Sequence[tuple[str, str]],
    zone: str,
    plan: Plan | None,
    about: str,
    languages: Sequence[str],
) -> dict[str, Any]:
    """The form. `dashboards` are ids with their names, `about` the words of whom the plan is about."""
    schedule, subject = (plan.schedule, plan.subject) if plan else (None, None)
    every = _every(plan) if plan else "monday"
    options = [_option(id, name) for id, name in dashboards]
    chosen = next((o for o in options if subject and o["value"] == subject.dashboard), options[0] if options else None)
    days = words_of(language).digest["weekdays"].split(",")
    names = {**dict(zip(DAYS, days, strict=True)), **{k: say(language, f"every_{k}") for k in EVERY[:3]}}
    blocks: list[Block] = []
    if options and not (subject and subject.query):
        blocks.append(_input("dashboard", say(language, "digest_what"), _select("dashboard", options, chosen)))
        text = {"type": "plain_text_input", "action_id": "about", "max_length": 200, "initial_value": about}
        blocks.append(_input("about", say(language, "digest_about"), text, say(language, "digest_about_hint"), True))
    channel: Block = {"type": "conversations_select", "action_id": "channel"}
    channel["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
    if plan and plan.channel:
        channel["initial_conversation"] = plan.channel
    blocks.append(_input("channel", say(language, "digest_where"), channel, say(language, "digest_where_hint"), True))
    when = [_option(value, names[value]) for value in EVERY]
    blocks.append(_input("every", say(language, "digest_every"), _select("every", when, _option(every, names[every]))))
    at = schedule.at.strftime("%H:%M") if schedule else "09:00"
    blocks.append(
        _input("at", say(language, "digest_at"), {"type": "timepicker", "action_id": "at", "initial_time": at})
    )
    here = {"type": "plain_text_input", "action_id": "zone", "initial_value": schedule.zone if schedule else zone}
    blocks.append(_input("zone", say(language, "digest_zone"), here, say(language, "digest_zone_hint")))
    known = [_option(code, say(code, "language_name")) for code in languages]
    spoken = plan.language if plan else language
    own = next((o for o in known if o["value"] == spoken), known[0])
    blocks.append(_input("language", say(language, "digest_language"), _select("language", known, own)))
    missed = [_option(value, say(language, f"missed_{value}")) for value in ("late", "skip")]
    kept = missed[1] if plan and plan.missed == "skip" else missed[0]
    blocks.append(_input("missed", say(language, "digest_missed"), _select("missed", missed, kept)))
    return {
        "type": "modal",
        "callback_id": ORDER,
        "private_metadata": json.dumps({"id": plan.id if plan else ""}),
        "title": plain_text(say(language, "digest_form"), 24),
        "submit": plain_text(say(language, "digest_save"), 24),
        "close": plain_text(say(language, "close"), 24),
        "blocks": blocks,
    }


def _every(plan: Plan) -> str:
    schedule = plan.schedule
    if schedule.every != "week":
        return schedule.every
    return "workday" if len(schedule.weekdays) > 1 else DAYS[schedule.weekdays[0]]


def _option(value: str, name: str) -> Block:
    return {"text": plain_text(name), "value": value}


def _select(action: str, options: list[Block], chosen: Block | None) -> Block:
    return {
        "type": "static_select",
        "action_id": action,
        "options": options[:100],
        **({"initial_option": chosen} if chosen else {}),
    }


def _input(block: str, label: str, element: Block, hint: str = "", optional: bool = False) -> Block:
    made: Block = {"type": "input", "block_id": block, "label": plain_text(label, 150), "element": element}
    if hint:
        made["hint"] = plain_text(hint, 150)
    return {**made, "optional": True} if optional else made
