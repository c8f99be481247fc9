"""Rollups in ClickHouse: what the sources are is kept first, then rollups are made of them under names of their own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from bot.rolling.built import Built, Without, ended
from data.engines.clickhouse import ClickHouse
from data.engines.clickhouse_building import Builder
from data.engines.clickhouse_parts import Name
from data.engines.clickhouse_rollups import (
    BASES,
    Kept,
    dropping,
    identifier,
    is_own,
    listing,
    literal,
    making,
    name_in,
    noting,
    otherwise,
)
from data.engines.clickhouse_watching import Listed, Watching
from data.engines.opened import Opened
from data.engines.rollups import LIST, PREFIX, Made
from data.engines.setting import RollupsSetting, Server
from data.rows import QueryFailed
from queries.catalogue.model import Catalogue
from queries.rollups.model import rollup_of
from queries.rollups.on_clickhouse import ClickHouseDatabase
from queries.rollups.on_server import Choice, choose
from queries.rollups.plan import Bounds

_HEAD = "-- As who may make tables in the database of the rollups; print it anew for each run, its names are used once:"
_WHERE = "SELECT currentDatabase(), toString(serverUUID()), hostName(), currentUser()"
_DAY = 24 * 3600
Source = tuple[Made, tuple[Name, ...]]


class OnClickHouse:
    """Who builds, and who is to read what is built."""

    def __init__(self, builder: Builder, engine: Opened, schema: str, timezone: str, database: str) -> None:
        self._builder, self._engine = builder, engine
        self._schema, self._timezone, self._database = schema, timezone, database
        self._build = secrets.token_hex(4)

    def build(self, catalogue: Catalogue, bounds: Bounds, *, full: bool, say: Callable[[str], None]) -> Built:
        """Build what is to be built. When it fails the old rollups are still listed, and nothing new is left."""
        builder = self._builder
        self._check_session()
        choice, made = self._choose(catalogue, bounds)
        if not self._has_database():
            builder.run(f"CREATE DATABASE {identifier(self._schema)}")
        before = self._listed()
        names = list(dict.fromkeys(name for _, sources in made for name in sources))
        try:
            if names:
                builder.run(noting(self._schema, self._build, names))
            held = {} if full else {_without_build(one.name): one for one in self._listed() if one.lapse is None}
            fresh = [(one, sources) for one, sources in made if one.name not in held]
            kept = [Kept(held[one.name].name, sources) for one, sources in made if one.name in held]
            for one, _ in fresh:
                say(name_in(one, self._build))
                builder.run(making(self._schema, one, self._build))
            builder.run(listing(self._schema, self._build, fresh, kept))
        except BaseException:
            self._clear(lambda table: table.endswith(f"_{self._build}"))
            raise
        listed = self._listed()
        written = self._written_since(made) if names else ()
        on_list = {one.name for one in listed}
        old = {one.name for one in before} | set(self._left_over())
        self._clear(
            lambda table: (
                (table in old or table.endswith(f"_{self._build}"))
                and table not in on_list
                and table not in (LIST, BASES + self._build)
            )
        )
        return Built(
            tuple(rollup_of(one.name, one.size, one.definition, self._schema) for one in listed if one.lapse is None),
            frozenset(one.name for one in kept),
            (*choice.without, *written),
        )

    def script(self, catalogue: Catalogue, bounds: Bounds) -> tuple[str, Without]:
        """The statements that build everything, once: their names are used only one time."""
        choice, made = self._choose(catalogue, bounds)
        names = list(dict.fromkeys(name for _, sources in made for name in sources))
        there = self._tables()
        statements = [f"SET {name} = {literal(value)}" for name, value in self._builder.settings.items()]
        statements += [f"USE {identifier(self._database)}"]
        if not self._has_database():
            statements.append(f"CREATE DATABASE {identifier(self._schema)}")
        if names:
            statements.append(noting(self._schema, self._build, names))
        statements += [making(self._schema, one, self._build) for one, _ in made]
        statements.append(listing(self._schema, self._build, made, []))
        statements += dropping(self._schema, [table for table in there if table != LIST])
        return "\n".join([_HEAD, *ended(statements)]), choice.without

    def remove(self) -> int:
        """Take away everything of kpibot's; how many rollups there were."""
        there = self._tables()
        self._clear(lambda _: True)
        return sum(table.startswith(PREFIX) for table in there)

    def _choose(self, catalogue: Catalogue, bounds: Bounds) -> tuple[Choice, list[Source]]:
        """The rollups to be made, each with the tables it is made of."""
        assert isinstance(self._engine, ClickHouse)
        database = ClickHouseDatabase(self._builder, self._engine, self._database, catalogue)
        choice = choose(database, self._timezone, bounds)
        return choice, [(made, tuple(database.pairs_of(made.sources))) for made in choice.made]

    def _check_session(self) -> None:
        """Raises QueryFailed where who builds or who answers would see other rows than those that lie in the tables."""
        if self._builder.rows(otherwise())[0][0] or self._engine.run(otherwise()).rows[0][0]:
            raise QueryFailed(
                "A profile of ClickHouse filters the rows of who answers or who builds, or applies changes before they "
                "are made; rollups cannot be kept then."
            )
        try:
            self._engine.run("SELECT count() FROM system.row_policies")
            self._engine.run("SELECT count() FROM system.parts")
        except QueryFailed as error:
            raise QueryFailed(
                f"{error} It is needed to see that rollups hold: see docs/engines.md on what to grant."
            ) from error

    def _listed(self) -> list[Listed]:
        """The rollups on the list, with whether they hold now."""
        return Watching(self._schema, self._builder.rows).listed()

    def _written_since(self, made: Sequence[Source]) -> Without:
        """Facts whose rollups do not hold though they have just been made."""
        lapses, _ = Watching(self._schema, self._builder.rows).lapses(self._build)
        gone = {source for source, why in lapses.items() if why is not None}
        tables = (rollup_of(one.name, 0, one.definition).table for one, sources in made if gone.intersection(sources))
        return tuple((table, "rows were written while they were built") for table in dict.fromkeys(tables))

    def _has_database(self) -> bool:
        found = self._builder.rows(f"SELECT count() FROM system.databases WHERE name = {literal(self._schema)}")  # noqa: S608
        return bool(found[0][0])

    def _tables(self) -> list[str]:
        """The tables of kpibot's that are there."""
        found = self._builder.rows(f"SELECT name FROM system.tables WHERE database = {literal(self._schema)}")  # noqa: S608
        return [name for (name,) in found if is_own(name)]

    def _left_over(self) -> list[str]:
        """Tables of kpibot's that are a day old: what an interrupted building left, none that runs now."""
        found = self._builder.rows(
            f"SELECT name FROM system.tables WHERE database = {literal(self._schema)}"  # noqa: S608
            f" AND metadata_modification_time < now() - {_DAY}"
        )
        return [name for (name,) in found if is_own(name)]

    def _clear(self, gone: Callable[[str], bool]) -> None:
        for statement in dropping(self._schema, filter(gone, self._tables())):
            self._builder.run(statement)


def _without_build(name: str) -> str:
    return name.rpartition("_")[0]


@contextmanager
def opened(server: Server, setting: RollupsSetting, engine: Opened, url: str, variable: str) -> Iterator[OnClickHouse]:
    """Who builds, whose address is that in a variable."""
    ((database, *place, _),) = engine.run(_WHERE).rows
    with Builder(url, variable, str(database), server.timezone) as builder:
        ((_, *there, _),) = builder.rows(_WHERE)
        if there != place:
            raise QueryFailed(f"{variable} leads to the server {there[1]}, answers to {place[1]}.")
        yield OnClickHouse(builder, engine, setting.schema, server.timezone, str(database))
