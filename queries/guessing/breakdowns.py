"""What figures can be broken down by: one dimension for columns that mean the same, two for those that do not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from data.profiling.names import ID_WORDS, without_id
from queries.guessing.breakdown import Breakdown
from queries.guessing.candidate import Context
from queries.guessing.entity import Entity, Way, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.flags import yes_or_no
from queries.guessing.headings import label_of, single
from queries.guessing.routes import reached_twice, roles_of, settle_paths, shortest

_ALONE = frozenset(
    [
        "type",
        "status",
        "title",
        "code",
        "level",
        "group",
        "class",
        "kind",
        "reason",
        "name",
        "description",
        "label",
        "result",
        "score",
        "priority",
        "year",
        "month",
        "quarter",
        "week",
        "day",
        "hour",
        "weekday",
        "date",
        "half",
        "season",
        "all",
        "none",
        "sub",
        "subtype",
        "location",
        "model",
        "number",
        "size",
        "number_",
        "order",
    ]
)
"""Names that say nothing without what they are of."""
_LOGGED = frozenset({"activity", "event"})
"""What was done: "upgrades" are the events of that name."""
_TELLING = frozenset({"description", "text", "comment", "details"})
_NO_NOUN = frozenset(
    [
        "ship",
        "shipping",
        "bill",
        "billing",
        "first",
        "last",
        "middle",
        "full",
        "nick",
        "sold",
        "sell",
        "file",
        "screen",
        "display",
        "given",
        "family",
        "short",
        "long",
    ]
)
_TAKEN = frozenset({"bought", "ordered", "purchased", "sold"})
_FEW = 12
_TOLD = frozenset({"status", "type", "priority", "level", "group", "class", "kind", "reason", "size"})
"""Of the own rows of a table, these need not be said whose they are: the status of an order."""
_WHOSE = frozenset(
    ["account", "applicant", "bill", "billing", "booking", "borrower", "buyer", "client", "company", "contact",
     "customer", "delivery", "donor", "employee", "guest", "member", "order", "passenger", "patient", "product",
     "respondent", "sale", "sales", "seller", "ship", "shipping", "shop", "signup", "store", "student", "subscriber",
     "supplier", "user", "vendor"]
)  # fmt: skip
"""Whose country a country is; without it the word is enough where there is no other one."""
_SELLERS = (
    "sales agent",
    "sales rep",
    "sales representative",
    "salesperson",
    "rep",
    "seller",
    "agent",
    "employee",
    "owner",
)


def breakdowns_of(
    context: Context, without: frozenset[tuple[str, str]]
) -> tuple[list[Breakdown], dict[tuple[str, ...], list[Breakdown]]]:
    """All dimensions; and the words that mean one of several, with those. `without` are columns that must be none."""
    named: dict[tuple[str, ...], list[Breakdown]] = defaultdict(list)
    for entity in context.entities.values():
        if entity.only:
            continue
        for one in _of_entity(entity, context, without):
            named[one.words].append(one)
    _of_tables_apart(named, context)
    found: list[Breakdown] = []
    shared: dict[tuple[str, ...], list[Breakdown]] = {}
    for words, some in named.items():
        groups = _merged(some, context)
        if len(groups) > 1:
            for one in groups:
                one.words = (*one.of, *(word for word in words if word not in one.of)) or words
            shared[words] = groups
        found.extend(groups)
    shared |= _bare_names(found, set(shared))
    found.extend(roles_of(context))
    for one in found:
        settle_paths(one, context)
    return found, shared


def _of_tables_apart(named: dict[tuple[str, ...], list[Breakdown]], context: Context) -> None:
    """Let the signup country of one table be the country of another that no joins lead to, where they are the same."""
    for words in list(named):
        bare = words[1:]
        if not bare or words[0] not in _WHOSE or bare not in named or set(bare) <= _ALONE | ID_WORDS:
            continue
        for one in list(named[words]):
            apart = all(
                not _reaches(one.entity, other.entity, context) and not _reaches(other.entity, one.entity, context)
                for other in named[bare]
            )
            if apart and _same_members(named[bare][0], one, context):
                named[words].remove(one)
                one.words, one.also = bare, (*one.also, label_of(words).lower())
                named[bare].append(one)
        if not named[words]:
            del named[words]


def _reaches(entity: Entity, other: Entity, context: Context) -> bool:
    """Whether joins lead from a table to another one, or it is that."""
    return entity is other or bool(shortest(entity.table.name, {other.table.name: "*"}, context.entities))


def _bare_names(found: list[Breakdown], taken: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[Breakdown]]:
    """Country, of what is called customer country: its other name, or a word for the several that there are."""
    taken = taken | {one.words for one in found} | {tuple(name.split()) for one in found for name in one.also}
    named: dict[tuple[str, ...], list[Breakdown]] = defaultdict(list)
    for one in found:
        bare = one.words[1:]
        own = one.words[:1] == one.of and set(bare) <= _TOLD
        if bare and one.words == one.entity.noun and one.column == one.entity.called and bare[-1:] not in taken:
            named[bare[-1:]].append(one)  # the companies of "Inc 5000 companies"
        elif bare and one.words[0] in _WHOSE and bare not in taken and (own or not set(bare) <= _ALONE | ID_WORDS):
            named[bare].append(one)
        elif bare and one.words[:1] == one.entity.noun[-1:] and not set(bare) <= ID_WORDS:
            # The status of a ticket, beside which another status may stand, or one of another table that is bare.
            others = [other for other in found if other.words[1:] == bare and other.words[0] not in _WHOSE]
            same = [other for other in found if other.words == bare and other.entity is not one.entity and other.of]
            if bare in taken and (len(same) != 1 or (*same[0].of, *bare) in taken):
                continue
            for other in same:
                other.words = (*other.of, *bare)
            named[bare] += [other for other in (one, *others, *same) if other not in named[bare]]
    for bare, some in named.items():
        if len(some) == 1:
            some[0].also = (*some[0].also, label_of(bare).lower())
    return {bare: some for bare, some in named.items() if len(some) > 1}


def _of_entity(entity: Entity, context: Context, without: frozenset[tuple[str, str]]) -> Iterator[Breakdown]:
    joined = {way.own: way for way in entity.ways.values()}
    parts = {
        one.name
        for one in entity.fields.values()
        if one.heading.words in (("first", "name"), ("last", "name"), ("middle", "name"))
        and entity.called == "full_name"
    }
    parts |= {
        one.name
        for one in entity.fields.values()
        if one.heading.ends(_TELLING) and entity.called != one.name and entity.called is not None and one.column.unique
    }
    for name in ("full_name", *entity.fields):
        one = entity.fields.get(name)
        if name == entity.called:
            yield _called(entity, name, one)
        elif (
            one is None
            or one.role is not Role.BREAKDOWN
            or name in parts
            or (entity.id, name) in without
            or (name in joined and _same_names(joined[name], one, context))
        ):
            continue
        else:
            yield _plain(entity, one, context)
    yield from yes_or_no(entity)
    for one in entity.of_role(Role.MEAN):
        # Marks and classes are asked by, too: passengers by class.
        if one.column.whole and 1 < len(one.column.values) <= _FEW and one.column.rows >= 5 * len(one.column.values):
            yield replace(_plain(entity, one, context), rank=61)
    yield from _keys(entity, joined, context)


def _same_names(way: Way, one: Field, context: Context) -> bool:
    """Whether a join leads to the names that the column has itself, or to names for its ids."""
    called = context.entities[way.to].called
    return called is not None and (called == way.theirs or one.heading.last in ID_WORDS or one.column.kind == "number")


def _called(entity: Entity, name: str, one: Field | None) -> Breakdown:
    """The dimension of an entity's own name."""
    heading = one.heading.words if one is not None else ()
    bare = heading[:-1] if heading[-1:] == ("name",) else heading
    key = entity.key[0] if len(entity.key) == 1 else None
    of_key = key in entity.fields and entity.fields[key].heading.last in ID_WORDS and key != name if key else False
    own = not bare or of_key or heading[-1:] in (("title",), ("description",)) or bare == entity.noun
    words = entity.noun if own else bare
    also = (label_of(bare).lower(),) if own and bare and bare != words else ()
    unsure = key if key and key != name and one is not None and not one.column.unique else None
    text = one.column.said if one is not None and not own else ""
    return Breakdown(
        words,
        [(entity, name)],
        14,
        unsure,
        text,
        also,
        of=entity.noun,
        metric="rows" if set(words) & _LOGGED else None,
        why=f"The name of a row of {entity.table.name}.",
    )


