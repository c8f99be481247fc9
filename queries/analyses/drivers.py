"""Why a figure changed: the change split over the members of the dimension that explains most of it.

A cause is named only where its members departed from the rest further than they usually do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from queries.analyses.cells import Labels, add_labels, number
from queries.analyses.effects import Member, Split, explains, scaled, split_amount, split_rate
from queries.analyses.pieces import Pieces, pieces_of
from queries.analyses.points import pairs_around, unit_of
from queries.analyses.usual import Point, Splitting, standing_out, usual_of
from queries.answer import Answer, Column, Note, Role, Value
from queries.cannot import CannotAnswer, refuse
from queries.dataset import Dataset
from queries.query import BUCKETS, CYCLES, Compare, Period, Query
from queries.run import answer

_MOST_MEMBERS = 120
_MOST_LISTED = 20_000  # members of a breakdown looked at where the question is narrowed, so that few of them take part
_MOST_PARTS = 500
_ABOUT = 0.8
_MANY = 20  # members: such breakdowns explain little by their first few, and yet one of them may have done it all
_MOST_HELD = 5  # breakdowns held against their past; the others explain less
_EXPLAINED = 0.75  # where the past is unknown, how much of the change a breakdown must explain to be named
_TIMES = frozenset((*BUCKETS, *CYCLES))
_SAME = 1e-6
_Amounts = dict[Member, float]


@dataclass(frozen=True, slots=True)
class _Whole:
    """The whole figure in both periods, as it is answered plainly, and those periods."""

    answer: Answer
    now: float
    before: float
    period: Period
    compared: Period


@dataclass(frozen=True, slots=True)
class _Found:
    """A change split over a dimension, the amounts it was made from, and the members that stand out in it."""

    split: Split
    now: Point
    before: Point
    causes: tuple[Member, ...] = ()


def drivers(query: Query, dataset: Dataset, today: date) -> Answer:
    """Rows: member, figure, figure before, effect, and for rates the mix and rate effects that the effect is made of.

    The effects add up to the change of the whole, which `totals` give. With `by` the change is split over that
    dimension, else over the one whose members stand out most, these first; the note "drivers" names those of other
    dimensions ("others"). Where nobody stands out from what is usual, the note is "drivers_alike".
    """
    if len(query.metrics) != 1 or len(query.by) > 1 or set(query.by) & _TIMES:
        raise refuse("special_takes_less", special="drivers")
    metric = query.metrics[0]
    if metric not in dataset.catalogue.metrics:
        raise refuse("unknown_metric", metric=metric)
    whole = _whole(query, dataset, today)
    pieces = pieces_of(metric, dataset.catalogue)
    if pieces is None:
        raise refuse("change_not_split", metric=metric)
    inner = replace(dataset, catalogue=pieces.catalogue)
    found: list[_Found] = []
    for dimension in query.by or _candidates(query, dataset):
        try:
            split = _split(dimension, pieces, whole, query, inner, today)
        except CannotAnswer:
            if query.by:
                raise
            continue
        if split is not None and 0 < len(split.split.effects) <= _MOST_PARTS and _adds_up(split.split, pieces, whole):
            found.append(split)
    if not found:
        raise refuse("change_not_split" if whole.now or whole.before else "no_change_to_explain", metric=metric)
    found.sort(key=lambda one: -explains(one.split))
    if not query.by:
        likely = [
            one
            for place, one in enumerate(found)
            if place < _MOST_HELD or (len(one.split.effects) > _MANY and _is_one(one.split))
        ]
        held = [_held_against_past(one, pieces, whole, query, inner, today) for one in likely]
        found = _best_first(held) + [one for one in found if one not in likely]
    return _answer(query, whole, found, pieces, dataset)


def _is_one(split: Split) -> bool:
    """Whether one member alone makes up most of what is beyond everybody's change."""
    apart = (abs(e.effect - split.change * e.share) for e in split.effects)
    return max(apart) > abs(split.change) / 2


def _best_first(held: list[_Found]) -> list[_Found]:
    """Who pushed furthest first; of breakdowns that push about as far the finest, the most exact."""
    best = max(held, key=_pushed)
    finest = max(
        (one for one in held if _pushed(one) >= _ABOUT * _pushed(best)),
        key=lambda one: (len(one.split.effects) if one.causes else 0, _pushed(one)),
    )
    chosen = finest if finest.causes else best
    return [chosen, *(one for one in sorted(held, key=_pushed, reverse=True) if one is not chosen)]


def _pushed(one: _Found) -> float:
    """How far a breakdown's causes pushed the whole beyond everybody's change."""
    return sum(abs(e.effect - one.split.change * e.share) for e in one.split.effects if e.member in one.causes)


def _held_against_past(
    one: _Found, pieces: Pieces, whole: _Whole, query: Query, dataset: Dataset, today: date
) -> _Found:
    """The same with its causes: the members that went further the whole's way than they and others usually do."""
    dimension, split = one.split.dimension, splitting(one.split.dimension, pieces)
    past, after = pairs_around(dimension, pieces, query, (whole.period, whole.compared), dataset, today)
    usual = usual_of(past, after, split)
    if usual is not None:
        return replace(one, causes=standing_out(one.split, usual, one.now, one.before, unit_of(whole.period)[1]))
    if explains(one.split) < _EXPLAINED:
        return one
    way = 1 if one.split.change >= 0 else -1
    return replace(one, causes=(max(one.split.effects, key=lambda effect: way * effect.effect).member,))


def splitting(dimension: str, pieces: Pieces) -> Splitting:
    """How a change between two points is split."""

    def split(now: Point, before: Point) -> Split | None:
        if pieces.denominator is None:
            return split_amount(dimension, now[0], before[0])
        return split_rate(dimension, now, before)

    return split


