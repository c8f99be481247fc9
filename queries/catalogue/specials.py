"""Reads what special answers need: funnels, scorecards, timelines, profiles, goals and dashboards."""

from __future__ import annotations

import re
from collections.abc import Mapping

from queries.catalogue import keys
from queries.catalogue.entry import Entry
from queries.catalogue.model import Dashboard, Funnel, Goals, Path, Profile, Scorecard, Stage, Timeline, Words
from queries.catalogue.refs import Refs
from queries.catalogue.words import read_words
from queries.catalogue.yaml_tree import Node


def read_funnel(name: str, node: Node, refs: Refs) -> Funnel | None:
    """Stages in order over an event table."""
    entry = Entry(node, f"funnel {name}", keys.FUNNEL, refs.problems)
    words = read_words(entry, name)
    table = refs.one(entry, "table", "tables", "table", required=True)
    base = refs.one(entry, "base", "tables", "table", required=True)
    columns = [entry.text(key, required=True) for key in ("entity", "stage", "time", "base_key")]
    entry.need("stages")
    stages = tuple(s for item in entry.items("stages") if (s := _read_stage(name, item, refs)) is not None)
    ids = [stage.id for stage in stages]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        refs.problems.add(node.place, f"funnel {name} has the stage {twice!r} twice")
    if entry.has("stages") and len(stages) < 2:
        refs.problems.add(node.place, f"funnel {name} needs at least two stages")
    entity, stage, time, base_key = columns
    if None in (table, base, entity, stage, time, base_key):
        return None
    assert table and base and entity and stage and time and base_key
    return Funnel(name, words, table, entity, stage, time, base, base_key, stages, node.place)


def _read_stage(funnel: str, node: Node, refs: Refs) -> Stage | None:
    if node.kind == "text":
        return Stage(_slug(node.text), Words({"en": node.text}), node.text)
    entry = Entry(node, f"a stage of funnel {funnel}", keys.STAGE, refs.problems)
    value = entry.text("value", required=True)
    if value is None:
        return None
    stage_id = entry.text("id") or _slug(value)
    words = read_words(entry, stage_id)
    return Stage(stage_id, words if entry.has("label") else Words({"en": value}, words.synonyms), value)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "_", text.strip().lower()).strip("_")


def read_scorecard(name: str, node: Node, refs: Refs) -> Scorecard | None:
    """Metrics shown together."""
    entry = Entry(node, f"scorecard {name}", keys.SCORECARD, refs.problems)
    words = read_words(entry, name)
    metrics = refs.many(entry, "metrics", "metrics", "metric", required=True)
    dimension = refs.one(entry, "dimension", "dimensions", "dimension")
    by = refs.one(entry, "by", "dimensions", "dimension")
    return Scorecard(name, words, metrics, dimension, by, node.place) if metrics else None


def read_timeline(name: str, node: Node, refs: Refs) -> Timeline | None:
    """One entity's events."""
    entry = Entry(node, f"timeline {name}", keys.TIMELINE, refs.problems)
    words = read_words(entry, name)
    table = refs.one(entry, "table", "tables", "table", required=True)
    dimension = refs.one(entry, "dimension", "dimensions", "dimension", required=True)
    entry.need("columns")
    columns = _paths(entry, entry.get("columns"), table, refs)
    labels: dict[str, Mapping[str, Path]] = {}
    for language, value, place in entry.pairs("label_columns"):
        if language not in keys.LANGUAGES:
            refs.problems.unknown(place, f"language in 'label_columns' of {entry.what}:", language, keys.LANGUAGES)
            continue
        found = _paths(entry, value, table, refs)
        for column in found:
            if column not in columns:
                refs.problems.unknown(value.place, f"column in 'label_columns' of {entry.what}:", column, columns)
        labels[language] = found
    if columns and "time" not in columns:
        refs.problems.add(node.place, f"'columns' of timeline {name} need a 'time'")
    if table is None or dimension is None or not columns:
        return None
    return Timeline(name, words, table, dimension, tuple(columns.items()), labels, node.place)


def _paths(entry: Entry, node: Node | None, table: str | None, refs: Refs) -> dict[str, Path]:
    found: dict[str, Path] = {}
    if node is None or table is None:
        return found
    if node.kind != "map":
        entry.wrong("columns", node, "a mapping of names to paths")
        return found
    for column, value in node.keys.items():
        path = refs.path_at(value.text, value.place, f"column {column} of {entry.what}", table)
        if path:
            found[column] = path
    return found


def read_profile(name: str, node: Node, refs: Refs) -> Profile | None:
    """A subset held against its base."""
    entry = Entry(node, f"profile {name}", keys.PROFILE, refs.problems)
    words = read_words(entry, name)
    subset = refs.one(entry, "subset", "metrics", "metric", required=True)
    base = refs.one(entry, "base", "metrics", "metric", required=True)
    attributes = refs.many(entry, "attributes", "dimensions", "dimension", required=True)
    return Profile(name, words, subset, base, attributes, node.place) if subset and base and attributes else None


def read_goals(node: Node, refs: Refs) -> Goals | None:
    """The table of goals."""
    entry = Entry(node, "goals", keys.GOALS, refs.problems)
    words = read_words(entry, "goals")
    table = refs.one(entry, "table", "tables", "table", required=True)
    dimension = refs.one(entry, "dimension", "dimensions", "dimension", required=True)
    columns = [entry.text(key, required=True) for key in ("metric", "since", "until", "value")]
    if table is None or dimension is None or None in columns:
        return None
    metric, since, until, value = (column or "" for column in columns)
    return Goals(words, table, dimension, metric, since, until, value, node.place)


def read_dashboard(name: str, node: Node, refs: Refs) -> Dashboard | None:
    """The questions of a dashboard."""
    entry = Entry(node, f"dashboard {name}", keys.DASHBOARD, refs.problems)
    words = read_words(entry, name)
    entry.need("items")
    items: list[Mapping[str, str]] = []
    for item in entry.items("items"):
        if item.kind == "text":
            items.append({"en": item.text.strip()})
            continue
        question = Entry(item, f"an item of dashboard {name}", keys.DASHBOARD_ITEM, refs.problems)
        texts = {key: text for key in keys.DASHBOARD_ITEM if (text := question.text(key)) is not None}
        if item.kind == "map" and not texts.keys() & set(keys.LANGUAGES):
            refs.problems.add(item.place, f"an item of dashboard {name} needs its question in a language: en, fa")
        items.append(texts)
    return Dashboard(name, words, tuple(items), node.place) if items else None