def _plain(entity: Entity, one: Field, context: Context) -> Breakdown:
    words = one.heading.words
    if (
        len(words) > 1
        and words[-1] in ("name", "code", "description", "desc", "label", "text")
        and words[-2] not in _NO_NOUN
        and not (words[-1] == "code" and _has_name(entity, words[:-1]))
        and all(other.heading.words != words[:-1] for other in entity.of_role(Role.BREAKDOWN))
    ):
        words = words[:-1]
    rank = 40
    also: tuple[str, ...] = ()
    of = tuple(word for word in entity.noun if word not in ("event", "line", "row")) or entity.noun
    if set(words) <= _ALONE:
        also = (
            (label_of(words).lower(),)
            if words[0] not in ("month", "year", "day", "week", "quarter", "hour", "date")
            else ()
        )
        words = (*of, *(word for word in words if word not in of))
    if words[-1] in _TAKEN and len(words) > 1:
        also = (*also, label_of(words[:-1]).lower())  # the product of "product purchased"
    also = (*also, *_in_bands(one, words))
    key = _key_beside(entity, one, context)
    also = (*also, *(part.strip().lower() for part in one.column.said.split("/") if "/" in one.column.said))
    metric = "rows" if "reason" in words or set(words) & set(entity.noun) & _LOGGED else None
    return Breakdown(
        words,
        [(entity, one.name)],
        rank,
        key,
        one.column.said,
        also,
        of=of,
        metric=metric,
        why=f"{entity.table.name}.{one.name}.",
    )


