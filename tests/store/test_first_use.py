"""The demo company is made once, when it is missing, changed or old, and never in the way of an answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import first_use
from data.faults import StoreUnwritable

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


class Maker:
    """Stands in for the generator: notes what it was asked for and leaves a workspace behind."""

    def __init__(self) -> None:
        self.days: list[date] = []
        self.problem: Exception | None = None

    def __call__(self, folder: Path, *, seed: int, today: date, scale: int, progress: object = None) -> Path:
        self.days.append(today)
        if self.problem is not None:
            raise self.problem
        folder.mkdir(parents=True, exist_ok=True)
        first_use._note(folder, first_use.Made(first_use._generator(), today.isoformat(), seed, scale))
        return folder


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    monkeypatch.setenv("KPIBOT_HOME", str(tmp_path))
    made = Maker()
    monkeypatch.setattr(first_use, "write_demo", made)
    return made


Use = Callable[..., tuple[Path, list[str]]]


@pytest.fixture
def use(maker: Maker) -> Use:
    def used(today: date, *, pinned: bool = False) -> tuple[Path, list[str]]:
        said: list[str] = []
        return first_use.demo_workspace(today, pinned=pinned, say=said.append), said

    return used


def test_the_first_use_makes_it_and_says_so(use: Use, maker: Maker, tmp_path: Path) -> None:
    folder, said = use(MONDAY)
    assert (folder, maker.days) == (tmp_path / "demo", [MONDAY])
    assert said == ["Making the demo company ..."]


def test_later_uses_take_it_as_it_is(use: Use, maker: Maker) -> None:
    use(MONDAY)
    assert use(TUESDAY)[1] == []
    assert maker.days == [MONDAY]


def test_one_that_is_older_than_yesterday_is_made_anew(use: Use, maker: Maker) -> None:
    use(MONDAY)
    assert use(WEDNESDAY)[1] == ["Making the demo company anew ..."]
    assert maker.days == [MONDAY, WEDNESDAY]


def test_a_pinned_day_leaves_it_as_it_is(use: Use, maker: Maker) -> None:
    use(MONDAY)
    use(date(2027, 5, 1), pinned=True)
    assert maker.days == [MONDAY]


def test_another_generator_makes_it_anew_even_on_a_pinned_day(
    use: Use, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(MONDAY)
    monkeypatch.setattr(first_use, "_generator", lambda: "another")
    use(MONDAY, pinned=True)
    assert len(maker.days) == 2


@pytest.mark.parametrize("content", ["", "{}", "not json", '{"generator": "x"}'])
def test_a_damaged_note_makes_it_anew(use: Use, maker: Maker, tmp_path: Path, content: str) -> None:
    use(MONDAY)
    (tmp_path / "demo" / "made.json").write_text(content, encoding="utf-8")
    use(MONDAY)
    assert len(maker.days) == 2


def test_when_it_cannot_be_made_anew_the_old_one_answers(use: Use, maker: Maker) -> None:
    use(MONDAY)
    maker.problem = StoreUnwritable("the disk is full.")
    _, said = use(WEDNESDAY)
    assert said[-1] == "The demo company stays as it was: the disk is full."


def test_when_there_is_none_the_fault_is_told(use: Use, maker: Maker) -> None:
    maker.problem = StoreUnwritable("the disk is full.")
    with pytest.raises(StoreUnwritable, match="full"):
        use(MONDAY)


def test_two_first_uses_at_once_make_it_once(use: Use, maker: Maker) -> None:
    threads = [threading.Thread(target=use, args=(MONDAY,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert maker.days == [MONDAY]


def test_a_folder_with_something_else_in_it_is_not_for_a_demo(tmp_path: Path) -> None:
    assert first_use.may_write_demo(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    assert first_use.may_write_demo(tmp_path / "empty")
    (tmp_path / "empty" / "catalogue").mkdir()
    assert not first_use.may_write_demo(tmp_path / "empty")


def test_the_written_demo_is_a_workspace_with_its_data_and_stories(demo: Path) -> None:
    made: dict[str, Any] = json.loads((demo / "made.json").read_text(encoding="utf-8"))
    assert made == {"generator": first_use._generator(), "today": "2026-11-23", "seed": 7, "scale": 1}
    assert (demo / "kpibot.yaml").is_file()
    assert list((demo / "catalogue").glob("*.yaml"))
    assert json.loads((demo / "truth.json").read_text(encoding="utf-8"))
    assert first_use.may_write_demo(demo)