def _whole(query: Query, dataset: Dataset, today: date) -> _Whole:
    plain = replace(
        query, analysis="value", by=(), compare=query.compare or Compare("previous_period"), rank=None, transforms=()
    )
    found = answer(plain, dataset, today)
    at, earlier = found.column("metric"), found.column("previous")
    now = found.rows[0][at] if found.rows and at is not None else None
    before = found.rows[0][earlier] if found.rows and earlier is not None else None
    period, compared = found.period, found.compared
    values = number(now), number(before)
    if values[0] is None or values[1] is None or period is None or compared is None:
        raise refuse("no_change_to_explain", metric=query.metrics[0])
    return _Whole(found, values[0], values[1], period, compared)


def _candidates(query: Query, dataset: Dataset) -> list[str]:
    """Dimensions worth a look: neither filtered to one member nor endless, one of those with the same members."""
    metric = dataset.catalogue.metrics[query.metrics[0]]
    most = _MOST_LISTED if query.filters else _MOST_MEMBERS
    fixed = {f.dimension for f in query.filters if f.op == "in" and len(f.members) == 1}
    found: dict[str, str] = {}
    for name in sorted(metric.dimensions - _TIMES - fixed):
        dimension = dataset.catalogue.dimensions[name]
        if dimension.bands is None and 2 <= dataset.members.count(name) <= most:
            root = dimension.same_as or name
            found[root] = name if root not in found or name in metric.prefers.values() else found[root]
    return list(found.values())


def _split(dimension: str, pieces: Pieces, whole: _Whole, query: Query, dataset: Dataset, today: date) -> _Found | None:
    plain = replace(query, by=(dimension,), analysis="breakdown", compare=None, rank=None, transforms=())

    def both(metrics: tuple[str, ...]) -> list[tuple[_Amounts, _Amounts]]:
        """By member each metric now and before, over the very days of the whole."""
        then = Compare("explicit", Period(whole.compared.start, whole.compared.end))
        asked = replace(plain, metrics=metrics, period=Period(whole.period.start, whole.period.end), compare=then)
        found = answer(asked, dataset, today)
        return [(_amounts(found, "metric", m), _amounts(found, "previous", m)) for m in metrics]

    def at_start(metric: str, period: Period) -> _Amounts:
        found = answer(replace(plain, metrics=(metric,), period=Period(None, period.start)), dataset, today)
        return _amounts(found, "metric", metric)

    over: _Amounts = {}
    over_before: _Amounts = {}
    if pieces.denominator is None or pieces.at_start:
        ((amounts, amounts_before),) = both((pieces.numerator,))
    else:
        (amounts, amounts_before), (over, over_before) = both((pieces.numerator, pieces.denominator))
    if pieces.denominator is not None and pieces.at_start:
        over, over_before = (at_start(pieces.denominator, p) for p in (whole.period, whole.compared))
    now, before = (amounts, over), (amounts_before, over_before)
    split = splitting(dimension, pieces)(now, before)
    return None if split is None else _Found(split, now, before)


def _amounts(found: Answer, role: Role, metric: str) -> _Amounts:
    place = found.column(role, metric)
    assert place is not None
    return {
        None if row[0] is None else str(row[0]): amount
        for row in found.rows
        if (amount := number(row[place])) is not None
    }


def _adds_up(found: Split, pieces: Pieces, whole: _Whole) -> bool:
    """Whether the members make up the whole; where one entity counts for several members they do not."""
    split = scaled(found, pieces.slope, pieces.offset)
    size = max(abs(whole.now), abs(whole.before), 1e-9)
    parts = sum(e.effect for e in split.effects)
    return (
        abs(split.now - whole.now) <= _SAME * size
        and abs(split.before - whole.before) <= _SAME * size
        and abs(parts - (whole.now - whole.before)) <= _SAME * size
    )


def _answer(query: Query, whole: _Whole, found: list[_Found], pieces: Pieces, dataset: Dataset) -> Answer:
    best, metric = scaled(found[0].split, pieces.slope, pieces.offset), dataset.catalogue.metrics[query.metrics[0]]
    rates = best.effects[0].mix is not None
    columns = [
        Column(best.dimension, "dimension", "text", best.dimension),
        Column(metric.id, "metric", metric.unit, metric.id),
        Column(f"{metric.id}__previous", "previous", metric.unit, metric.id),
        Column("effect", "change", metric.unit, metric.id),
    ]
    if rates:
        columns += [Column(name, "change", metric.unit, metric.id) for name in ("mix_effect", "rate_effect")]
    causes = found[0].causes
    rows: list[tuple[Value, ...]] = [
        (e.member, e.now, e.before, e.effect, *((e.mix, e.rate) if rates else ()))
        for e in sorted(best.effects, key=lambda e: causes.index(e.member) if e.member in causes else len(causes))
    ]
    others = tuple({"dimension": one.split.dimension, "member": one.causes[0]} for one in found[1:] if one.causes)
    notes = [] if causes or query.by else [Note("drivers_alike")]
    if others:
        notes.append(Note("drivers", {"dimension": best.dimension, "others": others}))
    labels: Labels = {}
    add_labels(labels, best.dimension, (effect.member for effect in best.effects), dataset)
    return Answer(
        query=replace(query, by=(best.dimension,), compare=query.compare or Compare("previous_period")),
        columns=tuple(columns),
        rows=tuple(rows),
        totals={
            metric.id: whole.now,
            f"{metric.id}__previous": whole.before,
            "effect": whole.now - whole.before,
        },
        period=whole.period,
        compared=whole.compared,
        data_through=dataset.through,
        notes=(*whole.answer.notes, *notes),
        sql=whole.answer.sql,
        parameters=whole.answer.parameters,
        labels=labels,
    )
