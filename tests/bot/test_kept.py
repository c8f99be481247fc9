"""What is kept between runs is used again, but only for what it was made from, and never trusted blindly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from bot.kept import kept, kept_folder
from data.publish import publish
from data.store import Store
from data.workspace import Workspace, read_workspace

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Made:
    """Something worked out."""

    number: int


class Maker:
    """Counts how often it was asked to work."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> Made:
        self.calls += 1
        return Made(self.calls)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "company"
    (folder / "catalogue").mkdir(parents=True)
    (folder / "kpibot.yaml").write_text("name: Company\n", encoding="utf-8")
    (folder / "catalogue" / "metrics.yaml").write_text("metrics: {}\n", encoding="utf-8")
    publish(folder / "data", lambda connection: fill(connection, 1))
    return read_workspace(folder)


def fill(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    connection.execute(f"CREATE TABLE facts AS SELECT {number} AS n")


@pytest.fixture
def store(place: Workspace) -> Iterator[Store]:
    with Store(place.database) as opened:
        yield opened


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "kpibot").iterdir())


def test_the_second_run_takes_what_the_first_made(place: Workspace, store: Store) -> None:
    make = Maker()
    assert kept(place, store, TODAY, Made, make) == kept(place, store, TODAY, Made, make) == Made(1)
    assert make.calls == 1


def test_another_day_makes_it_anew(place: Workspace, store: Store) -> None:
    make = Maker()
    kept(place, store, TODAY, Made, make)
    assert kept(place, store, date(2026, 11, 24), Made, make) == Made(2)


@pytest.mark.parametrize("name", ["kpibot.yaml", "catalogue/metrics.yaml"])
def test_another_catalogue_makes_it_anew(place: Workspace, store: Store, name: str) -> None:
    make = Maker()
    kept(place, store, TODAY, Made, make)
    with (place.folder / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert kept(place, store, TODAY, Made, make) == Made(2)


def test_other_data_makes_it_anew(place: Workspace, store: Store) -> None:
    make = Maker()
    kept(place, store, TODAY, Made, make)
    publish(place.database, lambda connection: fill(connection, 2))
    store.refresh()
    assert kept(place, store, TODAY, Made, make) == Made(2)


def test_a_damaged_file_is_as_good_as_none(place: Workspace, store: Store, tmp_path: Path) -> None:
    make = Maker()
    kept(place, store, TODAY, Made, make)
    for file in files(tmp_path):
        file.write_bytes(file.read_bytes()[:20])
    assert kept(place, store, TODAY, Made, make) == Made(2)


def test_a_folder_that_others_may_write_to_is_not_used(place: Workspace, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "kpibot"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    make = Maker()
    kept(place, store, TODAY, Made, make)
    assert files(tmp_path) == []
    assert kept(place, store, TODAY, Made, make) == Made(2)


def test_a_thing_of_another_kind_is_not_taken(place: Workspace, store: Store, tmp_path: Path) -> None:
    make = Maker()
    kept(place, store, TODAY, Made, make)
    (file,) = files(tmp_path)
    file.write_bytes(b"\x80\x05K\x01.")  # the number 1, pickled
    assert kept(place, store, TODAY, Made, make) == Made(2)


def test_what_is_kept_is_readable_by_its_owner_alone(place: Workspace, store: Store, tmp_path: Path) -> None:
    kept(place, store, TODAY, Made, Maker())
    assert [file.stat().st_mode & 0o777 for file in files(tmp_path)] == [0o600]


def filled(folder: Path) -> None:
    (folder / "names").write_text("one\ntwo\n", encoding="utf-8")


def refused(folder: Path) -> None:
    raise AssertionError("filled again")


def test_a_folder_is_filled_once_for_all_days_and_runs(place: Workspace, store: Store) -> None:
    folder = kept_folder(place, store, "members-a", filled)
    assert (folder / "names").read_text(encoding="utf-8") == "one\ntwo\n"
    assert kept_folder(place, store, "members-a", refused) == folder
    assert kept_folder(place, store, "members-b", filled) != folder


def test_other_data_fills_another_folder_and_the_oldest_goes(place: Workspace, store: Store) -> None:
    folders = [kept_folder(place, store, "members-a", filled)]
    for number in (2, 3):
        publish(place.database, lambda connection, n=number: fill(connection, n))  # type: ignore[misc]
        store.refresh()
        folders.append(kept_folder(place, store, "members-a", filled))
    assert [folder.exists() for folder in folders] == [False, True, True]


def test_a_folder_that_could_not_be_filled_is_not_kept(place: Workspace, store: Store, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        kept_folder(place, store, "members-a", refused)
    assert files(tmp_path) == []
