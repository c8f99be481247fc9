"""Who does what once: of threads and processes at the same work, one does each piece, also after crashes."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from still_clock import Clock

from bot.state import State, open_state

MANY = 200


def test_a_key_is_claimed_once(state: State) -> None:
    assert state.claim("event:1", owner="a")
    assert not state.claim("event:1", owner="b")
    assert not state.claim("event:1", owner="a")
    assert state.claim("event:2", owner="b")


def test_what_is_finished_is_never_done_again(state: State, clock: Clock) -> None:
    state.claim("event:1", owner="a", lease_seconds=60)
    state.finish("event:1")
    clock.forward(days=2)
    assert not state.claim("event:1", owner="b")


def test_a_lease_that_ran_out_is_taken_over_by_one(state: State, clock: Clock) -> None:
    state.claim("event:1", owner="dead", lease_seconds=60)
    clock.forward(seconds=59)
    assert not state.claim("event:1", owner="b", lease_seconds=60)
    clock.forward(seconds=1)
    assert state.claim("event:1", owner="b", lease_seconds=60)
    assert not state.claim("event:1", owner="c", lease_seconds=60)


def test_what_is_released_may_be_tried_again_at_once(state: State) -> None:
    state.claim("event:1", owner="a")
    state.release("event:1")
    assert state.claim("event:1", owner="b")


def test_who_was_overtaken_does_not_release_the_claim_of_another(state: State, clock: Clock) -> None:
    state.claim("event:1", owner="slow", lease_seconds=1)
    clock.forward(seconds=2)
    state.claim("event:1", owner="next", lease_seconds=60)
    state.release("event:1", owner="slow")
    assert not state.claim("event:1", owner="third")


def test_work_of_who_died_is_found_once_its_lease_ran_out(state: State, clock: Clock) -> None:
    began = clock()
    state.claim("event:1", owner="dead", lease_seconds=60, work={"text": "فروش", "n": 1})
    state.claim("event:2", owner="alive", lease_seconds=60, work={"text": "b"})
    state.claim("event:3", owner="done", lease_seconds=60, work={"text": "c"})
    state.claim("event:4", owner="dead", lease_seconds=60)
    state.finish("event:3")
    assert state.unfinished(began) == ()
    clock.forward(seconds=50)
    state.renew(["event:1", "event:2"], owner="alive", lease_seconds=60)
    clock.forward(seconds=10)
    assert state.unfinished(began) == (("event:1", {"text": "فروش", "n": 1}),)
    assert not state.claim("event:2", owner="b")
    assert state.unfinished(clock() + timedelta(seconds=1)) == ()


def test_finished_work_is_not_held_on_to(state: State, clock: Clock) -> None:
    state.claim("event:1", owner="a", lease_seconds=60)
    state.finish("event:1")
    state.renew(["event:1"], owner="", lease_seconds=600)
    clock.forward(seconds=700)
    assert not state.claim("event:1", owner="b")


def test_releasing_what_is_finished_does_not_undo_it(state: State) -> None:
    state.claim("event:1", owner="a")
    state.finish("event:1")
    state.release("event:1")
    assert not state.claim("event:1", owner="b")


def test_of_many_threads_one_gets_each_key(state: State) -> None:
    def claims(owner: int) -> list[int]:
        return [key for key in range(40) if state.claim(f"event:{key}", owner=str(owner))]

    with ThreadPoolExecutor(12) as pool:
        got = [key for keys in pool.map(claims, range(12)) for key in keys]
    assert sorted(got) == list(range(40))


def _processes(url: str, *arguments: tuple[str, ...]) -> list[subprocess.Popen[str]]:
    script = str(Path(__file__).with_name("claiming.py"))
    running = [
        subprocess.Popen([sys.executable, script, url, *rest], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for rest in arguments
    ]
    for one in running:
        assert one.stdout is not None and one.stdin is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return running


def test_two_processes_that_start_at_once_do_each_event_once(url: str) -> None:
    """Both open a database that holds nothing, so both want to make its tables."""
    running = _processes(url, ("one", str(MANY)), ("two", str(MANY)))
    got = []
    for one in running:
        out, _ = one.communicate(timeout=90)
        assert one.returncode == 0
        got.append([int(key) for key in out.split()])
    assert sorted(got[0] + got[1]) == list(range(MANY))


def test_the_event_of_a_process_that_was_killed_is_taken_over(url: str, clock: Clock) -> None:
    (killed,) = _processes(url, ("one", "5", "die-holding"))
    killed.communicate(timeout=90)
    assert killed.returncode == -9
    from bot.state import utc_now

    now = open_state(url)
    assert not now.claim("event:0", owner="next"), "its lease has not run out"
    now.close()
    later = open_state(url, lambda: utc_now() + timedelta(seconds=301))
    assert later.claim("event:0", owner="next")
    assert later.claim("event:1", owner="next")
    later.close()