_BAND = re.compile(
    r"\D{0,3}\d[\d.,]*\D{0,3}\s*(-|–|to)\s*\D{0,3}\d[\d.,]*\D{0,3}|\d+\s*\+|([<>]=?|under|over)\s*\d+", re.I
)
_BANDS = ("group", "range", "band")


def _in_bands(one: Field, words: tuple[str, ...]) -> Iterator[str]:
    """The "age group" of a column called age whose values are 30-34, 35-39 and 65+."""
    values = [value for value, _ in one.column.values]
    bands = sum(_BAND.fullmatch(value.strip()) is not None for value in values)
    if len(values) >= 2 and bands >= len(values) - 1 and words[-1] not in _BANDS:
        yield from (label_of((*words, band)).lower() for band in _BANDS)


def _has_name(entity: Entity, stem: tuple[str, ...]) -> bool:
    """Whether a column beside a code has the names: country beside country code."""
    return any(f.heading.words in (stem, (*stem, "name")) for f in entity.of_role(Role.BREAKDOWN))


def _key_beside(entity: Entity, one: Field, context: Context) -> str | None:
    """The id that stands beside a name ("customer id", "customer name"), where two of them share a name."""
    stem = one.heading.words[:-1] if one.heading.last == "name" else one.heading.words
    for other in entity.of_role(Role.KEY):
        if single(without_id(other.heading.words)) == single(stem) and stem and not other.column.unique:
            name, id = column_sql(one.name), column_sql(other.name)
            counts = f"count(DISTINCT {id}), count(DISTINCT {name}), count(DISTINCT ({id}, {name}))"
            rows = context.look(f"SELECT {counts} FROM {column_sql(entity.table.name)}")  # noqa: S608 - quoted names
            ids, names, both = (int(value) for value in rows[0])
            return other.name if ids == both and names < ids else None
    return None


def _keys(entity: Entity, joined: Mapping[str, Way], context: Context) -> Iterator[Breakdown]:
    """Keys that stand for what has no name anywhere: customer numbers; of named rows those that are joined."""
    for one in entity.of_role(Role.KEY):
        stem = single(without_id(one.heading.words)) or _itself(one)
        way = joined.get(one.name)
        nameless = way is not None and context.entities[way.to].called is None
        if entity.called is not None and not nameless:
            continue
        if not stem or one.column.unique or one.column.distinct > 50_000 or not one.column.filled:
            continue
        if way is not None and not nameless:
            continue
        if (one.heading.last not in ID_WORDS and not nameless) or any(
            single(f.heading.words) in (stem, (*stem, "name")) for f in entity.of_role(Role.BREAKDOWN)
        ):
            continue
        if stem[-1] in ("row", "line", "postal", "zip", "phone"):
            continue
        yield Breakdown(
            stem,
            [(entity, one.name)],
            45,
            text=one.column.said,
            of=entity.noun,
            why=f"{entity.table.name}.{one.name}.",
        )


def _itself(one: Field) -> tuple[str, ...]:
    """The words of a key that names things by itself: SKU."""
    return one.heading.words if one.column.kind == "text" and one.heading.words == ("sku",) else ()


def _merged(some: list[Breakdown], context: Context) -> list[Breakdown]:
    """Columns of one name as one dimension, where they have the same members and no table would reach two of them."""
    if len(some) == 1:
        return some
    some.sort(key=lambda one: (one.rank, -_distinct(one)))
    groups: list[Breakdown] = []
    for one in some:
        for group in groups:
            if _same_members(group, one, context) and not reached_twice([*group.homes, *one.homes], context):
                group.homes.extend(one.homes)
                break
        else:
            groups.append(one)
    for group in groups:
        group.homes.sort(key=lambda home: (home[1] != home[0].called, -_distinct_of(*home)))
    return groups


def _distinct(one: Breakdown) -> int:
    return _distinct_of(one.entity, one.column)


def _distinct_of(entity: Entity, column: str) -> int:
    return entity.table.columns[column].distinct if column in entity.table.columns else entity.table.rows


def _same_members(one: Breakdown, other: Breakdown, context: Context) -> bool:
    (entity, column), (there, theirs) = one.homes[0], other.homes[0]
    if column not in entity.table.columns or theirs not in there.table.columns:
        return False
    small, large = sorted(((entity, column), (there, theirs)), key=lambda home: _distinct_of(*home))
    name, inner = column_sql(small[1]), column_sql(large[1])
    rows = context.look(
        f"SELECT count(DISTINCT {name}) FILTER (CAST({name} AS VARCHAR) IN (SELECT CAST({inner} AS VARCHAR) FROM "  # noqa: S608 - quoted names
        f"{column_sql(large[0].table.name)})), count(DISTINCT {name}) FROM {column_sql(small[0].table.name)}"
    )
    found, of = int(rows[0][0]), int(rows[0][1])
    return of > 0 and found * 2 >= of


def seller(breakdowns: list[Breakdown]) -> Breakdown | None:
    """The dimension of the people who sell, whom "my" means."""
    for phrase in _SELLERS:
        for one in breakdowns:
            if " ".join(one.words) == phrase:
                return one
    return None
