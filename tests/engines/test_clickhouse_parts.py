"""What the names of ClickHouse's parts prove, without a server."""

from __future__ import annotations

import pytest

from data.engines.clickhouse_parts import Part, State, lapse, parts_digest, tables_digest

TABLE = ("shop", "lines")


def part(name: str, rows: int = 10, digest: int | None = None) -> Part:
    return Part(name, name.rsplit("_", 3 if name.count("_") < 4 else 4)[0], rows, digest or hash((name, rows)))


def state(*parts: Part, made: int = 1, merging: bool = True) -> State:
    return State(TABLE, made, merging, parts)


BEFORE = state(part("all_1_1_0"), part("all_2_3_1", 20), part("all_7_7_0"))
AFTER = {
    "the same parts": (BEFORE, None),
    "in another order": (state(*reversed(BEFORE.parts)), None),
    "some merged": (state(part("all_1_3_2", 30), part("all_7_7_0")), None),
    "all merged": (state(part("all_1_7_2", 40)), None),
    "one rewritten": (state(part("all_1_1_1"), *BEFORE.parts[1:]), None),
    "one more": (state(*BEFORE.parts, part("all_8_8_0")), "written"),
    "one more merged in": (state(part("all_1_8_2", 50)), "written"),
    "one less": (state(*BEFORE.parts[1:]), "written"),
    "none": (state(), "written"),
    "merged without some of the rows": (state(part("all_1_7_2", 39)), "written"),
    "changed by a mutation": (state(part("all_1_1_0_9"), part("all_2_3_1_9", 20), part("all_7_7_0_9")), "written"),
    "merged and changed": (state(part("all_1_7_2_9", 40)), "written"),
    "the same number, other contents": (state(part("all_1_1_0", 10, 5), *BEFORE.parts[1:]), "written"),
    "an update that lies over it": (state(*BEFORE.parts, part("patch-0a-all_8_8_0", 1)), "written"),
    "another table": (state(*BEFORE.parts, made=2), "replaced"),
    "no table": (None, "replaced"),
}


@pytest.mark.parametrize(("now", "why"), AFTER.values(), ids=list(AFTER))
def test_only_merges_leave_rows_as_they_were(now: State | None, why: str | None) -> None:
    assert lapse(BEFORE, now, same_server=True) == why


def test_merges_are_not_believed_of_a_server_started_since() -> None:
    merged = AFTER["some merged"][0]
    assert lapse(BEFORE, merged, same_server=False) == "written"
    assert lapse(BEFORE, BEFORE, same_server=False) is None


def test_merges_that_put_rows_together_are_writing() -> None:
    before = state(*BEFORE.parts, merging=False)
    assert lapse(before, AFTER["some merged"][0], same_server=True) == "written"
    assert lapse(before, before, same_server=True) is None


def test_partitions_are_told_apart() -> None:
    before = state(part("202601_1_1_0"), part("202602_2_2_0"))
    assert lapse(before, state(part("202601_1_1_1"), part("202602_2_2_0")), same_server=True) is None
    assert lapse(before, state(part("202601_1_1_0")), same_server=True) == "written"
    assert lapse(before, state(part("202601_1_2_1", 20)), same_server=True) == "written"


def test_updates_laid_over_rows_are_not_followed_through_merges() -> None:
    before = state(part("all_1_1_0"), part("all_2_2_0"), part("patch-0a-all_3_3_0", 1))
    assert lapse(before, before, same_server=True) is None
    assert lapse(before, state(part("all_1_2_1", 20), part("patch-0a-all_3_3_0", 1)), same_server=True) == "written"


def test_digests_of_several_tables_are_those_of_their_sum() -> None:
    most = (1 << 64) - 1
    states = [state(part("all_1_1_0", digest=most), made=most), state(part("all_1_1_0", digest=3), made=2)]
    assert (parts_digest(states), tables_digest(states)) == ("2 2", "2 1")
