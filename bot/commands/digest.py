"""`kpibot digest`: the digests that are ordered, what one says, and what became of each sending."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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

    from bot.commands.orders import Ordered
    from bot.digests.plan import Plan
    from bot.opening import Company
    from bot.state import State

digest = typer.Typer(help="Digests: what is sent on a schedule.", no_args_is_help=True)


@digest.command("list")
def list_(workspace: Workspace = None, today: Today = None) -> None:
    """Show what is ordered, for whom, when it is due next, and what went wrong last."""
    with ending():
        from bot.digests.wording import schedule_text

        with opened(workspace, today) as (company, state):
            plans = _plans(company, state, day_of(today))
            for plan, row in plans:
                status = row.status if row is not None else "not served yet"
                told = f"{plan.name}: {schedule_text(plan.schedule, 'en')}"
                tell_order(told, plan.channel, plan.owner, status, row)
            if not plans:
                typer.echo(
                    "No digests are ordered. kpibot.yaml, /kpi-digest or “send this every Monday at 9” order one."
                )


@digest.command()
def preview(name: Name, png: Png = None, as_: As = None, workspace: Workspace = None, today: Today = None) -> None:
    """Show a digest exactly as it would be posted if it were due now."""
    with ending():
        import json

        from bot.rights import access_of
        from bot.slack.digests import Digests
        from bot.slack.outgoing import Impossible
        from bot.slack.who import Who
        from bot.state import utc_now

        with opened(workspace, today) as (company, state):
            plan = _named(name, _plans(company, state, day_of(today)))
            person = owner_known(plan.team, plan.owner, state, as_)
            due = datetime.combine(day_of(today), plan.schedule.at, ZoneInfo(plan.schedule.zone))
            digests = Digests(lambda: company, Who(state, utc_now), utc_now)
            access = access_of(person.email, company)
            try:
                made = digests.preview(plan, access, due, person, "preview", channel=plan.channel)
            except Impossible as problem:
                raise Stop(Exit.QUESTION, problem.told or problem.reason) from problem
            typer.echo(
                json.dumps({"text": made.message.text, "blocks": made.message.blocks}, ensure_ascii=False, indent=2)
            )
            if png is not None and made.pictures:
                draw_into(png, made.pictures[0][1])


@digest.command()
def send(name: Name, workspace: Workspace = None, today: Today = None) -> None:
    """Order one sending now: the bot that serves posts it at its next look, once for its days and channel."""
    with ending():
        from bot.digests.orders import send_now
        from bot.state import utc_now

        with opened(workspace, today) as (company, state):
            plans = _plans(company, state, day_of(today))
            plan = _named(name, plans)
            row = next(row for one, row in plans if one.id == plan.id)
            if row is None or row.status != "active":
                why = "no bot has served this workspace with it yet" if row is None else "it is paused"
                raise Stop(Exit.QUESTION, f"{name} is not sent: {why}.")
            now = utc_now() if today is None else datetime.combine(today, utc_now().timetz())
            standing = send_now(state, plan, company.dataset.catalogue.calendar, now)
            if standing is None:
                typer.echo(f"{name} will be posted by the bot that serves this workspace.")
            elif standing.status in ("due", "working"):
                typer.echo(f"{name} is on its way already.")
            elif standing.status == "doubt":
                typer.echo(f"{name} may have been posted already, so it is not posted again: {standing.reason}")
            else:
                typer.echo(f"{name} was posted already for these days ({standing.period}).")


@digest.command()
def history(
    workspace: Workspace = None,
    today: Today = None,
    last: Last = 30,
) -> None:
    """Show the last sendings: when due, for which days, what became of each and why; and how many are still to come."""
    with ending(), opened(workspace, today) as (_, state):
        for delivery in state.deliveries.history(kind="digest", last=last):
            typer.echo(f"{delivery.due:%Y-%m-%d %H:%M} UTC  {sending(delivery)}")
        counts = state.deliveries.counts(kind="digest")
        if counts:
            typer.echo(" · ".join(f"{many} {status}" for status, many in sorted(counts.items())))
        else:
            typer.echo("Nothing was sent yet.")


def _plans(company: Company, state: State, day: date) -> Ordered[Plan]:
    from bot.digests.plan import plan_from_json
    from bot.digests.settings import plans_of

    return known_orders(state, "digest", plans_of(company, "", day), plan_from_json)


def _named(name: str, plans: Ordered[Plan]) -> Plan:
    """The digest of a name; one of the settings in the workspace of Slack that its bot runs in."""
    from dataclasses import replace

    teams = {plan.id: row.team for plan, row in plans if row is not None}
    plan = named("digest", name, (plan for plan, _ in plans))
    return replace(plan, team=teams.get(plan.id, plan.team))
