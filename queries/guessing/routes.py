"""By which joins tables reach a dimension; two joins to one table are two roles of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from queries.guessing.breakdown import Breakdown
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, Way, column_sql
from queries.guessing.headings import heading_of, label_of

_PEOPLE = frozenset({"user", "employee", "person", "people", "staff", "member", "worker", "contact"})


def reached_twice(homes: list[tuple[Entity, str]], context: Context) -> bool:
    """Whether a table that has no such column itself reaches two of them by equally short ways."""
    ends = {entity.table.name: column for entity, column in homes}
    return any(len(shortest(name, ends, context.entities)) > 1 for name in context.entities if name not in ends)


def shortest(start: str, ends: Mapping[str, str | None], entities: Mapping[str, Entity]) -> list[str]:
    """All paths with the fewest joins from a table to one of the ends; None ends a way without arriving."""
    level: list[tuple[str, tuple[str, ...]]] = [(start, ())]
    seen = {start}
    while level:
        arrived = [".".join((*steps, str(ends[table]))) for table, steps in level if ends.get(table)]
        if arrived:
            return list(dict.fromkeys(arrived))
        following = [
            (way.to, (*steps, way.name))
            for table, steps in level
            if table not in ends
            for way in entities[table].ways.values()
            if way.to not in seen
        ]
        seen.update(table for table, _ in following)
        level = following
    return []


def roles_of(context: Context) -> Iterator[Breakdown]:
    """Two joins to one table are two roles of it: the billing customer and the shipping customer."""
    for entity in context.entities.values():
        by_table: dict[str, list[Way]] = defaultdict(list)
        for way in entity.ways.values():
            by_table[way.to].append(way)
        for name, ways in by_table.items():
            other = context.entities[name]
            if other.called is None:
                continue
            # Ways to different columns of a table are no roles of its rows: lists side by side in one sheet.
            for way in ways if len({one.other for one in ways}) == 1 else ():
                words = heading_of(way.name).words
                if words == other.noun or not _is_role(way, entity, other, alone=len(ways) == 1):
                    continue
                if words[-1:] in (("to",), ("by",), ("of",)):
                    words = {"reports": ("manager",), "subsidiary": ("parent", *other.noun)}.get(words[0], words)
                paths: dict[str, str | None] = {entity.id: f"{way.name}.{other.called}"}
                if other is not entity:
                    paths[other.id] = None
                yield Breakdown(
                    words,
                    [(other, other.called)],
                    35,
                    paths=paths,
                    of=entity.noun,
                    why=f"The {label_of(words).lower()} of a row of {entity.table.name}.",
                )
            if len(ways) > 1:
                context.draft.note(
                    "warning",
                    f"{entity.id} reaches {other.id} by {' and '.join(way.name for way in ways)}: its breakdowns mean "
                    f"{_primary(ways, other).name}; the others have dimensions of their own",
                )


def _is_role(way: Way, entity: Entity, other: Entity, *, alone: bool) -> bool:
    """Whether a join has a name worth asking by: one of several, one to the own table, or to people."""
    if other is entity or not alone:
        return True
    return bool(set(other.noun) & _PEOPLE) and other.key == (way.other,)


def _primary(ways: list[Way], other: Entity) -> Way:
    return next((way for way in ways if heading_of(way.name).words == other.noun), ways[0])


def settle_paths(one: Breakdown, context: Context) -> None:
    """Give the path of every table that has the column itself, and choose where two ways are equally short."""
    if one.paths:
        return
    others = [(entity, column) for entity, column in one.homes[1:] if not _told_by_key(entity, one, context)]
    one.paths = {entity.id: column for entity, column in others}
    ends: dict[str, str | None] = {entity.table.name: column for entity, column in (*one.homes[:1], *others)}
    for name, entity in context.entities.items():
        for way in entity.ways.values():
            # A name that the rows have themselves is kept where the other table does not have it.
            here = way.column in entity.fields and context.entities[way.to] is one.entity and way.other == one.column
            if here and entity.fields[way.column].column.filled and not _all_found(entity, way, context):
                one.paths[entity.id] = way.column
                ends[name] = way.column
        paths = shortest(name, ends, context.entities)
        if len(paths) > 1:
            first = {way.name for way in entity.ways.values()}
            chosen: str | None = next(
                (p for p in paths if p.split(".")[0] in first and heading_of(p.split(".")[0]).words == one.entity.noun),
                paths[0],
            )
            there = [way for way in entity.ways.values() if context.entities[way.to] is one.entity]
            if len({way.other for way in there}) > 1:
                # Lists side by side in one sheet: only the way by this very column leads to its values.
                chosen = next((f"{way.name}.{one.column}" for way in there if way.theirs == one.column), None)
            one.paths[entity.id] = chosen
            ends[name] = chosen


def _told_by_key(entity: Entity, one: Breakdown, context: Context) -> bool:
    """Whether a table's rows name by a key what two have the same name of: two accounts called Smith Ltd are two."""
    named = one.entity.fields.get(one.column)
    if named is None or one.column != one.entity.called or named.column.unique:
        return False
    ways = (way for way in entity.ways.values() if context.entities[way.to] is one.entity)
    return any(way.other != one.column and _all_found(entity, way, context) for way in ways)


def _all_found(entity: Entity, way: Way, context: Context) -> bool:
    other = context.entities[way.to]
    column, theirs = column_sql(way.column), column_sql(way.other)
    rows = context.look(
        f"SELECT count(*) FROM {column_sql(entity.table.name)} WHERE {column} NOT IN "  # noqa: S608 - quoted names
        f"(SELECT {theirs} FROM {column_sql(other.table.name)} WHERE {theirs} IS NOT NULL)"
    )
    return int(rows[0][0]) == 0
