"""The list of somebody's digests with its buttons, and the form to order or change one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.digests.plan import Plan, Subject
from bot.digests.wording import schedule_text
from bot.slack.forms import channel_select, field, option, schedule_options, select
from bot.slack.message import Message
from bot.slack.pieces import Block, button, header, paragraph, plain_text, small
from bot.words.slack import say

ORDER = "digest_order"
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
    subject: Subject | None,
    about: str,
    languages: Sequence[str],
    meant: Mapping[str, str],
) -> dict[str, Any]:
    """The form. `dashboards` are ids with their names, `about` the words of whom the subject is about; `meant` goes
    with the form and comes back.
    """
    schedule = plan.schedule if plan else None
    options = [option(id, name) for id, name in dashboards]
    chosen = next((o for o in options if subject and o["value"] == subject.dashboard), options[0] if options else None)
    blocks: list[Block] = []
    if subject and subject.query:
        blocks.append(paragraph(say(language, "alert_question", question=subject.question)))
    if options and not (subject and subject.query):
        blocks.append(field("dashboard", say(language, "digest_what"), select("dashboard", options, chosen)))
        text = {"type": "plain_text_input", "action_id": "about", "max_length": 200, "initial_value": about}
        blocks.append(field("about", say(language, "digest_about"), text, say(language, "digest_about_hint"), True))
    channel = channel_select(plan.channel if plan else "")
    blocks.append(field("channel", say(language, "digest_where"), channel, say(language, "digest_where_hint"), True))
    when, chosen_when = schedule_options(language, schedule)
    blocks.append(field("every", say(language, "digest_every"), select("every", when, chosen_when)))
    at = schedule.at.strftime("%H:%M") if schedule else "09:00"
    blocks.append(
        field("at", say(language, "digest_at"), {"type": "timepicker", "action_id": "at", "initial_time": at})
    )
    here = {"type": "plain_text_input", "action_id": "zone", "initial_value": schedule.zone if schedule else zone}
    blocks.append(field("zone", say(language, "digest_zone"), here, say(language, "digest_zone_hint")))
    known = [option(code, say(code, "language_name")) for code in languages]
    spoken = plan.language if plan else language
    own = next((o for o in known if o["value"] == spoken), known[0])
    blocks.append(field("language", say(language, "digest_language"), select("language", known, own)))
    missed = [option(value, say(language, f"missed_{value}")) for value in ("late", "skip")]
    kept = missed[1] if plan and plan.missed == "skip" else missed[0]
    blocks.append(field("missed", say(language, "digest_missed"), select("missed", missed, kept)))
    return {
        "type": "modal",
        "callback_id": ORDER,
        "private_metadata": json.dumps(dict(meant)),
        "title": plain_text(say(language, "digest_form"), 24),
        "submit": plain_text(say(language, "digest_save"), 24),
        "close": plain_text(say(language, "close"), 24),
        "blocks": blocks,
    }
