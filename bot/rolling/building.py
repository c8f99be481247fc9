"""Builds a workspace's rollups on its server, or writes down the statements that do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from bot.failures import Exit, Stop
from bot.rolling.built import Built, Roller, Without
from data.engines.opened import CalendarRules, Opened
from data.engines.opening import open_server
from data.engines.setting import RollupsSetting, Server
from data.faults import StoreMissing
from data.workspace import SETTINGS, Workspace
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue
from queries.rollups.plan import Bounds


def build(
    workspace: Workspace,
    environment: Mapping[str, str] = os.environ,
    *,
    full: bool = False,
    bounds: Bounds | None = None,
    catalogue: Catalogue | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build what is to be built; rollups that still hold are left as they are unless all are wanted (`full`).

    Raises Stop, StoreError, QueryFailed; then the rollups there were are still read, where they hold.
    """
    server, setting = _settled(workspace)
    catalogue = catalogue or load_catalogue(workspace.folder)
    with _roller(workspace, server, setting, environment, writing=True) as roller:
        return roller.build(catalogue, bounds or Bounds(), full=full, say=say)


def script(
    workspace: Workspace,
    environment: Mapping[str, str] = os.environ,
    *,
    bounds: Bounds | None = None,
    catalogue: Catalogue | None = None,
) -> tuple[str, Without]:
    """The statements that build the rollups, for somebody's own job; and the facts without any, with the reason.

    Nothing is written to; the user who answers will do.
    """
    server, setting = _settled(workspace)
    catalogue = catalogue or load_catalogue(workspace.folder)
    with _roller(workspace, server, setting, environment, writing=False) as roller:
        return roller.script(catalogue, bounds or Bounds())


def remove(workspace: Workspace, environment: Mapping[str, str] = os.environ) -> int:
    """Take away all rollups and what is kept with them; how many rollups there were."""
    server, setting = _settled(workspace)
    with _roller(workspace, server, setting, environment, writing=True) as roller:
        return roller.remove()


def _settled(workspace: Workspace) -> tuple[Server, RollupsSetting]:
    server = workspace.server
    place = f"{workspace.folder / SETTINGS}:1"
    if server is None:
        raise Stop(Exit.WORKSPACE, f"{place}: the database is DuckDB's, whose rollups kpibot load builds")
    if server.rollups is None:
        raise Stop(
            Exit.WORKSPACE,
            f"{place}: 'database' does not say where rollups are kept; such as rollups: {{schema: kpibot, "
            "url_env: KPIBOT_ROLLUPS_URL}",
        )
    return server, server.rollups


@contextmanager
def _roller(
    workspace: Workspace, server: Server, setting: RollupsSetting, environment: Mapping[str, str], *, writing: bool
) -> Iterator[Roller]:
    """The sessions of who builds and of who answers, closed at the end; only to read, the latter's will do for both."""
    variable = setting.url_env or ("" if writing else server.url_env)
    if not variable:
        raise Stop(
            Exit.WORKSPACE,
            f"{workspace.folder / SETTINGS}:1: 'rollups' names no url_env, the address of who may write; without it "
            "kpibot rollups --print gives the statements for somebody else to run",
        )
    if not writing and not environment.get(variable, "").strip():
        variable = server.url_env
    url = environment.get(variable, "").strip()
    if not url:
        raise StoreMissing(f"The address of who builds rollups is missing: set {variable} in the environment.")
    engine = open_server(server, workspace.limits, CalendarRules(), environment)
    try:
        with _opened(server, setting, engine, url, variable) as roller:
            yield roller
    finally:
        engine.close()


def _opened(
    server: Server, setting: RollupsSetting, engine: Opened, url: str, variable: str
) -> AbstractContextManager[Roller]:
    """Each needs its engine's package, which only workspaces on it have."""
    if server.kind == "clickhouse":
        from bot.rolling.on_clickhouse import opened as on_clickhouse

        return on_clickhouse(server, setting, engine, url, variable)
    from bot.rolling.on_postgres import opened as on_postgres

    return on_postgres(server, setting, engine, url, variable)
