"""Sales seats and who held them: a seat is a place in a territory, held by one rep at a time, never empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.demo.clock import Clock, months_later

FOREVER = date(9999, 1, 1)
BEGINNING = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Seat:
    seat_id: int
    territory_id: int
    team_id: int
    skill: float
    slowness: float


@dataclass(frozen=True, slots=True)
class Holder:
    """`rep` holds the seat on the days [from_day, until_day), as a member of `team_id`."""

    seat_id: int
    rep_id: int
    team_id: int
    from_day: date
    until_day: date


@dataclass(frozen=True, slots=True)
class Rep:
    """Employed on the days [started_on, ended_on)."""

    rep_id: int
    team_id: int
    territory_id: int
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Staff:
    seats: tuple[Seat, ...]
    holders: tuple[Holder, ...]
    reps: tuple[Rep, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    seat_id: int
    day: date
    replaced_on: date | None


def plan_leavings(
    seats: tuple[Seat, ...], story_territory: int, fixed: set[int], clock: Clock, random: Random
) -> list[Leaving]:
    """Ordinary turnover over the years, and the two reps of the story who leave at about the same time."""
    story = [seat for seat in seats if seat.territory_id == story_territory]
    back = clock.quarter + timedelta(days=21)
    leavings = [
        Leaving(seat.seat_id, clock.last_quarter + timedelta(days=20 * place), back + timedelta(days=7 * place))
        for place, seat in enumerate(story)
    ]
    movable = [s for s in seats if s.territory_id != story_territory and s.seat_id not in fixed]
    for seat in random.sample(movable, 9):
        day = months_later(clock.first, random.randint(6, 30))
        leavings.append(Leaving(seat.seat_id, day, months_later(day, random.randint(0, 2))))
    return [
        Leaving(one.seat_id, one.day, one.replaced_on if one.replaced_on and one.replaced_on <= clock.today else None)
        for one in leavings
    ]


def staff(seats: tuple[Seat, ...], story_territory: int, clock: Clock, seed: int) -> Staff:
    """Who held which seat when. Rep 1 holds seat 1; the first seat of a team covers for one that is vacant."""
    random = Random(seed)
    covers = {
        team: min(s.seat_id for s in seats if s.team_id == team and s.territory_id != story_territory)
        for team in {s.team_id for s in seats}
    }
    leavings = {one.seat_id: one for one in plan_leavings(seats, story_territory, set(covers.values()), clock, random)}
    steady = [
        s.seat_id
        for s in seats
        if s.seat_id not in leavings and s.seat_id not in covers.values() and s.territory_id != story_territory
    ]
    movers = {seat: months_later(clock.first, random.randint(9, 30)) for seat in random.sample(steady, 3)}
    teams = sorted({s.team_id for s in seats})
    holders: list[Holder] = []
    reps: list[Rep] = []
    next_rep = len(seats) + 1
    for seat in seats:
        rep_id, team_id, territory_id = seat.seat_id, seat.team_id, seat.territory_id
        started = clock.first - timedelta(days=random.randint(120, 2000))
        leaving = leavings.get(seat.seat_id)
        if seat.seat_id in movers:
            moved = movers[seat.seat_id]
            former = teams[(teams.index(team_id) + 1 + random.randint(0, len(teams) - 2)) % len(teams)]
            holders += [
                Holder(seat.seat_id, rep_id, former, BEGINNING, moved),
                Holder(seat.seat_id, rep_id, team_id, moved, FOREVER),
            ]
        elif leaving is None:
            holders.append(Holder(seat.seat_id, rep_id, team_id, BEGINNING, FOREVER))
        else:
            covered_until = leaving.replaced_on or FOREVER
            holders.append(Holder(seat.seat_id, rep_id, team_id, BEGINNING, leaving.day))
            if covered_until > leaving.day:
                holders.append(Holder(seat.seat_id, covers[team_id], team_id, leaving.day, covered_until))
            if leaving.replaced_on:
                holders.append(Holder(seat.seat_id, next_rep, team_id, leaving.replaced_on, FOREVER))
                reps.append(Rep(next_rep, team_id, territory_id, leaving.replaced_on, None))
                next_rep += 1
        reps.append(Rep(rep_id, team_id, territory_id, started, leaving.day if leaving else None))
    return Staff(seats, tuple(holders), tuple(sorted(reps, key=lambda rep: rep.rep_id)))
