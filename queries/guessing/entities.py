"""Makes an entity of every table: its id, what a row is called, which date it is counted by, which joins it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from data.profiling.links import ENOUGH
from data.profiling.names import ID_WORDS, noun_of, singular, without_id, words_of
from data.profiling.profile import Link, Survey
from data.profiling.sql import loosened
from queries.guessing import en, fa
from queries.guessing.draft import Draft
from queries.guessing.entity import Entity, Way, column_sql
from queries.guessing.fields import Field, Role, field_of, name_products
from queries.guessing.headings import heading_of, id_of, label_of, single
from queries.guessing.who import who_of

Units = Mapping[tuple[str, str], str]
"""What the values of a column were written with, by table and column."""

_NOISE = frozenset(
    [
        "dim",
        "fact",
        "fct",
        "tbl",
        "table",
        "stg",
        "raw",
        "vw",
        "view",
        "data",
        "dataset",
        "sheet",
        "export",
        "csv",
        "sample",
        "master",
        "list",
        "final",
        "clean",
        "cleaned",
        "cohort",
        "analysis",
        "db",
    ]
)
_ABOUT_DATA = frozenset(
    [
        "table",
        "field",
        "column",
        "description",
        "type",
        "example",
        "notes",
        "name",
        "definition",
        "dtype",
        "format",
        "variable",
    ]
)
_NO_NOUNS = frozenset({"row", "unique", "index", "record", "line", "unnamed", "entry", "serial", "s", "sr"})
_LASTING = frozenset(
    [
        "employee",
        "customer",
        "client",
        "account",
        "member",
        "user",
        "person",
        "product",
        "supplier",
        "store",
        "branch",
        "territory",
        "owner",
        "rep",
        "agent",
        "seller",
        "salesperson",
        "manager",
    ]
)
_WHOLES = frozenset({"basket", "bill", "invoice", "order", "purchase", "receipt", "transaction"})
"""Of these, rows that name one several times are lines."""
_WHO = frozenset(
    ["customer", "client", "member", "employee", "patient", "user", "student", "supplier", "donor", "guest", "tenant",
     "subscriber", "passenger", "policyholder"]
)  # fmt: skip
_HAPPENS = frozenset({"sale", "order", "purchase", "booking", "visit", "payment", "donation", "loan", "trip", "claim"})
_MOSTLY = 0.8
_NAMED = frozenset(fa.PERSIAN) | _WHO | _HAPPENS | _WHOLES
"""Words that a table's rows may be called by."""
_SORTS = frozenset({"brand", "category", "city", "class", "country", "group", "region", "segment", "state", "type"})
_BUYERS = frozenset({"account", "buyer", "client", "customer", "partner", "supplier", "vendor"})
_PAID = frozenset({"payment", "donation", "refund", "deposit", "expense"})
"""Rows of tables of this name are that, whatever numbers they have: the checks that were paid with."""
_BETWEEN = frozenset({"vs", "versus", "and", "by", "against"})
_CALENDARS = frozenset({"date", "calendar", "time", "day"})


def entities_of(survey: Survey, units: Units, draft: Draft) -> dict[str, Entity]:
    """The entities by table name; tables that only describe the others are left out."""
    good = [link for link in survey.links if link.matched >= ENOUGH and not link.many]
    leading = {(link.table, link.column) for link in good}
    referring = leading | {(link.to, link.other) for link in good}
    ids = _ids(survey)
    found: dict[str, Entity] = {}
    for table in survey.tables.values():
        if not table.rows:
            draft.note("left out", f"{table.name}: it has no rows")
            continue
        if (
            len(table.columns) > 1
            and {singular(w) for c in table.columns.values() for w in words_of(c.heading)} <= _ABOUT_DATA
        ):
            draft.note("left out", f"{table.name}: it seems to describe the other tables")
            continue
        if table.more:
            draft.note("left out", f"{table.name}: {table.more:,} columns after the first {len(table.columns)}")
        fields = {
            column.name: field_of(
                column, units.get((table.name, column.name)), referring=(table.name, column.name) in referring
            )
            for column in table.columns.values()
        }
        name_products(fields)
        for one in fields.values():
            if one.column.times > 1 and one.role in (Role.SUM, Role.MEAN, Role.STATE):
                times = f"{one.column.times:,}, as its heading says"
                draft.note("guessed", f"{table.name}.{one.name}: its numbers are multiplied by {times}")
            if one.role is Role.NOTHING and one.why:
                draft.note("left out", f"{table.name}.{one.name}: {one.why}")
        entity = Entity(ids[table.name], table, fields, ())
        entity.noun, entity.lines = _noun(entity, frozenset(name for of, name in leading if of == table.name))
        found[table.name] = entity
    _join(found, survey.links, draft)
    for entity in found.values():
        _call(entity)
    for entity in found.values():
        _date(entity, found)
        _warn_of_dateless(entity, draft)
    return found


