"""What a stranger's files may hold: SQL in names, a name in every row, YAML bombs, links."""

from __future__ import annotations

import io
import resource
from pathlib import Path

import duckdb
import pytest
import yaml
from rich.console import Console

from bot.reply import Reply
from bot.terminal import show
from data.section import WorkspaceError
from tests.founding.companies import init

EVIL = "\"; DROP TABLE orders; -- ' {en: x} # \n: &a *a"


def test_sql_and_yaml_in_names_and_members(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    connection = duckdb.connect(str(raw / "shop.duckdb"))
    table, column = (name.replace('"', '""') for name in ("orders'; DROP TABLE x; --", EVIL))
    connection.execute(
        f'CREATE TABLE "{table}" (id INTEGER, "day" DATE, "{column}" VARCHAR, "select" DOUBLE, "أمر" TEXT)'
    )
    for number, member in enumerate((EVIL, "'; DROP TABLE kpibot_calendar; --", "{{ 7*7 }}"), 1):
        connection.execute(
            f"INSERT INTO \"{table}\" VALUES (?, DATE '2025-01-01', ?, 10, ?)", [number, member, "x" * number]
        )
    connection.close()
    asked = init(tmp_path / "ws", [raw])
    for file in ("tables", "dimensions", "metrics"):
        assert yaml.safe_load((tmp_path / "ws" / "catalogue" / f"{file}.yaml").read_text("utf-8"))
    (dimension, *_) = [d for d in asked.dataset.catalogue.dimensions if asked.dataset.members.count(d) == 3]
    label = asked.dataset.catalogue.dimensions[dimension].words.label["en"]
    metric = next(m for m in asked.dataset.catalogue.metrics.values() if m.unit == "count")
    found = asked.rows(f"{metric.words.label['en']} by {label}")
    assert sorted(found) == sorted([(EVIL, 1), ("'; DROP TABLE kpibot_calendar; --", 1), ("{{ 7*7 }}", 1)])
    assert {path.name for path in tmp_path.iterdir()} == {"raw", "ws"}


def test_headers_that_stand_twice_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("order_date,amount,amount,,region\n2025-01-01,1,10,a,North\n2025-01-02,2,20,b,South\n", "utf-8")
    asked = init(tmp_path / "ws", [file])
    assert asked.rows("orders by region") == [("North", 1), ("South", 1)]
    labels = [metric.words.label["en"] for metric in asked.dataset.catalogue.metrics.values()]
    assert len(labels) == len(set(labels))


def test_hundreds_of_thousands_of_members_are_no_breakdown(tmp_path: Path) -> None:
    file = tmp_path / "events.parquet"
    duckdb.execute(
        "COPY (SELECT 'user ' || i AS visitor, DATE '2025-01-01' + CAST(i % 300 AS INTEGER) AS day, i % 7 AS clicks, "
        f"'r' || (i % 5) AS region FROM range(250000) t(i)) TO '{file}' (FORMAT parquet)"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    asked = init(tmp_path / "ws", [file])
    assert "visitor" not in asked.dataset.catalogue.dimensions
    assert any("too many" in finding.text for finding in asked.founded.draft.findings)
    assert len(asked.rows("clicks by region")) == 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000  # kB


def test_a_bomb_of_anchors_in_an_edited_file(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("order_date,amount\n2025-01-01,1\n", "utf-8")
    init(tmp_path / "ws", [file])
    levels = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 12))
    catalogue = tmp_path / "ws" / "catalogue" / "ours.yaml"
    catalogue.write_text(f"x0: &x0 [boom]\n{levels}", "utf-8")
    with pytest.raises(Exception, match=r"ours\.yaml"):
        init(tmp_path / "ws", [file])


@pytest.mark.parametrize("name", ["catalogue", "kpibot.yaml", "data"])
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    workspace = tmp_path / "ws"
    workspace.mkdir()
    (workspace / name).symlink_to(outside if name != "kpibot.yaml" else outside / "kpibot.yaml")
    file = tmp_path / "orders.csv"
    file.write_text("order_date,amount\n2025-01-01,1\n", "utf-8")
    with pytest.raises(WorkspaceError, match=r"link|did not write"):
        init(workspace, [file])
    assert not list(outside.iterdir())


def test_tables_called_like_the_beginning_of_a_statement(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, name in enumerate(("select", "withdrawals", "selected_items"), 1):
        (raw / f"{name}.csv").write_text("order_date,amount\n" + f"2025-01-0{number},{number}\n" * number, "utf-8")
    asked = init(tmp_path / "ws", [raw])
    assert set(asked.dataset.catalogue.tables) == {"select", "withdrawals", "selected_items"}
    assert asked.rows("withdrawals") == [(2,)]


def test_a_terminal_shows_what_it_would_obey() -> None:
    out = io.StringIO()
    reply = Reply("", "en", "answered", None, "\x1b[2JNorth\x07", suggestions=("\x9b31mSouth\u202e",))
    show(reply, Console(file=out, width=80))
    assert out.getvalue() == "�[2JNorth�\nQuestions that work:\n  �31mSouth�\n"
