"""`kpibot serve`: the bot in Slack."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from bot.commands.options import Today, Workspace
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from bot.opening import Company

_BUSY_SECONDS = 2.0  # a question is answered without the store rather than late


def serve(
    workspace: Workspace = None,
    today: Today = None,
    http: Annotated[bool, typer.Option("--http", help="Be called by Slack over HTTP, instead of Socket Mode.")] = False,
    host: Annotated[str, typer.Option(help="With --http: the address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="With --http: the port.", min=1, max=65535)] = 3000,
) -> None:
    """Answer in Slack until stopped. Tokens come from the environment or .env; see .env.example."""
    with ending():
        _serve(workspace, today, http, host, port)


def _serve(workspace: Path | None, today: date | None, http: bool, host: str, port: int) -> None:
    from bot.alerts.settings import alerts_of, keep_alerts
    from bot.current import Current
    from bot.digests.settings import keep_settings, plans_of
    from bot.load_clock import LoadClock
    from bot.logs import log_as_json
    from bot.opening import open_company
    from bot.slack.alert_orders import AlertOrders
    from bot.slack.alert_presses import AlertPresses
    from bot.slack.alert_watch import AlertWatch
    from bot.slack.alerts import Alerts
    from bot.slack.app import create_app
    from bot.slack.counter import Counter
    from bot.slack.desk import Desk
    from bot.slack.digest_orders import DigestOrders
    from bot.slack.digests import Digests
    from bot.slack.measures import Measures
    from bot.slack.pictures import SlackPictures
    from bot.slack.rounds import Rounds
    from bot.slack.serve import Keeper, posters, serve_http, serve_socket, who_am_i
    from bot.slack.settings import SettingsError, read_settings
    from bot.state import StateError, open_state, utc_now
    from bot.upkeep import Upkeep
    from charts.errors import ChartError
    from charts.worker import ChartWorker

    log_as_json()
    try:
        settings = read_settings(http=http)
        team, place = ("", "") if settings.installable else who_am_i(settings)
    except SettingsError as error:
        raise Stop(Exit.SLACK, str(error)) from error

    def open_it(day: date) -> Company:
        return open_company(workspace, day, pinned=today is not None)

    current = Current(open_it, lambda: today or datetime.now().astimezone().date())
    try:
        state = open_state(settings.state_url(current.company.workspace.folder), busy_seconds=_BUSY_SECONDS)
    except StateError as error:
        raise Stop(Exit.DISK, str(error)) from error
    if not settings.installable:
        day = today or datetime.now().astimezone().date()
        calendar = current.company.dataset.catalogue.calendar
        keep_settings(state, plans_of(current.company, team, day), calendar, utc_now())
        keep_alerts(state, alerts_of(current.company, team, day), calendar, utc_now())
    worker: ChartWorker | None = ChartWorker()
    problem = ""
    try:
        assert worker is not None
        worker.start(wait=False)
    except ChartError as error:
        worker, problem = None, str(error)
    desk = Desk(current, state, SlackPictures(worker, problem), Measures(), utc_now, today=today)
    current.watch()

    def now() -> datetime:
        """The time; on the day given, where one is."""
        return utc_now() if today is None else datetime.combine(today, utc_now().timetz())

    digests = Digests(lambda: current.company, desk.who, now)
    alerts = Alerts(lambda: current.company, desk.who, now)
    digest_orders, alert_orders = DigestOrders(desk, digests), AlertOrders(desk)
    to_digests = Counter(desk, digest_orders, digest_orders)
    to_alerts = Counter(desk, alert_orders, AlertPresses(desk, alert_orders, alerts))
    app = create_app(settings, desk, to_digests, to_alerts)
    to_slack = posters(settings, desk)
    watch = AlertWatch(state, lambda: current.company, desk.who, to_slack, now)
    keeper = Keeper(desk, to_slack)
    keeper.start()
    rounds = Rounds(
        state,
        {"digest": digests, "alert": alerts},
        to_slack,
        lambda chart: desk.pictures.render(chart, urgent=False),
        lambda: current.company.dataset.catalogue.calendar,
        now,
        watches=(watch.look, Upkeep(state, now).look),
    )
    desk.stir = rounds.soon
    rounds.start()
    loading = LoadClock(
        current.company.workspace.folder, lambda said: structlog.get_logger(__name__).info("loading", said=said)
    )
    loading.start()
    try:
        if http:
            serve_http(
                app, desk, host, port, lambda: typer.echo(f"kpibot listens on http://{host}:{port}/slack/events")
            )
        else:
            serve_socket(app, settings, desk, lambda: typer.echo(f"kpibot is connected to {place}"))
    except SettingsError as error:
        raise Stop(Exit.SLACK, str(error)) from error
    finally:
        loading.close()
        rounds.close()
        keeper.close()
        current.close()
        state.close()
        if worker is not None:
            worker.close()
