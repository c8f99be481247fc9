"""Rollups in PostgreSQL: what notes writing, and building all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.rolling.built import Built, Without, ended
from data.engines.opened import Opened
from data.engines.postgres_building import Builder
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
from data.rows import QueryFailed
from queries.catalogue.model import Catalogue
from queries.rollups.model import rollup_of
from queries.rollups.on_postgres import PostgresDatabase
from queries.rollups.on_server import Choice, choose
from queries.rollups.plan import Bounds

_ONCE = "-- Once, as who owns the tables and may make tables in the schema of the rollups:"
_ALWAYS = "-- After each load, as the same user:"
_NAMES = "SELECT n, to_regclass(n)::oid::bigint FROM unnest($1::text[]) WITH ORDINALITY AS s(n, place) ORDER BY place"
_THERE = "SELECT tablename FROM pg_tables WHERE schemaname = $1 AND starts_with(tablename, 'kpibot_rollup_')"
_TOLD = "SELECT current_user, current_schemas(false), current_setting('DateStyle'), current_database()"


class OnPostgres:
    """The session that builds, and that of who is to read what it builds."""

    def __init__(self, builder: Builder, engine: Opened, reader: str, place: Place) -> None:
        self._builder, self._engine, self._reader, self._place = builder, engine, reader, place

    def build(self, catalogue: Catalogue, bounds: Bounds, *, full: bool, say: Callable[[str], None]) -> Built:
        """Build what is to be built. When it fails all is as it was, but for what notes writing."""
        builder, schema = self._builder, self._place.schema
        if not builder.alone():
            raise QueryFailed("Rollups are being built already.")
        choice = self._choose(catalogue, bounds)
        self._check_names(choice.sources)
        for statement in preparing(schema, self._reader, has_schema=self._has_schema()):
            builder.run(statement)
        unwatched = [table for (table,) in builder.rows(UNWATCHED, [choice.sources])]
        for statement in watching(schema, unwatched):
            builder.run(statement)
        with builder.snapshot():
            holding = set() if full else {name for name, _, _, why in builder.rows(HOLDING) if why is None}
            kept = [made.name for made in choice.made if made.name in holding]
            fresh = [made for made in choice.made if made.name not in holding]
            for statement in building(schema, fresh, self._there(), kept, self._reader):
                if statement.startswith("CREATE TABLE"):
                    say(statement.partition(" AS\n")[0].rpartition(".")[2].strip('"').removesuffix("_new"))
                builder.run(statement)
            listed = sorted(builder.rows("SELECT name, size, definition FROM kpibot_rollups"))
            for name in {made.name for made in fresh} - {name for name, _, _ in listed}:
                builder.run(f"DROP TABLE {identifier(name)}")  # its rows do not stand for just those of its source
        return Built(tuple(rollup_of(*line) for line in listed), frozenset(kept), choice.without)

    def script(self, catalogue: Catalogue, bounds: Bounds) -> tuple[str, Without]:
        """The statements that build, and before them those that have writing noted."""
        schema = self._place.schema
        choice = self._choose(catalogue, bounds)
        unwatched = [table for (table,) in self._builder.rows(UNWATCHED, [choice.sources])]
        once = preparing(schema, self._reader, has_schema=self._has_schema())
        once += watching(schema, unwatched)
        always = ["BEGIN ISOLATION LEVEL REPEATABLE READ"]
        always += [
            f"SET LOCAL {name} = {value if name == 'search_path' else literal(value)}"
            for name, value in self._place.settings.items()
        ]
        always += building(schema, choice.made, self._there(), (), self._reader)
        always.append("COMMIT")
        return "\n".join([_ONCE, *ended(once), "", _ALWAYS, *ended(always)]), choice.without

    def remove(self) -> int:
        """Take away all rollups and what notes writing; how many rollups there were."""
        there = self._there()
        with self._builder.snapshot():
            for statement in dropping(self._place.schema, there):
                self._builder.run(statement)
        return len(there)

    def _choose(self, catalogue: Catalogue, bounds: Bounds) -> Choice:
        """The rollups to be made, by what there is now."""
        with self._builder.snapshot():
            return choose(PostgresDatabase(self._builder, catalogue, self._reader), self._place.timezone, bounds)

    def _check_names(self, sources: list[str]) -> None:
        """Raises QueryFailed where a name is another table's for the two users."""
        meant = self._engine.run(_NAMES.replace("$1", "$names"), {"names": sources}).rows
        if meant != self._builder.rows(_NAMES, [sources]):
            raise QueryFailed(
                f"{self._reader} and {self._builder.role} mean other tables by the same names: set schema in "
                "kpibot.yaml."
            )

    def _has_schema(self) -> bool:
        found = self._builder.rows("SELECT to_regnamespace($1) IS NOT NULL", [identifier(self._place.schema)])
        return bool(found[0][0])

    def _there(self) -> list[str]:
        """The rollups there are, whether they hold or not."""
        return sorted(name for (name,) in self._builder.rows(_THERE, [self._place.schema]))


@contextmanager
def opened(server: Server, setting: RollupsSetting, engine: Opened, url: str, variable: str) -> Iterator[OnPostgres]:
    """The session that builds, whose address is that in a variable; it is closed at the end."""
    ((reader, path, style, database),) = engine.run(_TOLD).rows
    place = Place(setting.schema, tuple(s for s in path if s != setting.schema), server.timezone, style)
    with Builder(url, variable, place) as builder:
        if builder.database != database:
            raise QueryFailed(f"{variable} leads to the database {builder.database}, answers to {database}.")
        yield OnPostgres(builder, engine, reader, place)
