"""Opens a workspace's database, whatever kind it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec

from data.engines.opened import CalendarRules, Opened
from data.engines.setting import Server
from data.faults import StoreMissing
from data.store import Limits, Store
from data.workspace import Workspace

_PACKAGES = {
    "clickhouse": "clickhouse_connect",
    "postgres": "psycopg",
    "snowflake": "snowflake.connector",
    "spark": "pyspark",
}


def open_database(workspace: Workspace, calendar: CalendarRules) -> Opened:
    """The database, open. Raises StoreError where it cannot be used."""
    if workspace.server is None:
        return Store(workspace.database, workspace.limits)
    return open_server(workspace.server, workspace.limits, calendar, os.environ)


def open_server(server: Server, limits: Limits, calendar: CalendarRules, environment: Mapping[str, str]) -> Opened:
    """A server's database; its address stands in the environment, as it holds a password."""
    url = environment.get(server.url_env, "").strip()
    if not url:
        raise StoreMissing(f"The address of the database is missing: set {server.url_env} in the environment.")
    if not _is_there(_PACKAGES[server.kind]):
        raise StoreMissing(f"This kind of database needs one package more: pip install 'kpibot[{server.kind}]'")
    if server.kind == "postgres":
        from data.engines.postgres import Postgres

        return Postgres(server, url, limits, calendar)
    if server.kind == "clickhouse":
        from data.engines.clickhouse import ClickHouse

        return ClickHouse(server, url, limits, calendar)
    if server.kind == "snowflake":
        from data.engines.snowflake import Snowflake

        return Snowflake(server, url, limits, calendar)
    from data.engines.spark import Spark

    return Spark(server, url, limits, calendar)


def _is_there(package: str) -> bool:
    """Whether it can be imported; of a package within another, that one has to be there too."""
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False
