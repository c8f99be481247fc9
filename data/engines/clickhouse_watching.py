"""Which rollups in ClickHouse still hold, and statements that read none which does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clickhouse_connect.driver.exceptions import Error

from data.engines.clickhouse_faults import is_missing, not_allowed, was_thrown
from data.engines.clickhouse_parts import Lapse, Name, State, lapse
from data.engines.clickhouse_rollups import (
    OUTDATED,
    base_of,
    guarded,
    is_build,
    looking,
    otherwise,
    policies,
    qualified,
    states_of,
)
from data.engines.rollups import LIST, rollups_in
from data.rows import QueryFailed, RollupsOutdated

Query = Callable[[str], Sequence[Sequence[Any]]]
_MARGIN = 2  # seconds by which the server's own clock and the time since its start may be apart


@dataclass(frozen=True, slots=True)
class Listed:
    """A rollup on the list, and the tables that it is made of."""

    name: str
    size: int
    definition: str
    sources: tuple[Name, ...]
    lapse: Lapse | None


class Watching:
    """The rollups of one database, none where it is "". Safe for many threads: what is known is replaced as a whole."""

    def __init__(self, schema: str, query: Query) -> None:
        self._schema, self._query = schema, query
        self._accepted: dict[str, list[State]] = {}
        self.outdated: dict[str, str] = {}

    def listed(self) -> list[Listed]:
        """Every rollup, with why it does not hold now, if it does not; none where they may not be read."""
        try:
            return self._looked_up()
        except (Error, QueryFailed) as error:
            reason = error.__cause__ if isinstance(error, QueryFailed) else error
            if reason is None or not (is_missing(reason) or not_allowed(reason)):
                raise
            return []

    def readable(self, sql: str) -> str:
        """The statement as it may run: it fails where a rollup that it names does not hold then."""
        names = self._named_in(sql)
        if not names:
            return sql
        accepted = self._accepted
        if gone := [name for name in names if name not in accepted]:
            raise self._none_of(dict.fromkeys(gone, "replaced"))
        return guarded(sql, accepted)

    def again(self, sql: str, error: BaseException) -> bool:
        """Whether it is worth running a statement that failed once more, as parts were merged only.

        Raises RollupsOutdated where it failed because rollups do not hold.
        """
        names = self._named_in(sql)
        if not names or not (was_thrown(error, OUTDATED) or is_missing(error) or not_allowed(error)):
            return False
        now = {one.name: one.lapse for one in self.listed()}
        gone = {name: why for name in names if (why := now.get(name, "replaced")) is not None}
        if gone:
            raise self._none_of(gone) from error
        return True

    def _named_in(self, sql: str) -> tuple[str, ...]:
        return rollups_in(sql, "clickhouse") if self._schema else ()

    def _none_of(self, gone: Mapping[str, str]) -> RollupsOutdated:
        self.outdated = {**self.outdated, **gone}
        return RollupsOutdated(f"Rows have changed since {', '.join(gone)} was built.")

    def _looked_up(self) -> list[Listed]:
        lines = self._query(
            f"SELECT name, size, definition, sources, build FROM {qualified((self._schema, LIST))} ORDER BY name"  # noqa: S608
        )
        bases = {build: self.lapses(build) for build in {line[4] for line in lines} if is_build(build)}
        found, accepted = [], dict[str, list[State]]()
        for name, size, definition, told, build in lines:
            lapses, states = bases.get(build, ({}, {}))
            sources = tuple((str(database), str(table)) for database, table in told)
            reasons = {lapses.get(source, "replaced") for source in sources}
            why: Lapse | None = "replaced" if "replaced" in reasons else "written" if "written" in reasons else None
            if why is None:
                accepted[name] = [states[source] for source in sources]
            found.append(Listed(name, size, definition, sources, why))
        self._accepted = accepted
        return found

    def lapses(self, build: str) -> tuple[dict[Name, Lapse | None], dict[Name, State]]:
        """Of each table that a building was made of whether it holds, and its state now."""
        base = base_of(self._schema, build)
        kept = self._query(f"SELECT database, name, made, merging, parts FROM {base}")  # noqa: S608
        before = states_of(kept)
        if not before:
            return {}, {}
        ((same_server, apart),) = self._query(
            f"SELECT now() - uptime() < (SELECT min(at) FROM {base}) - {_MARGIN}, ({otherwise()})"  # noqa: S608
        )
        now = states_of(self._query(looking(list(before))))
        hidden = bool(apart) or bool(self._query(policies(list(before)))[0][0])
        return {
            name: "replaced" if hidden else lapse(state, now.get(name), same_server=bool(same_server))
            for name, state in before.items()
        }, now
