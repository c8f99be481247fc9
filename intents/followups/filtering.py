"""Members named in a turn of a conversation: which condition of the query before they change, and how."""

from __future__ import annotations

from dataclasses import replace

from intents.followups.turns import Turn
from intents.parse import MemberUse, Target
from intents.resolve import Allowed, cannot_filter
from intents.work import Refused, Work
from queries.answer import Note
from queries.query import Filter, Query, plain_analysis

DOUBTFUL = 10
"""What a guess costs that is asked back."""
ELSEWHERE = 3
"""What it costs to take a member as one of a breakdown that was not spoken of, where it could be of one that was."""


def at_home(use: MemberUse, before: Query) -> MemberUse:
    """The members as those of what was asked before, where they can be."""
    spoken = {f.dimension for f in before.filters} | set(before.by)
    home = tuple(d for d in use.dimensions if d in spoken)
    return replace(use, dimensions=home) if home else use


def changed_filters(work: Work, turn: Turn, before: Query, said: Query, allowed: Allowed) -> tuple[Filter, ...]:
    """The filters before with those the turn says: one on the same breakdown takes the place of the old one.

    "and Shiraz" joins a list of several; "without Tehran" takes out of a list, or adds to what is left out.
    """
    kept = _moved(work, before, allowed)
    cut = before.rank is not None and before.rank.n is not None
    if "filters" in turn.parts or "everywhere" in turn.said or ("all" in turn.said and not turn.fresh.by and not cut):
        kept = []
    kept = _without_whole(work, turn, kept, allowed)
    kept = _without_old(turn, kept, {f.dimension for f in said.filters}, before)
    spoken = {f.dimension for f in before.filters} | set(before.by)
    if any(f.dimension not in spoken for f in said.filters):
        work.penalty += ELSEWHERE
    for new in said.filters:
        if "or" in turn.said and not any(f.dimension == new.dimension and f.op == new.op == "in" for f in kept):
            raise Refused(Note("mixed_members", {}))
        if "add" in turn.said and new.op == "in" and all(f.dimension != new.dimension for f in kept):
            work.penalty += DOUBTFUL  # nothing of that kind was left out, so there is nothing to add it to
        joins = bool(turn.said & {"or", "add"}) or ("and" in turn.said and _several(kept, new.dimension))
        kept = _with(kept, new, turn, joins=joins, work=work, before=before)
    for use in turn.drafts["drop"].filters:
        kept = _dropped(work, turn, kept, at_home(use, before), allowed, before)
    return tuple(kept)


def _without_old(turn: Turn, filters: list[Filter], named: set[str], before: Query) -> list[Filter]:
    """ "online instead of Tehran": without Tehran, which must be there; its like takes its place later."""
    for use in turn.drafts["old"].filters:
        home = at_home(use, before)
        at = next((i for i, f in enumerate(filters) if f.op == "in" and set(home.members) <= set(f.members)), None)
        if at is None or filters[at].dimension not in home.dimensions:
            raise Refused(Note("not_part_of_it", {"members": tuple(use.members)}))
        if filters[at].dimension not in named:
            rest = tuple(m for m in filters[at].members if m not in home.members)
            filters = _put(filters, at, replace(filters[at], members=rest) if rest else None)
    return filters


def _moved(work: Work, before: Query, allowed: Allowed) -> list[Filter]:
    """The filters before, on the dimension by which other figures have the same members."""
    found = []
    for one in before.filters:
        if one.op == "none":
            found.append(one)
            continue
        dimension = allowed.dimension_of(Target("dimension", one.dimension, "by", None))
        if dimension is None:
            members = [str(m) for m in one.members]
            use = MemberUse((one.dimension,), one.op, members, [])
            raise Refused(cannot_filter(work.catalogue, [m.id for m in allowed.metrics], use))
        found.append(replace(one, dimension=dimension))
    return found


def _several(filters: list[Filter], dimension: str) -> bool:
    return any(f.dimension == dimension and f.op == "in" and len(f.members) > 1 for f in filters)


def _with(filters: list[Filter], new: Filter, turn: Turn, *, joins: bool, work: Work, before: Query) -> list[Filter]:
    at = next((i for i, f in enumerate(filters) if f.dimension == new.dimension), None)
    if at is None:
        return [*filters, new]
    old = filters[at]
    replaced = turn.drafts["old"].filters
    if replaced and old.op == new.op == "in":
        gone = {m for use in replaced for m in use.members}
        if not gone & set(old.members):
            raise Refused(Note("not_part_of_it", {"members": tuple(sorted(gone))}))
        rest = [m for m in old.members if m not in gone]
        return _put(filters, at, replace(old, members=tuple(dict.fromkeys((*rest, *new.members)))))
    if new.op == "not_in" and old.op in ("in", "not_in"):
        return _excluded(filters, at, new, before)
    if joins and new.op == "in" and old.op == "in":
        return _put(filters, at, replace(old, members=tuple(dict.fromkeys((*old.members, *new.members)))))
    if joins and new.op == "in" and old.op == "not_in":
        rest = [m for m in old.members if m not in new.members]
        return _put(filters, at, replace(old, members=tuple(rest)) if rest else None)
    return _put(filters, at, new)


def _put(filters: list[Filter], at: int, new: Filter | None) -> list[Filter]:
    return [*filters[:at], *([new] if new else []), *filters[at + 1 :]]


def _excluded(filters: list[Filter], at: int, new: Filter, before: Query) -> list[Filter]:
    old = filters[at]
    if old.op == "not_in":
        return _put(filters, at, replace(old, members=tuple(dict.fromkeys((*old.members, *new.members)))))
    rest = tuple(m for m in old.members if m not in new.members)
    if len(rest) == len(old.members):
        raise Refused(Note("not_part_of_it", {"members": new.members}))
    if not rest:
        # Only these were asked for: without them nothing is left, so either all the others or all are meant.
        choices = ([*filters[:at], new, *filters[at + 1 :]], _put(filters, at, None))
        others = (plain_analysis(replace(before, filters=tuple(one))) for one in choices)
        raise Refused(Note("without_all", {"members": new.members}), *others)
    return _put(filters, at, replace(old, members=rest))


def _dropped(
    work: Work, turn: Turn, filters: list[Filter], use: MemberUse, allowed: Allowed, before: Query
) -> list[Filter]:
    """ "remove Tehran": out of the filter that names it, else left out of the breakdown that shows it."""
    dimension = allowed.family_member(use)
    if dimension is None:
        raise Refused(cannot_filter(work.catalogue, [m.id for m in allowed.metrics], use))
    at = next((i for i, f in enumerate(filters) if f.dimension == dimension), None)
    if at is not None and filters[at].op == "in" and set(filters[at].members) <= set(use.members):
        return _put(filters, at, None)
    if at is None and dimension not in before.by and turn.drop_order:
        raise Refused(Note("cannot_change", {}))
    new = Filter(dimension, "not_in", tuple(dict.fromkeys(use.members)))
    return [*filters, new] if at is None else _excluded(filters, at, new, before)


def _without_whole(work: Work, turn: Turn, filters: list[Filter], allowed: Allowed) -> list[Filter]:
    """ "all territories": without the filter on territories."""
    if "all" not in turn.said or not turn.fresh.by:
        return filters
    named = {allowed.dimension_of(t) for t in turn.fresh.by}
    return [f for f in filters if f.dimension not in named]
