"""Opening a company: its workspace, catalogue, data and reader, or the one fault that is in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

from bot.answering import Answering
from bot.collecting import uncollected
from bot.kept import kept, kept_folder
from bot.people import UnknownPerson, find_person
from bot.progress import Progress, say
from bot.rights import Access, access_of, check_roles
from data.engines.opened import CalendarRules, Opened
from data.engines.opening import open_database
from data.first_use import demo_workspace
from data.workspace import SETTINGS, Workspace, WorkspaceError, read_workspace
from intents.read import Reader
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue
from queries.dataset import Dataset, open_dataset
from queries.ends import Ends
from queries.members import Members
from queries.rollups.model import Rollup


@dataclass(frozen=True, slots=True)
class Company:
    """One company, open for questions."""

    workspace: Workspace
    store: Opened
    dataset: Dataset
    answering: Answering

    def access(self, email: str | None) -> Access | None:
        """What the person with an e-mail address may see; None without one: whoever may run kpibot here owns the data.

        Raises UnknownPerson for an address that stands neither in the data nor in the settings, Denied for whom the
        settings give nothing.
        """
        if email is None:
            return None
        roles, people = self.workspace.roles, self.workspace.people
        if people is None and not roles.by_email:
            raise WorkspaceError(f"{self.workspace.folder / SETTINGS}:1: no 'people' are named, so --as cannot be used")
        if email.strip().casefold() not in roles.by_email:
            if people is None:
                raise UnknownPerson(email)
            find_person(email, people, self.store)
        return access_of(email, self)


@dataclass(frozen=True, slots=True)
class Known:
    """What does not change while catalogue and data do not."""

    catalogue: Catalogue
    members: Members
    ends: Ends
    version: str
    reader: Reader
    rollups: tuple[Rollup, ...]


def open_company(folder: Path | None, today: date, *, pinned: bool) -> Company:
    """The company of a workspace folder; without one, the demo company."""
    workspace = open_workspace(folder, today, pinned=pinned)
    day = min(today, datetime.now().astimezone().date())
    with uncollected():
        known, store = work_out(workspace, day)
    check_roles(workspace, known.catalogue)
    dataset = Dataset(
        known.catalogue, store, known.members, known.ends.last, known.version, rollups=known.rollups, ends=known.ends
    )
    return Company(workspace, store, dataset, Answering(dataset, known.reader))


def work_out(workspace: Workspace, day: date, *, here: bool = False) -> tuple[Known, Opened]:
    """What is known of a company, kept from the last time or worked out.

    Very many members are indexed by a process of its own unless `here` is wanted: that takes a minute and much memory,
    which a process that answers has better use for.
    """
    # A broken catalogue is told before a missing database; a server's calendar is made by the catalogue's rules.
    rules = CalendarRules()
    if workspace.server is not None or not workspace.database.exists():
        rules = calendar_rules(load_catalogue(workspace.folder))
    store = open_database(workspace, rules)

    def shelf(name: str, fill: Callable[[Path], None]) -> Path:
        return kept_folder(workspace, store, name, fill, None if here else lambda: _elsewhere(workspace, day))

    def make() -> Known:
        catalogue = load_catalogue(workspace.folder)
        dataset = open_dataset(catalogue, store, day, shelf)
        ends = dataset.known_ends
        reader = Reader(catalogue, dataset.members, _read(workspace.languages), ends)
        return Known(catalogue, dataset.members, ends, dataset.version, reader, dataset.rollups)

    return kept(workspace, store, day, Known, make), store


def _elsewhere(workspace: Workspace, day: date) -> None:
    """Have a process of its own work it out; where that fails it is done here."""
    say("Indexing the names of very many members; this is done once for each version of the data ...")
    command = [sys.executable, "-m", "bot.preparing", str(workspace.folder.resolve()), day.isoformat()]
    root = Path(__file__).parent.parent
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def calendar_rules(catalogue: Catalogue) -> CalendarRules:
    """The company's own weeks and years, as its calendar table has them."""
    return CalendarRules(catalogue.calendar.week_start, catalogue.calendar.fiscal_year_start)


def _read(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Of a workspace's languages those whose questions are understood; all are written."""
    return tuple(code for code in languages if _has_words(code)) or ("en",)


def _has_words(code: str) -> bool:
    return find_spec(f"intents.{code}") is not None and find_spec(f"intents.{code}.words") is not None


def open_workspace(folder: Path | None, today: date, *, pinned: bool) -> Workspace:
    """The workspace of a folder; without one, the demo's, made if it has to be."""
    if folder is None:
        with Progress() as progress:
            folder = demo_workspace(today, pinned=pinned, progress=progress.report, say=say)
    return read_workspace(folder)


__all__ = ["Company", "UnknownPerson", "calendar_rules", "open_company", "open_workspace"]
