"""`kpibot digest`: the digests that are ordered, what one says, and what became of each sending."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.options import As, Today, Workspace, day_of
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from bot.digests.plan import Plan
    from bot.opening import Company
    from bot.state import SlackPerson, State
    from charts.chart import Chart

digest = typer.Typer(help="Digests: what is sent on a schedule.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The digest's name or id.")]
Png = Annotated[Path | None, typer.Option("--png", metavar="FILE", help="Write its picture.")]


@digest.command("list")
def list_(workspace: Workspace = None, today: Today = None) -> None:
    """Show what is ordered, for whom, when it is due next, and what went wrong last."""
    with ending():
        from bot.digests.wording import schedule_text

        with opened(workspace, today) as (company, state):
            plans = _plans(company, state, today)
            for plan, status, problem in plans:
                typer.echo(f"{plan.name}: {schedule_text(plan.schedule, 'en')} → {plan.channel or 'direct messages'}")
                told = f"  {status}, in the name of {plan.owner}"
                typer.echo(told + (f"; last problem: {problem}" if problem else ""))
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
            plan = _named(name, _plans(company, state, today))
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


def draw_into(png: Path, chart: Callable[[], Chart]) -> None:
    """Write a picture into a file and say so."""
    from charts.errors import ChartError
    from charts.worker import ChartWorker

    try:
        with ChartWorker() as worker:
            png.write_bytes(worker.render(chart()))
    except ChartError as error:
        raise Stop(Exit.NO_BROWSER, f"{png} could not be written: {error}") from error
    typer.echo(f"Picture: {png}")


def owner_known(team: str, owner: str, state: State, as_: str | None) -> SlackPerson:
    """The owner as Slack has last told of them; with `as_` whoever has that e-mail address."""
    from bot.state import SlackPerson, utc_now

    found = state.person_of(team, as_ or owner) if as_ or "@" in owner else state.person(team, owner)
    if found is not None:
        return found
    email = as_ or (owner if "@" in owner else None)
    if email is None:
        raise Stop(Exit.QUESTION, f"Who {owner} is, only the serving bot can ask Slack; say whose rights with --as.")
    return SlackPerson(team, owner, email, email, "", False, False, None, utc_now())


@digest.command()
def send(name: Name, workspace: Workspace = None, today: Today = None) -> None:
    """Order one sending now: the bot that serves posts it at its next look, once for its days and channel."""
    with ending():
        from bot.digests.orders import send_now
        from bot.state import utc_now

        with opened(workspace, today) as (company, state):
            plan = _named(name, _plans(company, state, today))
            if send_now(state, plan, company.dataset.catalogue.calendar, utc_now()):
                typer.echo(f"{name} will be posted by the bot that serves this workspace.")
            else:
                typer.echo(f"{name} was posted already for these days; see: kpibot digest history")


@digest.command()
def history(
    workspace: Workspace = None,
    today: Today = None,
    last: Annotated[int, typer.Option(help="How many.", min=1, max=10_000)] = 30,
) -> None:
    """Show the last sendings: when due, for which days, what became of each and why; and how many are still to come."""
    with ending(), opened(workspace, today) as (_, state):
        for delivery in state.deliveries.history(kind="digest", last=last):
            told = f"{delivery.due:%Y-%m-%d %H:%M} UTC  {delivery.status:<8} {delivery.plan} ({delivery.period})"
            typer.echo(told + (f": {delivery.reason}" if delivery.reason else ""))
        counts = state.deliveries.counts(kind="digest")
        if counts:
            typer.echo(" · ".join(f"{many} {status}" for status, many in sorted(counts.items())))
        else:
            typer.echo("Nothing was sent yet.")


def opened(workspace: Path | None, today: object) -> AbstractContextManager[tuple[Company, State]]:
    """The company and its state store."""
    from contextlib import contextmanager

    @contextmanager
    def opening() -> Iterator[tuple[Company, State]]:
        from bot.collecting import uncollected
        from bot.slack.settings import SettingsError, any_settings
        from bot.state import StateError, open_state

        with uncollected():
            from bot.opening import open_company

            company = open_company(workspace, day_of(today), pinned=today is not None)  # type: ignore[arg-type]
        try:
            state = open_state(any_settings().state_url(company.workspace.folder))
        except SettingsError as error:
            raise Stop(Exit.SLACK, str(error)) from error
        except StateError as error:
            raise Stop(Exit.DISK, str(error)) from error
        try:
            yield company, state
        except StateError as error:
            raise Stop(Exit.DISK, str(error)) from error
        finally:
            state.close()

    return opening()


def _plans(company: Company, state: State, today: object) -> list[tuple[Plan, str, str]]:
    """What is ordered: in the settings, whether the bot has run with them or not, and in Slack."""
    from bot.digests.plan import plan_from_json
    from bot.digests.settings import plans_of

    known = {row.id: row for row in state.plans.all("digest")}
    found = []
    for plan in plans_of(company, "", day_of(today)):  # type: ignore[arg-type]
        row = known.pop(plan.id, None)
        team = row.team if row else ""
        found.append((_of_team(plan, team), row.status if row else "not served yet", row.problem if row else ""))
    return found + [(plan_from_json(row.plan), row.status, row.problem) for row in known.values()]


def _of_team(plan: Plan, team: str) -> Plan:
    from dataclasses import replace

    return replace(plan, team=team)


def _named(name: str, plans: list[tuple[Plan, str, str]]) -> Plan:
    for plan, _, _ in plans:
        if name in (plan.name, plan.id):
            return plan
    listed = ", ".join(plan.name for plan, _, _ in plans) or "none"
    raise Stop(Exit.QUESTION, f"There is no digest {name!r}; there are: {listed}.")