def _ids(survey: Survey) -> dict[str, str]:
    """A table's id: its name, without what the names of all tables begin or many end with."""
    words = {name: [*heading_of(table.spoken or name).words] for name, table in survey.tables.items()}
    while first := _begun_alike(words.values()):
        words = {name: w[1:] if len(w) > 1 and w[0] == first else w for name, w in words.items()}
    ends = Counter(w[-1] for w in words.values() if len(w) > 1)
    for name, w in words.items():
        if len(w) > 1 and ends[w[-1]] > 2 and w[-1] not in fa.PERSIAN and singular(w[-1]) not in fa.PERSIAN:
            words[name] = w[:-1]
        trimmed = [word for word in words[name] if word not in _NOISE]
        words[name] = trimmed or words[name]
    taken: dict[str, str] = {}
    for name, w in words.items():
        wanted = id_of(tuple(w))
        if wanted in taken.values() or wanted.startswith("kpibot"):
            wanted = _free(id_of(tuple(heading_of(name).words)), taken)
        taken[name] = wanted
    return taken


def _begun_alike(names: Collection[list[str]]) -> str:
    """The word that most names of tables begin with, where it says nothing of them; "" without one."""
    begins = Counter(words[0] for words in names if len(words) > 1)
    first, many = begins.most_common(1)[0] if begins else ("", 0)
    enough = (many > 2 or many == len(names) == 2) and many * 10 >= 6 * len(names)
    return first if enough and first not in fa.PERSIAN else ""


def _free(wanted: str, taken: Mapping[str, str]) -> str:
    number, name = 2, wanted
    while name in taken.values():
        name, number = f"{wanted}_{number}", number + 1
    return name


