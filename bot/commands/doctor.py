"""`kpibot doctor`: is everything there that answers and charts need, and what to do where it is not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.options import Today, Workspace, day_of
from bot.failures import Exit, ending, failure_of

if TYPE_CHECKING:
    from data.workspace import Workspace as Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `code` is the exit code where it is not well."""

    what: str
    found: str
    code: Exit = Exit.OK


def doctor(workspace: Workspace = None, today: Today = None) -> None:
    """Look at the workspace, data, browser, fonts, disk and clock, and say what to fix."""
    with ending():
        worst = Exit.OK
        for finding in _findings(workspace, today is not None, day_of(today).isoformat()):
            mark = "ok " if finding.code == Exit.OK else "BAD"
            typer.echo(f"{mark}  {finding.what:<10} {finding.found}")
            worst = worst or finding.code
        raise SystemExit(worst)


def _findings(workspace: Path | None, pinned: bool, day: str) -> Iterator[Finding]:
    yield Finding("python", f"{sys.version.split()[0]} at {sys.executable}")
    yield from _company(workspace, pinned, day)
    yield from _slack(workspace)
    yield _looked_at("browser", _browser, Exit.NO_BROWSER)
    yield _looked_at("fonts", _fonts, Exit.NO_BROWSER)
    yield _looked_at("disk", _disk, Exit.DISK)
    yield _clock()


def _company(workspace: Path | None, pinned: bool, day: str) -> Iterator[Finding]:
    from datetime import date

    from bot.opening import open_company

    try:
        company = open_company(workspace, date.fromisoformat(day), pinned=pinned)
    except Exception as error:
        stop = failure_of(error)
        if stop is None:
            raise
        yield Finding("workspace", stop.sentence, stop.code)
        return
    place, dataset = company.workspace, company.dataset
    yield Finding("workspace", f"{place.name} in {place.folder}")
    counts = f"{len(dataset.catalogue.metrics)} metrics, {len(dataset.catalogue.dimensions)} dimensions"
    yield Finding("catalogue", counts)
    yield Finding("database", f"{company.store.version}, data to {dataset.through or 'no known day'}")
    yield from _loaded(place)
    if place.people is None:
        yield Finding("people", "none named, so “my” cannot be used")
        return
    try:
        rows = company.store.run(f'SELECT count("{place.people.email}") FROM "{place.people.table}"').rows  # noqa: S608
    except Exception as error:
        stop = failure_of(error)
        if stop is None:
            raise
        yield Finding("people", stop.sentence, stop.code)
        return
    yield Finding("people", f"{rows[0][0]} e-mail addresses in {place.people.table}")


def _loaded(place: Place) -> Iterator[Finding]:
    """What the last load repaired and refused, where the data has sources."""
    from data import versions
    from data.loading.build import read_report

    if not place.sources:
        return
    told = read_report(versions.current(place.database)) if place.database.is_dir() else None
    if told is None:
        yield Finding("loading", "sources are named, but the data was not made from them yet; kpibot load does that")
        return
    at, tables = told
    reports = [report for table in tables for report in table.reports]
    repairs = [repair for report in reports for repair in report.repairs]
    refused = sum(report.refused_rows for report in reports)
    said = f"{len(tables)} tables at {at.astimezone():%Y-%m-%d %H:%M}, {len(repairs)} kinds of repair"
    said += (
        f", {sum(r.doubtful for r in repairs)} to look at, {refused:,} rows refused; kpibot load --report tells them"
    )
    yield Finding("loading", said)


def _slack(workspace: Path | None) -> Iterator[Finding]:
    from bot.slack.looking import look_at_slack
    from data.first_use import home

    for looked in look_at_slack(workspace or home()):
        yield Finding(looked.what, looked.found, Exit.OK if looked.well else Exit.SLACK)


def _looked_at(what: str, look: Callable[[], str], code: Exit) -> Finding:
    from charts.errors import ChartError

    try:
        return Finding(what, look())
    except (OSError, ChartError) as error:
        return Finding(what, str(error), code)


def _browser() -> str:
    from charts.browser import find_browser

    return find_browser()


def _fonts() -> str:
    import charts

    folder = Path(charts.__file__).parent / "fonts"
    fonts = sorted(p.name for p in folder.rglob("*") if p.suffix in (".ttf", ".woff2", ".otf"))
    if not fonts:
        raise OSError(f"there are no fonts in {folder}; install kpibot again")
    return ", ".join(fonts)


def _disk() -> str:
    from data.first_use import home

    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / f".probe-{os.getpid()}"
    probe.write_text("kpibot", encoding="utf-8")
    probe.unlink()
    free = os.statvfs(folder)
    return f"{folder.resolve()} can be written to, {free.f_bavail * free.f_frsize // 1_000_000:,} MB free"


def _clock() -> Finding:
    now = datetime.now().astimezone()
    return Finding("clock", f"{now:%Y-%m-%d %H:%M} {now.tzname()}")
