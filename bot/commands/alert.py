"""`kpibot alert`: what is watched, what one sees now, and what became of each telling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.digest import Name, Png, draw_into, opened, owner_known
from bot.commands.options import As, Today, Workspace, day_of
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from datetime import date

    from bot.alerts.alert import Alert
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
                typer.echo(f"{alert_name(one, voice)}: {when_looked(one, voice)} → {one.channel or 'direct messages'}")
                told = f"  {_status(row)}, in the name of {one.owner}"
                typer.echo(told + (f"; last problem: {row.problem}" if row is not None and row.problem else ""))
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
            one = _named(name, [found for found, _ in _alerts(company, state, day)])
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
    last: Annotated[int, typer.Option(help="How many.", min=1, max=10_000)] = 30,
) -> None:
    """Show what was told and what became of it, and who did what about it."""
    with ending(), opened(workspace, today) as (_, state):
        rows = [
            (d.due, f"{d.status:<12} {d.plan} ({d.period})" + (f": {d.reason}" if d.reason else ""))
            for d in state.deliveries.history(kind="alert", last=last)
        ]
        for event in state.plans.events(last=last):
            details = ", ".join(part for part in (event.person, event.detail.replace("\x1f", " · ")) if part)
            rows.append((event.at, f"{event.what:<12} {event.plan}" + (f" ({details})" if details else "")))
        for at, told in sorted(rows, reverse=True)[:last]:
            typer.echo(f"{at:%Y-%m-%d %H:%M} UTC  {told}")
        if not rows:
            typer.echo("Nothing was told yet.")


def _alerts(company: Company, state: State, day: date) -> list[tuple[Alert, PlanRow | None]]:
    """What is watched: in the settings, whether the bot has run with them or not, and in Slack."""
    from bot.alerts.alert import alert_from_json
    from bot.alerts.settings import alerts_of

    known = {row.id: row for row in state.plans.all("alert")}
    found: list[tuple[Alert, PlanRow | None]] = [(one, known.pop(one.id, None)) for one in alerts_of(company, "", day)]
    return found + [(alert_from_json(row.plan), row) for row in known.values()]


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


def _named(name: str, alerts: list[Alert]) -> Alert:
    for one in alerts:
        if name in (one.name, one.id):
            return one
    listed = "; ".join(one.name for one in alerts) or "none"
    raise Stop(Exit.QUESTION, f"There is no alert {name!r}; there are: {listed}.")
