"""Loads a catalogue: YAML files in, a checked `Catalogue` out, or every problem with its file and line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import TypeVar, get_args

from queries.catalogue import keys
from queries.catalogue.boundaries import with_boundaries
from queries.catalogue.checks import check_catalogue
from queries.catalogue.dimensions import read_condition, read_dimension, read_generic, with_shared_members
from queries.catalogue.entry import Entry
from queries.catalogue.figures import Figures
from queries.catalogue.metrics import Draft, read_metric
from queries.catalogue.model import CalendarSettings, Catalogue, Goals, Metric, Place, Simple, Stock, Weekday
from queries.catalogue.paths import find_paths
from queries.catalogue.problems import CatalogueError, Problem, Problems
from queries.catalogue.reach import TIMES, Reach, ordered
from queries.catalogue.refs import Refs
from queries.catalogue.specials import (
    read_dashboard,
    read_funnel,
    read_goals,
    read_profile,
    read_scorecard,
    read_timeline,
)
from queries.catalogue.tables import TableTraits, check_times, read_table
from queries.catalogue.yaml_tree import Node, read_tree
from queries.query import Calendar

__all__ = ["CatalogueError", "Problem", "load_catalogue", "load_catalogue_documents", "load_catalogue_text"]

Thing = TypeVar("Thing")
_SECTIONS = tuple(key for key in keys.CATALOGUE if key not in ("name", "currency", "calendar", "goals"))
_ID = re.compile(r"(?!.*__)[a-z][a-z0-9_]{0,62}")
_RESERVED = TIMES | {"half", "season", "all", "none"}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
SETTINGS_FILE = "kpibot.yaml"


def load_catalogue(folder: FilePath) -> Catalogue:
    """The catalogue of a workspace: catalogue/*.yaml or *.yaml; kpibot.yaml may give name, currency, calendar."""
    inner = folder / "catalogue"
    place = inner if inner.is_dir() else folder
    files = sorted(f for pattern in ("*.yaml", "*.yml") for f in place.glob(pattern) if f.name != SETTINGS_FILE)
    if not files:
        raise CatalogueError([Problem(Place(str(place), 1), "no catalogue here: no *.yaml file")])
    problems = Problems()
    documents: list[tuple[str, str]] = []
    for file in files:
        documents.append((str(file.relative_to(folder)), _text(file, problems)))
    settings = folder / SETTINGS_FILE
    workspace = (SETTINGS_FILE, _text(settings, problems)) if settings.is_file() else None
    return _load(documents, workspace, problems, folder)


def load_catalogue_text(text: str, file: str = "catalogue.yaml") -> Catalogue:
    """The catalogue of one YAML document."""
    return _load([(file, text)], None, Problems(), FilePath())


def load_catalogue_documents(
    documents: Mapping[str, str], settings: str | None = None, folder: FilePath | None = None
) -> Catalogue:
    """The catalogue of YAML texts by the names of their files, with the text of kpibot.yaml."""
    workspace = None if settings is None else (SETTINGS_FILE, settings)
    return _load(list(documents.items()), workspace, Problems(), folder or FilePath())


def _text(file: FilePath, problems: Problems) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.add(Place(file.name, line), "this is not UTF-8", "save the file with the encoding UTF-8")
    except OSError as error:
        problems.add(Place(file.name, 1), f"cannot be read: {error}")
    return ""


def _load(
    documents: list[tuple[str, str]], workspace: tuple[str, str] | None, problems: Problems, folder: FilePath
) -> Catalogue:
    roots = [root for file, text in documents if (root := read_tree(text, file, problems)) is not None]
    entries = [Entry(root, "the catalogue", keys.CATALOGUE, problems) for root in roots]
    settings = list(entries)
    if workspace is not None and (root := read_tree(workspace[1], workspace[0], problems)) is not None:
        settings.append(Entry(root, "kpibot.yaml", tuple(root.keys), problems))
    start = Place(documents[0][0], 1)
    sections = {section: _section(section, entries, problems) for section in _SECTIONS}
    names = {section: frozenset(nodes) for section, nodes in sections.items()}
    refs = Refs({**names, "times": TIMES}, problems)
    traits = _read_tables(sections["tables"], refs)
    dimensions = with_shared_members(_each(sections["dimensions"], read_dimension, refs))
    dimensions = with_boundaries(dimensions, folder, problems)
    drafts = _each(sections["metrics"], read_metric, refs)
    for clash in sorted(names["metrics"] & names["dimensions"]):
        problems.add(sections["metrics"][clash].place, f"{clash} is both a metric and a dimension")
    if not sections["metrics"] and not problems.found:
        problems.add(start, "the catalogue has no metrics")
    goals = _goals(entries, refs)
    paths = find_paths(refs.tables, dimensions, _facts(drafts), problems)
    reach = Reach(refs.tables, traits, dimensions, paths, problems)
    catalogue = Catalogue(
        name=_setting(settings, "name") or "kpibot",
        currency=_currency(settings, problems),
        calendar=_calendar(settings, problems),
        tables=refs.tables,
        dimensions=dimensions,
        metrics=_finish(drafts, reach, problems),
        generics=_each(sections["generics"], read_generic, refs),
        conditions=_each(sections["words"], read_condition, refs),
        funnels=_each(sections["funnels"], read_funnel, refs),
        scorecards=_each(sections["scorecards"], read_scorecard, refs),
        timelines=_each(sections["timelines"], read_timeline, refs),
        profiles=_each(sections["profiles"], read_profile, refs),
        goals=goals,
        dashboards=_each(sections["dashboards"], read_dashboard, refs),
        version=_version(documents, workspace),
        _paths=paths,
    )
    problems.raise_if_any()
    check_catalogue(catalogue, refs)
    problems.raise_if_any()
    return catalogue


def _section(section: str, entries: list[Entry], problems: Problems) -> dict[str, Node]:
    """The entries of a section over all files, without ids that cannot be used."""
    found: dict[str, Node] = {}
    for entry in entries:
        for name, node, place in entry.pairs(section):
            if not _ID.fullmatch(name):
                problems.add(place, f"{name!r} is no id: small letters, digits and single _, starting with a letter")
            elif name.startswith("kpibot_") or (section in ("metrics", "dimensions", "generics") and name in _RESERVED):
                problems.add(place, f"{name!r} is kept for kpibot itself; choose another id in {section}")
            elif name in found:
                first = found[name].place
                problems.add(place, f"{name} stands twice in {section}; first in {first.file} line {first.line}")
            else:
                found[name] = node if node.kind != "null" else Node("map", place)
    return found


def _each(nodes: Mapping[str, Node], read: Callable[[str, Node, Refs], Thing | None], refs: Refs) -> dict[str, Thing]:
    """Read every entry of a section; the wrong ones are left out, their problems noted."""
    return {name: thing for name, node in nodes.items() if (thing := read(name, node, refs)) is not None}


def _read_tables(nodes: dict[str, Node], refs: Refs) -> dict[str, TableTraits]:
    traits: dict[str, TableTraits] = {}
    for name, node in nodes.items():
        table, traits[name] = read_table(name, node, refs)
        if table is not None:
            refs.tables[name] = table
    check_times(nodes, refs)
    return traits


def _facts(drafts: Mapping[str, Draft]) -> frozenset[str]:
    definitions = [draft.metric.definition for draft in drafts.values()]
    return frozenset(d.table for d in definitions if isinstance(d, Simple | Stock))


def _finish(drafts: Mapping[str, Draft], reach: Reach, problems: Problems) -> Figures:
    done: dict[str, Metric] = {}
    for name in ordered(drafts, problems):
        metric = reach.finish(drafts[name], done)
        if metric is not None:
            done[name] = metric
    return Figures({name: done[name] for name in drafts if name in done})


def _goals(entries: list[Entry], refs: Refs) -> Goals | None:
    nodes = [node for entry in entries if (node := entry.get("goals")) is not None]
    for extra in nodes[1:]:
        refs.problems.add(extra.place, "'goals' stands in two files")
    return read_goals(nodes[0], refs) if nodes else None


def _setting(entries: list[Entry], key: str) -> str | None:
    return next((text for entry in entries if (text := entry.text(key)) is not None), None)


def _currency(entries: list[Entry], problems: Problems) -> str:
    for entry in entries:
        text, node = entry.text("currency"), entry.get("currency")
        if text is not None and node is not None:
            if not re.fullmatch("[A-Z]{3}", text):
                problems.add(node.place, f"'currency' must be an ISO 4217 code such as USD, not {text!r}")
            return text
    return "USD"


def _calendar(entries: list[Entry], problems: Problems) -> CalendarSettings:
    node = next((n for entry in entries if (n := entry.get("calendar")) is not None), None)
    if node is None:
        return CalendarSettings()
    entry = Entry(node, "calendar", keys.CALENDAR, problems)
    weekdays: tuple[Weekday, ...] = get_args(Weekday)
    calendars: tuple[Calendar, ...] = get_args(Calendar)
    return CalendarSettings(
        week_start=entry.choice("week_start", weekdays, "monday"),
        fiscal_year_start=_MONTHS.index(entry.choice("fiscal_year_start", _MONTHS, "january")) + 1,
        persian=entry.choice("persian", calendars, "jalali"),
        default=entry.choice("default", calendars, "gregorian"),
    )


def _version(documents: list[tuple[str, str]], workspace: tuple[str, str] | None) -> str:
    digest = hashlib.sha256()
    for file, text in [*documents, *([workspace] if workspace else [])]:
        digest.update(f"{file}\0{text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]
