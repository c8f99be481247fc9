"""`kpibot alert`: what is watched, what one sees now, and what became of each telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bot.commands.options import As, Today, Workspace, day_of
from bot.commands.orders import (
    Last,
    Name,
    Png,
    draw_into,
    known_orders,
    named,
    opened,
    owner_known,
    sending,
    tell_order,
)
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from datetime import date

    from bot.alerts.alert import Alert
    from bot.commands.orders import Ordered
    from bot.opening import Company
    from bot.state import PlanRow, State

alert = typer.Typer(help="Alerts: who is told when a figure turns bad.", no_args_is_help=True)


@alert.command("list")
def list_(workspace: Workspace = None, today: Today = None) -> None:
    """Show what is watched, for whom, when it is looked at, and what went wrong last."""
    with ending():
        from bot.alerts.wording import alert_name, when_looked

        with opened(workspace, today) as (company, state):
            voice = company.answering.voice("en")
            found = _alerts(company, state, day_of(today))
            for one, row in found:
                told = f"{alert_name(one, voice)}: {when_looked(one, voice)}"
                tell_order(told, one.channel, one.owner, _status(row), row)
            if not found:
                typer.echo(
                    "Nothing is watched. kpibot.yaml, /kpi-alert or “tell me when revenue drops by 10 %” order alerts."
                )


@alert.command()
def test(name: Name, png: Png = None, as_: As = None, workspace: Workspace = None, today: Today = None) -> None:
    """Look at an alert's figure now: whether it would be told, and with what words."""
    with ending():
        from bot.alerts.content import compose_alert
        from bot.alerts.judging import NotNow, Unanswered, look
        from bot.answering import Question
        from bot.rights import access_of

        with opened(workspace, today) as (company, state):
            day = day_of(today)
            one = named("alert", name, (found for found, _ in _alerts(company, state, day)))
            access = access_of(owner_known(one.team, one.owner, state, as_).email, company)
            try:
                seen = look(one, company.answering, access, day)
            except (NotNow, Unanswered) as problem:
                raise Stop(Exit.QUESTION, f"{name} has no answer: {problem}") from problem
            bad = [figure.key for figure in seen.seen if figure.bad]
            question = Question("", day, language=one.language, access=access)
            content = compose_alert(one, seen, bad, company.answering, question)
            for line in (*content.lines, *content.more, content.reading_line):
                if line:
                    typer.echo(line)
            if png is not None and content.draw is not None:
                draw_into(png, content.draw)


@alert.command()
def history(
    workspace: Workspace = None,
    today: Today = None,
    last: Last = 30,
) -> None:
    """Show what was told and what became of it, and who did what about it."""
    with ending(), opened(workspace, today) as (_, state):
        rows = [(delivery.due, sending(delivery)) for delivery in state.deliveries.history(kind="alert", last=last)]
        for event in state.plans.events(last=last):
            details = ", ".join(part for part in (event.person, event.detail.replace("\x1f", " · ")) if part)
            rows.append((event.at, f"{event.what:<12} {event.plan}" + (f" ({details})" if details else "")))
        for at, told in sorted(rows, reverse=True)[:last]:
            typer.echo(f"{at:%Y-%m-%d %H:%M} UTC  {told}")
        if not rows:
            typer.echo("Nothing was told yet.")


def _alerts(company: Company, state: State, day: date) -> Ordered[Alert]:
    from bot.alerts.alert import alert_from_json
    from bot.alerts.settings import alerts_of

    return known_orders(state, "alert", alerts_of(company, "", day), alert_from_json)


def _status(row: PlanRow | None) -> str:
    from bot.slack.alert_watch import MUTED
    from bot.state import utc_now

    if row is None:
        return "not served yet"
    if row.status == "active" and row.quiet_until == MUTED:
        return "muted"
    if row.status == "active" and row.quiet_until is not None and row.quiet_until > utc_now():
        return f"snoozed until {row.quiet_until:%Y-%m-%d %H:%M} UTC"
    return row.status
