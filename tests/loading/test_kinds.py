"""Every kind of source becomes a table: workbooks, Parquet, JSON lines, SQLite, DuckDB; and none does harm."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from given import read_file, read_text

from data.loading import Kind, SourceError, excel, find_sources, read_into


def test_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sales & co"
    for row in (["Report"], [], ["Day", "Amount", "Code", "OK", "Twice"]):
        sheet.append(row)
    for n in range(3):
        sheet.append([date(2024, 1, n + 1), 1.234 + n, f"00{n}", n > 0, f"=B{n + 4}*2"])
    sheet.append(["Total", 6.702])
    hidden = book.create_sheet("Secret")
    hidden.append(["a"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(path)
    read = read_file(path)
    assert read.report.source == "book.xlsx (Sales & co)"
    assert read.column("day") == [date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 3)]
    assert read.column("amount") == [1.234, 2.234, 3.234]
    assert read.column("code") == ["000", "001", "002"]
    assert read.column("ok") == [False, True, True]
    # openpyxl stores no values of formulas; that is told, not guessed.
    assert [(r.count, r.doubtful) for r in read.report.repairs if r.code == "formulas"] == [(3, True)]
    assert {"title_rows", "total_rows"} <= read.codes()


def test_workbooks_made_to_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far = tmp_path / "far.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id"])
    sheet["XFD1048576"] = 1  # 17 thousand million cells, were they laid out
    book.save(far)
    with pytest.raises(SourceError, match="within the memory a workbook may take"):
        find_sources([far])
        with duckdb.connect() as connection:
            read_into(connection, find_sources([far]).sources[0], "t")
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 4_000_000)
    monkeypatch.setattr(excel, "LARGEST", 1_000_000)
    with pytest.raises(SourceError, match="unpacks to 4 MB"):
        find_sources([bomb])
    (tmp_path / "none.xlsx").write_bytes(b"PK\x03\x04 nonsense")
    with pytest.raises(SourceError, match=r"none.xlsx cannot be read"):
        find_sources([tmp_path / "none.xlsx"])


def test_a_pointer_to_a_file_is_not_the_file(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
    with pytest.raises(SourceError, match=r"sales.csv is a pointer of Git LFS, not the data"):
        read_text(tmp_path / "p", pointer, "sales.csv")


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"""COPY (SELECT range AS "Order ID", '5%' AS rate,
            {{'city': 'X', 'at': {{'n': range}}}} AS place, [1, 2] AS tags,
            TIMESTAMPTZ '2024-01-05 14:00:00+03:30' AS at, 1.5::FLOAT AS f, 'a'::BLOB AS picture, 'yes' AS paid
            FROM range(3)) TO '{path}'"""
        )
    read = read_file(path)
    assert read.types == {
        "order_id": "BIGINT", "rate": "DOUBLE", "place_city": "VARCHAR", "place_at_n": "BIGINT", "tags": "VARCHAR",
        "at": "TIMESTAMP", "f": "DOUBLE", "paid": "BOOLEAN",
    }  # fmt: skip
    assert read.column("rate") == [0.05] * 3
    assert read.column("at") == [datetime(2024, 1, 5, 10, 30)] * 3
    assert {"flattened", "as_text", "left_out_column"} <= read.codes()


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "who": {"name": "Ada", "vip": true}}',
        "{bad",
        "",
        '{"id": 2, "tags": [], "on": "2024-01-05"}',
        "7",
    ]
    read = read_text(tmp_path / "a", "\n".join(lines), "a.jsonl")
    assert read.column("id") == [1, 2]
    assert read.column("who_vip") == [True, None]
    assert read.column("on") == [None, date(2024, 1, 5)]
    assert [r.line for r in read.report.refused] == [2, 5]
    read = read_text(tmp_path / "b", json.dumps([{"a": 1}, {"a": 2.5}]), "a.json")
    assert read.column("a") == [1.0, 2.5]
    with pytest.raises(SourceError, match="no JSON object"):
        read_text(tmp_path / "c", "1\n2\n", "a.jsonl")
    deep = "[" * 100_000
    with pytest.raises(SourceError):
        read_text(tmp_path / "d", deep, "a.json")


def test_sqlite_and_duckdb(tmp_path: Path) -> None:
    light, heavy = tmp_path / "a.sqlite", tmp_path / "b.duckdb"
    with sqlite3.connect(light) as connection:
        connection.execute('CREATE TABLE "my ""table" (a, b, c)')
        connection.executemany('INSERT INTO "my ""table" VALUES (?, ?, ?)', [(1, 2.5, "2024-01-05"), (2, None, None)])
    connection.close()
    with duckdb.connect(str(heavy)) as writer:
        writer.execute("CREATE TABLE t AS SELECT range AS n, '$' || range AS price FROM range(3)")
        writer.execute("CREATE VIEW secrets AS SELECT * FROM read_text('/etc/passwd')")
    sources = find_sources([tmp_path]).sources
    assert [(s.kind, s.name, s.part) for s in sources] == [
        (Kind.SQLITE, "my_table", 'my "table'),
        (Kind.DUCKDB, "t", "t"),
    ]
    with duckdb.connect() as reader:
        for source in sources:
            read_into(reader, source, source.name, spare=tmp_path)
        assert reader.execute("FROM my_table").fetchall() == [(1, 2.5, date(2024, 1, 5)), (2, None, None)]
        assert reader.execute("SELECT sum(price) FROM t").fetchall() == [(3,)]
        # The files are let go, so that their owners may write them.
        assert reader.execute(
            "SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'kpibot%'"
        ).fetchall() == [(0,)]


def test_what_is_passed_over_has_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "outside.csv").write_text("a,b\n1,2\n")
    (folder / "link.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "a b.csv").write_text("a,b\n1,2\n")
    (folder / "A-B.csv").write_text("a,b\n1,2\n")
    (folder / "notes.pdf").write_text("x")
    (folder / "empty.csv").write_text("")
    (folder / ".hidden.csv").write_text("a\n1\n")
    (folder / "fake.parquet").write_text("a\n1\n")
    found = find_sources([folder])
    assert [s.name for s in found.sources] == ["a_b", "a_b_2"]
    reasons = dict(found.passed_over)
    assert set(reasons) == {"link.csv", "notes.pdf", "empty.csv", "fake.parquet"}
    assert "outside the folder" in reasons["link.csv"]
    with pytest.raises(SourceError, match="no such file"):
        find_sources([tmp_path / "gone"])


def test_many_columns(tmp_path: Path) -> None:
    # What planning a statement costs grows with its columns; this many must still be a matter of seconds.
    wide = ",".join(f"c{n}" for n in range(100))
    read = read_text(tmp_path, f"{wide}\n{','.join(str(n) for n in range(100))}\n")
    assert len(read.report.columns) == 100
    assert read.column("c99") == [99]
