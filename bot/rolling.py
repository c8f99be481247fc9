"""Builds a workspace's rollups on its server, or writes down the statements that do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.failures import Exit, Stop
from data.engines.opened import CalendarRules
from data.engines.opening import open_server
from data.engines.postgres_rollups import (
    HOLDING,
    UNWATCHED,
    Place,
    building,
    dropping,
    identifier,
    literal,
    preparing,
    watching,
)
from data.engines.setting import RollupsSetting, Server
from data.faults import StoreMissing
from data.rows import QueryFailed
from data.workspace import SETTINGS, Workspace
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue
from queries.rollups.model import Rollup, rollup_of
from queries.rollups.plan import Bounds

if TYPE_CHECKING:  # they need psycopg, which only workspaces on PostgreSQL have
    from data.engines.postgres_building import Builder
    from queries.rollups.on_server import Choice


@dataclass(frozen=True, slots=True)
class Built:
    """What there is now: `kept` of the rollups were left as they were. Facts without any, each with the reason."""

    rollups: tuple[Rollup, ...]
    kept: frozenset[str]
    without: tuple[tuple[str, str], ...]


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

    Raises Stop, StoreError, QueryFailed; then all is as it was, but for what notes writing.
    """
    server, setting = _settled(workspace)
    catalogue = catalogue or load_catalogue(workspace.folder)
    with _session(workspace, server, environment, writing=True) as session:
        builder = session.builder
        if not builder.alone():
            raise QueryFailed("Rollups are being built already.")
        choice = session.choose(catalogue, server, bounds)
        session.check_names(choice.sources)
        for statement in preparing(setting.schema, session.reader, has_schema=session.has_schema()):
            builder.run(statement)
        unwatched = [table for (table,) in builder.rows(UNWATCHED, [choice.sources])]
        for statement in watching(setting.schema, unwatched):
            builder.run(statement)
        with builder.snapshot():
            holding = set() if full else {name for name, _, _, why in builder.rows(HOLDING) if why is None}
            kept = [made.name for made in choice.made if made.name in holding]
            fresh = [made for made in choice.made if made.name not in holding]
            for statement in building(setting.schema, fresh, session.there(), kept, session.reader):
                if statement.startswith("CREATE TABLE"):
                    say(statement.partition(" AS\n")[0].rpartition(".")[2].strip('"').removesuffix("_new"))
                builder.run(statement)
            listed = sorted(builder.rows("SELECT name, size, definition FROM kpibot_rollups"))
            for name in {made.name for made in fresh} - {name for name, _, _ in listed}:
                builder.run(f"DROP TABLE {identifier(name)}")  # its rows do not stand for just those of its source
    return Built(tuple(rollup_of(*line) for line in listed), frozenset(kept), choice.without)


def script(
    workspace: Workspace,
    environment: Mapping[str, str] = os.environ,
    *,
    bounds: Bounds | None = None,
    catalogue: Catalogue | None = None,
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The statements that build the rollups, for somebody's own job; and the facts without any, with the reason.

    Nothing is written to; the user who answers will do.
    """
    server, setting = _settled(workspace)
    catalogue = catalogue or load_catalogue(workspace.folder)
    with _session(workspace, server, environment, writing=False) as session:
        choice = session.choose(catalogue, server, bounds)
        unwatched = [table for (table,) in session.builder.rows(UNWATCHED, [choice.sources])]
        once = preparing(setting.schema, session.reader, has_schema=session.has_schema())
        once += watching(setting.schema, unwatched)
        always = ["BEGIN ISOLATION LEVEL REPEATABLE READ"]
        always += [
            f"SET LOCAL {name} = {value if name == 'search_path' else literal(value)}"
            for name, value in session.place.settings.items()
        ]
        always += building(setting.schema, choice.made, session.there(), (), session.reader)
        always.append("COMMIT")
    return "\n".join([_ONCE, *_ended(once), "", _ALWAYS, *_ended(always)]), choice.without


def remove(workspace: Workspace, environment: Mapping[str, str] = os.environ) -> int:
    """Take away all rollups and what notes writing; how many rollups there were."""
    server, setting = _settled(workspace)
    with _session(workspace, server, environment, writing=True) as session:
        there = session.there()
        with session.builder.snapshot():
            for statement in dropping(setting.schema, there):
                session.builder.run(statement)
    return len(there)


_ONCE = "-- Once, as who owns the tables and may make tables in the schema of the rollups:"
_ALWAYS = "-- After each load, as the same user:"


def _ended(statements: Sequence[str]) -> list[str]:
    return [f"{statement};" for statement in statements]


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


class _Session:
    """The session that builds, and who is to read what it builds."""

    def __init__(self, builder: Builder, reader: str, place: Place, names: Callable[[list[str]], object]) -> None:
        self.builder, self.reader, self.place, self._names = builder, reader, place, names

    def choose(self, catalogue: Catalogue, server: Server, bounds: Bounds | None) -> Choice:
        """The rollups to be made, by what there is now."""
        from queries.rollups.on_server import ServerDatabase, choose

        with self.builder.snapshot():
            database = ServerDatabase(self.builder, catalogue)
            return choose(database, self.builder, server.timezone, self.reader, bounds or Bounds())

    def check_names(self, sources: list[str]) -> None:
        """Raises QueryFailed where a name is another table's for the two users."""
        if self._names(sources) != self.builder.rows(_NAMES, [sources]):
            raise QueryFailed(
                f"{self.reader} and {self.builder.role} mean other tables by the same names: set schema in kpibot.yaml."
            )

    def has_schema(self) -> bool:
        """Whether the schema of the rollups is there."""
        return bool(self.builder.rows("SELECT to_regnamespace($1) IS NOT NULL", [identifier(self.place.schema)])[0][0])

    def there(self) -> list[str]:
        """The rollups there are, whether they hold or not."""
        found = "SELECT tablename FROM pg_tables WHERE schemaname = $1 AND starts_with(tablename, 'kpibot_rollup_')"
        return sorted(name for (name,) in self.builder.rows(found, [self.place.schema]))


_NAMES = "SELECT n, to_regclass(n)::oid::bigint FROM unnest($1::text[]) WITH ORDINALITY AS s(n, place) ORDER BY place"


@contextmanager
def _session(
    workspace: Workspace, server: Server, environment: Mapping[str, str], *, writing: bool
) -> Iterator[_Session]:
    """The two sessions, closed at the end; only to read, the one of the user who answers will do for both."""
    assert server.rollups is not None
    variable = server.rollups.url_env or ("" if writing else server.url_env)
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
        from data.engines.postgres_building import Builder

        told = "SELECT current_user, current_schemas(false), current_setting('DateStyle'), current_database()"
        ((reader, path, style, database),) = engine.run(told).rows
        schema = server.rollups.schema
        place = Place(schema, tuple(s for s in path if s != schema), server.timezone, style)

        def names(sources: list[str]) -> object:
            return engine.run(_NAMES.replace("$1", "$names"), {"names": sources}).rows

        with Builder(url, variable, place) as builder:
            if builder.database != database:
                raise QueryFailed(f"{variable} leads to the database {builder.database}, answers to {database}.")
            yield _Session(builder, reader, place, names)
    finally:
        engine.close()