def _noun(entity: Entity, leading: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """What a row is, and whether rows are only lines of it. `leading` columns lead to other tables, which are that."""
    table_noun = noun_of(entity.id, _NOISE)
    own = [one for one in entity.of_role(Role.KEY, Role.BREAKDOWN) if one.heading.last in ID_WORDS]
    for one in own:
        stem = single(without_id(one.heading.words))
        if stem and stem[-1:] == table_noun[-1:] and not entity.table.unique(one.name) and one.column.filled:
            return stem, True
    single_key = len(entity.key) == 1 and entity.key[0] in entity.fields
    numbered = single_key and bool(set(entity.fields[entity.key[0]].heading.words) & _NO_NOUNS)
    alone = [one for one in own if one.name not in leading and not entity.table.unique(one.name)]
    wholes = [single(without_id(one.heading.words)) for one in alone]
    whole = next((stem for stem in wholes if set(stem[-1:]) & _WHOLES), None)
    if whole is not None and (not single_key or numbered):
        return whole, True
    if single_key and not set(table_noun[-1:]) & _PAID:
        one = entity.fields[entity.key[0]]
        stem = single(without_id(one.heading.words))
        if one.heading.last in ID_WORDS and stem and not set(stem) & _NO_NOUNS:
            who = next((word for word in map(singular, table_noun) if word in _WHO), None)
            # The loyalty number of a table of customers tells customers apart.
            # Ads with their conversions in a "conversion" file are no conversions, which they have a number of.
            counted = frozenset({singular(table_noun[-1])}) if table_noun else frozenset[str]()
            summed = any(one.heading.ends(counted) for one in entity.of_role(Role.SUM))
            if who is None and counted & _NAMED and not summed:
                who = singular(table_noun[-1])  # nor is an MQL told by what its number is called
            return ((who,) if who is not None and not set(stem) & _NAMED else stem), False
    if told := who_of(entity, table_noun):
        return told, False
    if not table_noun or _names_columns(table_noun, entity):
        return ("row",), False
    if not set(map(singular, table_noun)) & _NAMED:
        return _told_by_columns(entity) or table_noun, False
    return table_noun, False


def _told_by_columns(entity: Entity) -> tuple[str, ...]:
    """What rows are whose table has a name that says nothing: a sale has an id of its own, or a date of sale."""
    for one in entity.of_role(Role.KEY):
        stem = single(without_id(one.heading.words))
        told = one.heading.last in ID_WORDS and bool(set(stem[-1:]) & _HAPPENS)
        if told and one.column.distinct >= _MOSTLY * one.column.rows:
            return stem
    for one in entity.of_role(Role.KEY, Role.BREAKDOWN):
        words = one.heading.words
        if (
            len(words) == 2
            and words[1] == "name"
            and words[0] in _WHO
            and one.column.distinct >= _MOSTLY * one.column.rows
        ):
            return words[:1]
    for one in entity.of_role(Role.TIME):
        words = one.heading.words
        if len(words) == 2 and words[1] == "date" and words[0] in _HAPPENS:
            return words[:1]
    return ()


def _names_columns(words: tuple[str, ...], entity: Entity) -> bool:
    """Whether a table's name only lists its figures: "budget_vs_actual" is no name for a row."""
    numbers = (one for one in entity.of_role(Role.SUM, Role.MEAN, Role.STATE))
    figures = {singular(word) for one in numbers for word in one.heading.words}
    listed = [word for word in words if word not in _BETWEEN]
    return len(listed) > 1 and {singular(word) for word in listed} <= figures


def _join(entities: Mapping[str, Entity], links: tuple[Link, ...], draft: Draft) -> None:
    good = {(link.table, link.to) for link in links if not link.many and link.matched >= ENOUGH}
    for link in links:
        if link.table not in entities or link.to not in entities:
            continue
        entity, other = entities[link.table], entities[link.to]
        said = f"{link.table}.{link.column} → {link.to}.{link.other}"
        if link.many:
            _many(entity, other, link, said, draft, joined=(link.to, link.table) in good)
            continue
        if link.matched < ENOUGH:
            if heading_of(entity.table.columns[link.column].heading).last in ID_WORDS:
                draft.note("warning", f"{said}: not joined, only {link.matched:.0%} of the values are found there")
            continue
        _add_way(entity, other, link)
        loosely = ", without regard to case and spaces, signs between words and leading zeros" if link.loose else ""
        draft.note("guessed", f"join {said}: {_percent(link.matched)} of the values are found there{loosely}")
        if link.matched < 1 and link.unmatched:
            examples = ", ".join(map(repr, link.unmatched))
            draft.note("warning", f"{said}: not found there, and so without its breakdowns: {examples} …")


def _percent(share: float) -> str:
    return "all" if share >= 1 else f"{min(share, 0.999):.1%}"


def _many(entity: Entity, other: Entity, link: Link, said: str, draft: Draft, *, joined: bool) -> None:
    """Several rows there for one here: a list of keys is joined once each, all else only warned of."""
    left = [c for c in other.table.columns.values() if not c.constant and not c.empty]
    if len(left) == 1 and left[0].name == link.other and other.table.repeated and entity.table.rows > other.table.rows:
        other.only = (link.other,)
        entity.ways[other.id] = Way(other.id, other.table.name, link.column, link.other, link.column, link.other)
        rows = other.table.rows
        draft.note(
            "guessed",
            f"{other.id} is a list of {link.other} ({rows:,} rows, each value taken once), joined to {entity.id}",
        )
        return
    last = heading_of(entity.table.columns[link.column].heading).last
    listed = any(way.to == entity.table.name for way in other.ways.values()) or entity.only
    if (
        last in ID_WORDS
        and not joined
        and not listed
        and not entity.table.unique(link.column)
        and link.matched >= ENOUGH
    ):
        draft.note(
            "warning",
            f"{said}: several rows on both sides share a value (many-to-many); not joined, which would multiply rows",
        )


def _add_way(entity: Entity, other: Entity, link: Link) -> None:
    column, target = link.column, link.other
    if link.loose:
        column, target = f"{link.column}_key", f"{link.other}_key"
        entity.made[column] = loosened(column_sql(link.column))
        other.made[target] = loosened(column_sql(link.other))
    stem = without_id(heading_of(entity.table.columns[link.column].heading).words)
    name = id_of(stem) if stem else other.id
    while name in entity.ways:
        name += "2"
    entity.ways[name] = Way(name, other.table.name, column, target, link.column, link.other)


def _call(entity: Entity) -> None:
    """Find the column with the name of a row."""
    joined = {way.own for way in entity.ways.values()}
    texts = {
        one.heading.words: one
        for one in entity.of_role(Role.BREAKDOWN)
        if one.column.kind == "text" and (one.name not in joined or one.heading.last not in ID_WORDS)
    }
    if len(entity.key) == 1 and entity.key[0] in joined:
        entity.noun = noun_of(entity.id, _NOISE) or entity.noun
    noun = entity.noun
    wanted = [
        ("name",),
        (*noun, "name"),
        (*noun[-1:], "name"),
        ("full", "name"),
        noun,
        noun[-1:],
        *((word,) for word in ("company", "firm") if set(noun) & _BUYERS),
        (*noun, "title"),
        ("title",),
        (*noun, "description"),
        (*noun[-1:], "description"),
    ]
    if entity.lines:
        return
    before = wanted.index((*noun, "title"))
    for words in wanted[:before]:
        if words in texts:
            entity.called = texts[words].name
            return
    first, last = texts.get(("first", "name")), texts.get(("last", "name"))
    if first is not None and last is not None:
        entity.made["full_name"] = f"{column_sql(first.name)} || ' ' || {column_sql(last.name)}"
        entity.called = "full_name"
        return
    for words in wanted[before:]:
        if words in texts and (texts[words].column.unique or words != ("title",)):
            entity.called = texts[words].name
            return
    named = [
        one for words, one in texts.items() if words[-1:] == ("name",) and len(words) > 1 and not set(words) & _SORTS
    ]
    whole = [one for one in named if one.column.unique]
    if len(entity.key) == 1 and whole:
        entity.called = whole[0].name
    elif len(entity.key) == 1 and entity.key[0] in {
        one.name for words, one in texts.items() if words[-1:][0] not in ID_WORDS
    }:
        entity.called = entity.key[0]
        entity.noun = next(words for words, one in texts.items() if one.name == entity.called)


def _date(entity: Entity, entities: Mapping[str, Entity]) -> None:
    own = [one for one in entity.of_role(Role.TIME) if not one.column.empty]
    main = min(
        (one for one in own if rank_of(one) < 90), key=lambda one: (rank_of(one), -one.column.filled), default=None
    )
    if main is not None:
        entity.time = main.name
        entity.hours = main.column.kind == "moment" and not main.column.whole
        entity.step = main.column.step
        return
    for way in entity.ways.values():
        other = entities[way.to]
        days = [one for one in other.of_role(Role.TIME) if one.column.unique]
        if days and set(other.noun) & _CALENDARS and not own:
            entity.time = f"{way.name}.{days[0].name}"
            entity.step = days[0].column.step
            return
    for way in entity.ways.values():
        parent = entities[way.to]
        times = [one for one in parent.of_role(Role.TIME) if not one.column.empty and rank_of(one) < 90]
        best = min(times, key=lambda one: (rank_of(one), -one.column.filled), default=None)
        part = set(parent.noun) <= set(noun_of(entity.id, _NOISE)) or (way.own in entity.key and len(entity.key) > 1)
        part = part and not set(parent.noun) & _LASTING and not _has_periods(entity)
        if best is not None and (rank_of(best) == 0 or part):
            entity.time = f"{way.name}.{best.name}"
            entity.hours = best.column.kind == "moment" and not best.column.whole
            entity.step = best.column.step
            return


def _has_periods(entity: Entity) -> bool:
    """Whether its rows are told apart by periods: then they are of those, whatever date another table has."""
    keys = (entity.fields[name] for name in entity.key if name in entity.fields)
    return any(one.heading.ends(en.PLACES_IN_A_CALENDAR) for one in keys)


def _warn_of_dateless(entity: Entity, draft: Draft) -> None:
    column = entity.table.columns.get(entity.time or "")
    if column is not None and column.filled < column.rows:
        without = column.rows - column.filled
        draft.note(
            "warning", f"{entity.id}: {without:,} rows have no {column.name}; they count only where no period is asked"
        )


def rank_of(one: Field) -> int:
    """How well a date says when a row belongs: 0 is best; 90 and more never is the date that rows are counted by."""
    if one.heading.has(en.NO_MAIN_DATES):
        return 90
    for number, words in enumerate(en.MAIN_DATES):
        if set(one.heading.words) & set(words):
            return number
    return len(en.MAIN_DATES)


def spoken_noun(entity: Entity) -> str:
    """What the rows are, for sentences."""
    return label_of(entity.noun).lower()
