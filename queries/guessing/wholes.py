"""Numbers that stand again in every row of a whole: each counted once, in a table of those wholes.

An order's total or freight in all of its lines, a customer's credit limit in all orders. The table has a row for each
order or customer, with whatever is the same in all rows of one, and so no breakdown that is not (product).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from data.profiling.names import without_id
from queries.guessing import en
from queries.guessing.breakdown import Breakdown
from queries.guessing.candidate import Candidate, Context, good_of, simple
from queries.guessing.counts import on_of
from queries.guessing.draft import Entry
from queries.guessing.entity import Entity, Way, column_sql
from queries.guessing.fields import Field, Role
from queries.guessing.headings import id_of, label_of, several, single
from queries.guessing.takings import expression_of

_MONEY = frozenset({"total", "subtotal"})
_MOST = 60
"""Columns that are looked at, whether they are the same in all rows of a whole."""


@dataclass(slots=True)
class Whole:
    """What several rows of a table belong to, by its `key`, and the `numbers` that are the whole's. `lasting` where it
    is no event but a thing (a customer), whose numbers belong to no day."""

    entity: Entity
    key: str
    lasting: bool = False
    numbers: list[Field] = field(default_factory=list)
    id: str = ""
    time: str | None = None
    ways: tuple[Way, ...] = ()

    @property
    def noun(self) -> tuple[str, ...]:
        """What it is called."""
        heading = self.entity.fields[self.key].heading.words
        return single(without_id(heading)) or heading


def add_wholes(context: Context, wholes: Iterable[Whole]) -> None:
    """The figures of wholes: sums over wholes, and the mean of one."""
    taken = {one.id for one in context.entities.values()} | set(context.draft.of("tables"))
    for whole in wholes:
        entity = whole.entity
        whole.id = _free(several(whole.noun), taken)
        ways = {way.own: way for way in entity.ways.values()}
        own = entity.time if entity.time in entity.table.columns or entity.time in entity.made else None
        same = {whole.key} | _same(whole, [name for name in (*ways, own) if name], context, entity.table.name)
        whole.ways = tuple(way for column, way in ways.items() if column in same)
        if entity.time is not None and not whole.lasting:
            first = entity.time.partition(".")[0]
            joined = "." in entity.time and any(way.name == first for way in whole.ways)
            whole.time = entity.time if joined or own in same else None
        for number in whole.numbers:
            _figures(whole, number, context)


def _free(words: tuple[str, ...], taken: set[str]) -> str:
    wanted = id_of(words)
    name = wanted if wanted not in taken else f"{wanted}_once"
    number = 2
    while name in taken:
        name, number = f"{wanted}_once_{number}", number + 1
    taken.add(name)
    return name


def _figures(whole: Whole, number: Field, context: Context) -> None:
    entity, noun = whole.entity, whole.noun
    said = tuple(word for word in number.spoken if word not in noun)
    plain = len(said) > 0 and not set(said) <= {"total", "amount", "value", "sum"}
    words = number.spoken if plain or set(noun) & set(number.spoken) else (*noun, *number.spoken)
    sold = " ".join(number.spoken) in en.SALES or " ".join(number.heading.words) in en.SALES
    main = sold and not any(c.rank == 10 and c.values.get("table") == entity.id for c in context.found)
    each = label_of(noun).lower()
    why = f"{number.name} of each {each} once, though it stands in every row of {entity.table.name}."
    unit = "currency" if number.heading.ends(_MONEY) and not whole.lasting else number.unit
    keys: dict[str, Any] = {"format": unit, "good": good_of(words)}
    if number.role is Role.SUM:
        values = simple(entity, "sum", expression_of(number), **keys) | {"table": whole.id}
        also = ("sales", "revenue") if main else ()
        rank, headed = 10 if main else 25, number.column.said
        context.add(
            Candidate(id_of(words), values, words, noun, synonyms=also, why=f"Sum of {why}", rank=rank, heading=headed)
        )
    values = simple(entity, "avg", expression_of(number), **keys) | {"table": whole.id}
    mean = ("average", *words)
    also = (f"average {noun[-1]} value", *(("AOV",) if noun[-1] == "order" else ())) if main else ()
    bare = (" ".join(words),) if number.role is not Role.SUM else ()
    also = (*also, *bare, f"{' '.join(words)} per {each}")
    rank = 27 if main else 46
    context.add(Candidate(id_of(mean), values, mean, noun, synonyms=also, why=f"Mean of {why}", rank=rank))
    context.draft.note(
        "guessed",
        f"{entity.id}.{number.name}: the same in all rows of a {whole.key}; its figures count it once for each {each}",
    )


def write_wholes(context: Context, wholes: Iterable[Whole], breakdowns: list[Breakdown]) -> None:
    """Write the tables, with the breakdowns that are the same in all rows of a whole."""
    for whole in wholes:
        entity = whole.entity
        columns = dict.fromkeys(column for one in breakdowns for home, column in one.homes if home is entity)
        rows = f"({entity.source})" if entity.made or entity.only else column_sql(entity.table.name)
        listed = f"{rows} AS counted"
        same = _same(whole, [*columns, *_keys(breakdowns, entity)][:_MOST], context, listed, plain=False)
        for one in breakdowns:
            path = next((column for home, column in one.homes if home is entity and column in same), None)
            if one.key and one.key not in same:
                path = None
            other = one.paths.get(entity.id)
            if path is not None:
                one.paths[whole.id] = path
            elif other and other.partition(".")[0] in {way.name for way in whole.ways}:
                one.paths[whole.id] = other
        own = [whole.time] if whole.time and "." not in whole.time else []
        kept = dict.fromkeys(
            [*own, *(way.column for way in whole.ways), *sorted(same), *(one.name for one in whole.numbers)]
        )
        key = column_sql(whole.key)
        shown = ", ".join(f"min({column_sql(name)}) AS {column_sql(name)}" for name in kept if name != whole.key)
        values: dict[str, Any] = {
            "source": f"SELECT {key}, {shown} FROM {rows} AS counted WHERE {key} IS NOT NULL GROUP BY {key}",  # noqa: S608 - quoted names
            "primary_key": whole.key,
        }
        if whole.time is not None:
            values["time"] = whole.time
            if entity.hours:
                values["hours"] = True
            if entity.step != "day":
                values |= {"grain": entity.step, "loaded": entity.loaded}
        if whole.ways:
            values["joins"] = {
                way.name: {"to": context.entities[way.to].id, "on": on_of(way.column, way.other)} for way in whole.ways
            }
        why = f"Each {label_of(whole.noun).lower()} of {entity.table.name} once."
        context.draft.of("tables")[whole.id] = Entry(values, why)


def _keys(breakdowns: list[Breakdown], entity: Entity) -> list[str]:
    """The columns that tell members of one name apart."""
    found = (one.key for one in breakdowns if one.key and any(home is entity for home, _ in one.homes))
    return [key for key in dict.fromkeys(found) if key in entity.table.columns]


def _same(whole: Whole, columns: list[str], context: Context, table: str, *, plain: bool = True) -> set[str]:
    """The columns that are the same in all rows of each whole."""
    if not columns:
        return set()
    key, source = column_sql(whole.key), column_sql(table) if plain else table
    made = whole.entity.made if plain else {}
    counts = ", ".join(f"count(DISTINCT {made.get(name, column_sql(name))}) AS c{n}" for n, name in enumerate(columns))
    most = ", ".join(f"max(c{n})" for n in range(len(columns)))
    sql = f"SELECT {most} FROM (SELECT {counts} FROM {source} WHERE {key} IS NOT NULL GROUP BY {key})"  # noqa: S608 - quoted names
    return {name for name, many in zip(columns, context.look(sql)[0], strict=True) if int(many or 0) <= 1}
