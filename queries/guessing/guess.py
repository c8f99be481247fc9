"""Guesses a catalogue: from a survey of a stranger's tables to entries that say what can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.profiling.profile import Survey
from queries.guessing.breakdowns import breakdowns_of
from queries.guessing.calendars import add_calendar_parts
from queries.guessing.candidate import Context, Look
from queries.guessing.counts import add_counts, on_of
from queries.guessing.crosstabs import settle_crosstab
from queries.guessing.divided import divide_shares
from queries.guessing.draft import Draft, Entry
from queries.guessing.durations import add_durations
from queries.guessing.entities import Units, entities_of
from queries.guessing.entity import Entity
from queries.guessing.flags import add_flags
from queries.guessing.happenings import add_happenings
from queries.guessing.headings import label_of
from queries.guessing.keys import surely_key
from queries.guessing.measures import add_measures
from queries.guessing.missing import join_members
from queries.guessing.movements import add_movements
from queries.guessing.naming import write_words
from queries.guessing.rates import add_rates
from queries.guessing.repeated import settle_numbers
from queries.guessing.scenarios import add_scenarios
from queries.guessing.spells import add_spells
from queries.guessing.stages import add_stages
from queries.guessing.targets import add_targets, mark_plans, target_table, tell_by_plans
from queries.guessing.wholes import Whole, add_wholes, write_wholes
from queries.guessing.written_again import is_written_again, settle_written_again


def guess(
    survey: Survey,
    units: Units,
    look: Look,
    turned: Mapping[str, frozenset[str]] = {},
    unsure: Mapping[str, frozenset[str]] = {},
) -> Draft:
    """The catalogue of some tables. `units` tells what a column's values were written with; `look` runs a SELECT;
    `turned` are tables that were crosstabs, with the columns of their cells; `unsure` columns of dates whose day and
    month may stand the other way."""
    draft = Draft()
    entities = entities_of(survey, units, draft)
    context = Context(entities, draft, look)
    without: set[tuple[str, str]] = set()
    targets: dict[str, str] = {}
    wholes: list[Whole] = []
    for entity in entities.values():
        if entity.table.name in turned:
            settle_crosstab(entity, turned[entity.table.name])
        wholes += settle_numbers(entity, context)
        add_calendar_parts(entity, context)
        settle_written_again(entity)
        mark_plans(entity)
    tell_by_plans(entities.values())
    for entity in sorted(entities.values(), key=lambda e: (e.time is None, not e.loaded, -e.table.rows)):
        before = len(context.found)
        told = _figures(entity, context)
        without |= {(entity.id, column) for column in told}
        plans = set(target_table(entity))
        for one in context.found[before:]:
            if one.values.get("agg") == "sum" and one.values.get("expr") in plans:
                targets[one.id] = entity.id
    add_wholes(context, wholes)
    for entity in entities.values():
        divide_shares(entity, context)
        add_rates(entity, context)
    add_targets(context, targets)
    for entity in entities.values():
        join_members(entity, context)
    breakdowns, shared = breakdowns_of(context, frozenset(without))
    write_wholes(context, wholes, breakdowns)
    _write_tables(context, unsure)
    write_words(context, breakdowns, shared)
    return draft


def _figures(entity: Entity, context: Context) -> frozenset[str]:
    """Add the figures of one table; the columns that must be no breakdown."""
    if entity.only:
        return frozenset()
    numbers, told = add_scenarios(entity, context)
    lasting = add_spells(entity, context)
    held = any(
        one.values.get("table") == entity.id and "stock" in one.values and one.values["agg"] == "count"
        for one in context.found
    )
    if not held and not told:
        add_counts(entity, context)
    add_movements(entity, context)
    staged = frozenset[str]() if is_written_again(entity) else add_stages(entity, context)
    add_flags(entity, context)
    add_measures(entity, context, numbers | lasting | staged)
    add_durations(entity, context)
    add_happenings(entity, context)
    return told


def _write_tables(context: Context, unsure: Mapping[str, frozenset[str]]) -> None:
    tables = context.draft.of("tables")
    made = dict(tables)
    tables.clear()
    for entity in context.entities.values():
        values: dict[str, Any] = {}
        if entity.source is not None:
            values["source"] = entity.source
        if entity.key and surely_key(entity, context.entities):
            values["primary_key"] = entity.key[0] if len(entity.key) == 1 else list(entity.key)
        if entity.time is not None and not entity.only:
            values["time"] = entity.time
            if entity.hours:
                values["hours"] = True
            if entity.step != "day":
                values["grain"] = entity.step
            column = entity.table.columns.get(entity.time)
            if column is not None and column.filled < column.rows and not entity.states:
                values["undated"] = True
            if not entity.loaded or entity.step != "day":
                values["loaded"] = entity.loaded
        doubtful = sorted(unsure.get(entity.table.name, frozenset()) & set(entity.fields))
        if doubtful:
            values["unsure"] = doubtful
            context.draft.note(
                "warning",
                f"{entity.id}: whether the day or the month stands first in {', '.join(doubtful)} is undecided; the "
                "day is taken to. Say it by 'dates: month_first' of the source in kpibot.yaml, or take 'unsure' out",
            )
        if entity.ways and not entity.only:
            values["joins"] = {
                way.name: {"to": context.entities[way.to].id, "on": on_of(way.column, way.other)}
                for way in entity.ways.values()
            }
        rows = f"{entity.table.rows:,} rows of {entity.table.heading}"
        key = "" if entity.key else "; no columns tell its rows apart"
        tables[entity.id] = Entry(values, f"{label_of(entity.noun)}: {rows}{key}.")
    tables.update(made)
