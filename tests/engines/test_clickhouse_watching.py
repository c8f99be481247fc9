"""Which statements over rollups run again and which give them up, with a server that is only played."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from data.rows import RollupsOutdated

pytest.importorskip("clickhouse_connect", reason="pip install 'kpibot[clickhouse]'")

from clickhouse_connect.driver.exceptions import DatabaseError

from data.engines.clickhouse_parts import State
from data.engines.clickhouse_rollups import OUTDATED, guarded
from data.engines.clickhouse_watching import Watching

NAME = "kpibot_rollup_lines_1a2b3c4d_00000001"
SQL = f'SELECT sum(amount) FROM "kpibot"."{NAME}" AS "lines"'
APART = [("all_1_1_0", "all", 10, 1), ("all_2_2_0", "all", 10, 2)]
MERGED = [("all_1_2_1", "all", 20, 3)]


def failed(code: int, said: str = "") -> DatabaseError:
    return DatabaseError(f"Code: {code}. DB::Exception: {said}", code=code)


class Server:
    """What it answers to the statements that watch."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, str, int, int]] = APART
        self.started, self.filtered, self.policies = True, 0, 0
        self.refuses: Callable[[str], DatabaseError | None] = lambda _: None

    def __call__(self, sql: str) -> Sequence[Sequence[Any]]:
        if error := self.refuses(sql):
            raise error
        if "kpibot_rollups" in sql:
            return [(NAME, 5, "{}", [("shop", "lines")], "00000001")]
        if "uptime()" in sql:
            return [(self.started, self.filtered)]
        if "system.row_policies" in sql:
            return [(self.policies,)]
        parts = APART if "kpibot_sources_00000001" in sql else self.parts
        return [("shop", "lines", 7, 1, parts)]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def watching(server: Server) -> Watching:
    found = Watching("kpibot", server)
    assert [one.lapse for one in found.listed()] == [None]
    return found


def test_a_statement_looks_at_what_it_reads_and_nothing_else(watching: Watching) -> None:
    text = watching.readable(SQL)
    assert text.startswith(f'SELECT sum(amount) FROM (SELECT * FROM "kpibot"."{NAME}" WHERE ')
    assert text.endswith(') AS "lines"')
    assert "'2 3'" in text  # parts, and the sum of their digests
    for plain in ("SELECT 1", f"SELECT '{NAME}' AS text", f"SELECT 1 -- {NAME}"):
        assert watching.readable(plain) == plain


def test_each_mention_is_looked_at() -> None:
    assert guarded(f"{SQL} UNION ALL {SQL}", {NAME: [State(("shop", "lines"), 1, True, ())]}).count("throwIf") == 8


def test_a_rollup_that_is_not_known_is_not_read(watching: Watching) -> None:
    other = NAME.replace("00000001", "00000002")
    with pytest.raises(RollupsOutdated):
        watching.readable(SQL.replace(NAME, other))
    assert watching.outdated == {other: "replaced"}
    assert Watching("", lambda _: []).readable(SQL) == SQL


def test_after_a_merge_the_statement_runs_again(watching: Watching, server: Server) -> None:
    server.parts = MERGED
    assert watching.again(SQL, failed(395, OUTDATED))
    assert "'1 3'" in watching.readable(SQL)
    assert watching.outdated == {}


CHANGES: dict[str, tuple[Callable[[Server], None], str]] = {
    "rows": (lambda server: setattr(server, "parts", [*APART, ("all_3_3_0", "all", 1, 9)]), "written"),
    "a merge after a new start": (lambda server: vars(server).update(parts=MERGED, started=False), "written"),
    "a policy": (lambda server: setattr(server, "policies", 1), "replaced"),
    "a filter of the profile": (lambda server: setattr(server, "filtered", 1), "replaced"),
    "no list": (lambda server: setattr(server, "refuses", lambda _: failed(60)), "replaced"),
    "no right to see policies": (
        lambda server: setattr(server, "refuses", lambda sql: failed(497) if "policies" in sql else None),
        "replaced",
    ),
}


@pytest.mark.parametrize(("change", "why"), CHANGES.values(), ids=list(CHANGES))
@pytest.mark.parametrize("error", [failed(395, OUTDATED), failed(60), failed(497)], ids=["thrown", "gone", "refused"])
def test_what_does_not_hold_is_given_up(
    error: DatabaseError, change: Callable[[Server], None], why: str, watching: Watching, server: Server
) -> None:
    change(server)
    with pytest.raises(RollupsOutdated):
        watching.again(SQL, error)
    assert watching.outdated == {NAME: why}


def test_other_failures_are_left_alone(watching: Watching) -> None:
    assert not watching.again(SQL, failed(153, "Division by zero"))
    assert not watching.again(SQL, failed(395, "somebody else's"))
    assert not watching.again("SELECT 1", failed(60))
