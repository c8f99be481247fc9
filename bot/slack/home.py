"""App Home: my figures, what I asked lately, what can be asked, how fresh the data is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.alerts.alert import alert_from_json
from bot.alerts.wording import alert_name
from bot.digests.plan import plan_from_json
from bot.digests.wording import schedule_text
from bot.opening import Company
from bot.slack.commands import dashboard_buttons
from bot.slack.desk import Asker, Desk
from bot.slack.offers import examples, figures
from bot.slack.pieces import Block, button, header, paragraph, small
from bot.slack.wording import cut
from bot.state import Said
from bot.words.slack import say
from intents.sentence import sentence_of
from queries.locale import day_text
from queries.query import from_json

_FIGURES, _RECENT, _EXAMPLES, _ORDERS = 5, 5, 5, 10


def home_view(desk: Desk, team: str, user: str, asker: Asker) -> dict[str, Any]:
    """The view for one person, with their rights."""
    company = desk.current.company
    language = asker.person.language if asker.person.language in company.workspace.languages else "en"
    assert language is not None
    blocks: list[Block] = [header(say(language, "home_hello")), small(say(language, "home_how"))]
    told = figures(company, asker.access, asker.today, language, _FIGURES)
    if told:
        blocks += [header(say(language, "home_figures")), *(paragraph(cut(r.lead, 300)) for r in told)]
    asked = desk.kept.recent(team, user, 4 * _RECENT)
    answered = [s for s in asked if s.status == "answered" and s.query and not s.payload.get("unasked")]
    whole = [_whole(said, company) for said in answered]
    recent = list(dict.fromkeys(whole))[:_RECENT]
    blocks += _asks(say(language, "home_recent"), "recent", recent, say(language, "home_none"))
    blocks += _asks(
        say(language, "home_ask"), "example", examples(company, asker.access, asker.today, language, _EXAMPLES), ""
    )
    dashboards = dashboard_buttons(desk, language)
    if dashboards:
        blocks += [header(say(language, "home_dashboards")), *dashboards]
    ordered = [plan_from_json(row.plan) for row in desk.kept.orders(team, asker.person)]
    if ordered:
        told_when = [f"{plan.name}: {schedule_text(plan.schedule, language)}" for plan in ordered[:_ORDERS]]
        blocks += [header(say(language, "digests")), paragraph(*told_when), small(say(language, "home_digests"))]
    voice = company.answering.seen_by(asker.access).voice(language)
    alerts = [alert_from_json(row.plan) for row in desk.kept.orders(team, asker.person, "alert")]
    if alerts:
        names = [alert_name(alert, voice) for alert in alerts[:_ORDERS]]
        blocks += [header(say(language, "alerts")), paragraph(*names), small(say(language, "home_alerts"))]
    if company.dataset.through:
        blocks.append(small(say(language, "home_fresh", day=day_text(company.dataset.through, language))))
    return {"type": "home", "blocks": blocks[:100]}


def _whole(said: Said, company: Company) -> str:
    """A question that means the same outside of its thread."""
    if said.query and (said.payload.get("before") or not said.question):
        return sentence_of(from_json(said.query), company.dataset.catalogue, said.language)
    return said.question


def message_view(text: str) -> dict[str, Any]:
    """The view for somebody who gets no figures."""
    return {"type": "home", "blocks": [paragraph(text)]}


def _asks(title: str, action: str, questions: Sequence[str], none: str) -> list[Block]:
    if not questions:
        return [header(title), small(none)] if none else []
    pressed = [button(f"{action}:{i}", question, question) for i, question in enumerate(questions)]
    return [header(title), {"type": "actions", "block_id": f"home:{action}", "elements": pressed}]
