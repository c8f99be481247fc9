"""What `kpibot digest` and `kpibot alert` have in common: the store, what is ordered, whose it is, a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.commands.options import day_of
from bot.failures import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from typing import Any, Protocol

    from bot.opening import Company
    from bot.state import Delivery, PlanRow, SlackPerson, State
    from charts.chart import Chart

    class _Named(Protocol):
        @property
        def id(self) -> str: ...
        @property
        def name(self) -> str: ...

    _Order = TypeVar("_Order", bound=_Named)
    Ordered = list[tuple[_Order, PlanRow | None]]
    """Each order with its row; None where no bot has run with it yet."""

Name = Annotated[str, typer.Argument(help="Its name or id.")]
Png = Annotated[Path | None, typer.Option("--png", metavar="FILE", help="Write its picture.")]
Last = Annotated[int, typer.Option(help="How many.", min=1, max=10_000)]


def known_orders(
    state: State, kind: str, filed: Iterable[_Order], from_json: Callable[[Mapping[str, Any]], _Order]
) -> Ordered[_Order]:
    """What is ordered: in the settings, whether the bot has run with them or not, and in Slack."""
    known = {row.id: row for row in state.plans.all(kind)}
    found: Ordered[_Order] = [(one, known.pop(one.id, None)) for one in filed]
    return found + [(from_json(row.plan), row) for row in known.values()]


def named(kind: str, name: str, orders: Iterable[_Order]) -> _Order:
    """The order of a name or id."""
    listed = list(orders)
    for one in listed:
        if name in (one.name, one.id):
            return one
    there = "; ".join(one.name for one in listed) or "none"
    raise Stop(Exit.QUESTION, f"There is no {kind} {name!r}; there are: {there}.")


def tell_order(when: str, channel: str, owner: str, status: str, row: PlanRow | None) -> None:
    """Two lines of a list: what and when, then how it stands."""
    typer.echo(f"{when} → {channel or 'direct messages'}")
    problem = f"; last problem: {row.problem}" if row is not None and row.problem else ""
    typer.echo(f"  {status}, in the name of {owner}{problem}")


def sending(delivery: Delivery) -> str:
    """What became of a delivery, without its time."""
    told = f"{delivery.status:<12} {delivery.plan} ({delivery.period})"
    return told + (f": {delivery.reason}" if delivery.reason else "")


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
