"""What nobody needs any more is forgotten once a day, whatever else the bot does."""

from __future__ import annotations

from still_clock import Clock

from bot.state import State
from bot.upkeep import KEPT, Upkeep


def test_it_tidies_once_a_day_and_keeps_what_is_younger(state: State, clock: Clock) -> None:
    upkeep = Upkeep(state, clock)
    state.claim("first", owner="a")
    state.finish("first")
    assert upkeep.look()
    assert not state.claim("first", owner="b")
    assert not upkeep.look()
    clock.forward(days=KEPT.days + 2)
    assert upkeep.look()
    assert state.claim("first", owner="b")
    clock.forward(days=1)
    assert upkeep.look()
