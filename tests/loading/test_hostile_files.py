"""Files that were made badly or to harm: each is read right, or named with what is wrong, within bounds."""

from __future__ import annotations

import csv
import os
import sqlite3
from datetime import date
from pathlib import Path

import duckdb
import pytest
from given import read_file, read_text

from data.loading import SourceError, find_sources, read_into

DAYS = [f"2025-01-{n % 28 + 1:02}" for n in range(60)]


@pytest.mark.parametrize("name", ["sales[12]", "sales*", "sales?"])
@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_file_named_like_a_pattern_is_that_file(tmp_path: Path, name: str, kind: str) -> None:
    folder = tmp_path / "Q1 [final]"
    folder.mkdir()
    for one, amount in ((name, 1), ("sales1", 100), ("sales2", 100)):
        duckdb.execute(f"COPY (SELECT {amount} AS amount) TO '{tmp_path}/written' (FORMAT {kind})")
        (tmp_path / "written").rename(folder / f"{one}.{kind}")
    (source,) = find_sources([folder / f"{name}.{kind}"]).sources
    with duckdb.connect() as connection:
        read_into(connection, source, "t", spare=folder)
        assert connection.execute("FROM t").fetchall() == [(1,)]


def test_names_that_are_no_text_and_links_in_a_circle_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")).write_text("a,b\n1,2\n")
    (tmp_path / "circle.csv").symlink_to(tmp_path / "circle.csv")
    found = find_sources([tmp_path])
    assert [s.name for s in found.sources] == ["a"]
    assert dict(found.passed_over).keys() == {"caf\\xe9.csv", "circle.csv"}
    assert "rename it" in dict(found.passed_over)["caf\\xe9.csv"]
    assert "caf\\xe9.csv" in found.unread


def test_a_file_that_may_not_be_opened_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    opened = Path.open

    def denied(path: Path, *rest: object, **more: object) -> object:
        if path.name == "b.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", denied)
    found = find_sources([tmp_path])
    assert [s.name for s in found.sources] == ["a"]
    assert found.passed_over == (("b.csv", "it cannot be opened: Permission denied"),)


@pytest.mark.parametrize(
    ("first", "second"), [("\r\n", "\n"), ("\n", "\r\n"), ("\n", "\r"), ("\r\r\n", "\n"), ("\n\r", "\n\r")]
)
def test_lines_that_end_in_several_ways(tmp_path: Path, first: str, second: str) -> None:
    rows = [f"{day},{n}{second if n % 2 else first}" for n, day in enumerate(DAYS)]
    read = read_text(tmp_path, f"day,amount{first}{''.join(rows)}")
    assert read.column("amount") == list(range(60))
    assert "line_ends" in read.codes()


def test_lines_within_quotes_end_no_line(tmp_path: Path) -> None:
    rows = [f'{day},"a\nb",{n}\r\n' for n, day in enumerate(DAYS)]
    read = read_text(tmp_path, f"day,note,amount\r\n{''.join(rows)}")
    assert read.column("note") == ["a\nb"] * 60
    assert not read.codes()


@pytest.mark.parametrize(
    ("separator", "row"),
    [
        # Commas in every row, of decimals and within a text, make more columns than what separates values.
        (";", "{day};{n},5;North;a, b, c, d"),
        ("\t", "{day}\t{n},5\tNorth\ta, b, c, d"),
        ("^", "{day}^{n}.5^North^a b"),
        ("~", "{day}~{n}.5~North~a b"),
        ("\x01", "{day}\x01{n}.5\x01North\x01a b"),
    ],
)
def test_what_separates_values_is_told_by_the_header(tmp_path: Path, separator: str, row: str) -> None:
    lines = [separator.join(("day", "amount", "region", "note")), *(row.format(day=d, n=n) for n, d in enumerate(DAYS))]
    read = read_text(tmp_path, "\n".join(lines))
    assert read.column("amount") == [n + 0.5 for n in range(60)]
    assert read.types["day"] == "DATE"


def test_without_a_header_values_tell_what_separates_them(tmp_path: Path) -> None:
    read = read_text(tmp_path, "\n".join(f"{n},5;{n},25;{n},75" for n in range(60)))
    assert read.column("column_1") == [n + 0.5 for n in range(60)]


def test_a_backslash_before_a_quote(tmp_path: Path) -> None:
    rows = [rf'{day},"the \"{n}\", so called",{n}' for n, day in enumerate(DAYS)]
    read = read_text(tmp_path, "\n".join(["day,name,amount", *rows, '2025-01-05,"C:\\\\temp",60', "2025-01-05,x"]))
    assert read.column("amount") == [*range(61), None]
    assert read.column("name") == [*(f'the "{n}", so called' for n in range(60)), "C:\\temp", "x"]


def test_a_letter_at_the_end_of_a_piece_of_a_long_line(tmp_path: Path) -> None:
    long = b"a" * ((1 << 20) - 1) + "سلام".encode()
    read = read_text(tmp_path, b"note,amount\nx\xe9,1\n" + long + b",2\nb,3\n")
    assert read.column("note") == ["xé", long.decode(), "b"]


def test_many_rows_without_their_last_value_take_seconds(tmp_path: Path) -> None:
    rows = "".join(f"{day},{n}\n" for n in range(500) for day in DAYS)
    read = read_text(tmp_path, f"day,amount,note\n2025-01-01,7,x\n{rows}")
    assert len(read.column("amount")) == 30_001
    assert [r.count for r in read.report.repairs if r.code == "short_rows"] == [30_000]


def test_days_and_numbers_that_no_answer_can_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with duckdb.connect(str(path)) as writer:
        writer.execute("CREATE TABLE t (day DATE, sent TIMESTAMP, amount DOUBLE)")
        writer.execute(
            """INSERT INTO t VALUES (DATE '2025-01-01', TIMESTAMP '2025-01-01 10:00', 1),
            ('infinity', '-infinity', 'nan'), ('20222-01-01', '0044-03-15 (BC) 10:00', 'inf')"""
        )
    read = read_file(path)
    assert read.column("day") == [date(2025, 1, 1), None, None]
    assert [v is None for v in read.column("sent")] == [False, True, True]
    assert read.column("amount") == [1, None, None]
    assert {(r.column, r.code, r.count) for r in read.report.repairs} == {
        ("day", "not_a_date", 2), ("sent", "not_a_date", 2), ("amount", "not_a_number", 2),
    }  # fmt: skip


@pytest.mark.parametrize("odd", ["20222-01-05", "0044-03-15 (BC)", "0000-00-00", "9999-12-31", "infinity"])
def test_an_odd_day_far_down_is_none(tmp_path: Path, odd: str) -> None:
    # The sample of a column has only days as programs write them.
    rows = [f"{DAYS[n % 60]},{n}" for n in range(6_000)]
    read = read_text(tmp_path, "\n".join(["day,amount", *rows[:5_500], f"{odd},0", *rows[5_500:]]))
    days = read.column("day")
    assert (len(days), days[5_500], days.count(None)) == (6_001, None, 1)
    assert "not_a_date" in read.codes("day")


def test_every_type_that_duckdb_has(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    with duckdb.connect(str(path)) as writer:
        writer.execute("CREATE TABLE t AS FROM test_all_types()")
    assert len(read_file(path).report.columns) > 50


def _sqlite(path: Path, *statements: str) -> Path:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


def test_sqlite_files_made_to_harm(tmp_path: Path) -> None:
    huge = _sqlite(
        tmp_path / "huge.sqlite",
        "CREATE TABLE t (id INTEGER, x TEXT GENERATED ALWAYS AS (hex(zeroblob(300000000))) VIRTUAL)",
        "INSERT INTO t VALUES (1)",
    )
    with pytest.raises(SourceError, match=r"huge.sqlite \(t\) cannot be read: string or blob too big"):
        read_file(huge)
    damaged = _sqlite(
        tmp_path / "damaged.sqlite",
        "PRAGMA page_size = 1024",
        "CREATE TABLE t (id INTEGER, x TEXT)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000) "
        "INSERT INTO t SELECT i, 'x' || i FROM n",
    )
    content = bytearray(damaged.read_bytes())
    content[20_000:40_000] = b"\xa5" * 20_000
    damaged.write_bytes(content)
    with pytest.raises(SourceError, match=r"damaged.sqlite \(t\) cannot be read: database disk image is malformed"):
        read_file(damaged)


def test_the_tables_of_a_full_text_index_are_no_data(tmp_path: Path) -> None:
    path = _sqlite(
        tmp_path / "a.sqlite",
        "CREATE VIRTUAL TABLE notes USING fts5(body)",
        "CREATE TABLE orders (id INTEGER)",
        "CREATE TABLE notes_archive (id INTEGER)",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    )
    assert [s.part for s in find_sources([path]).sources] == ["notes_archive", "orders"]


def test_thousands_of_numbers_before_periods_are_settled_in_a_few_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.loading import turn
    from data.unpivot import Unpivot

    looked = 0
    unique = turn._unique

    def counted(*arguments: object) -> bool:
        nonlocal looked
        looked += 1
        return unique(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(turn, "_unique", counted)
    numbers = [f"k{n}" for n in range(200)]
    file = tmp_path / "wide.csv"
    with file.open("w") as out:
        writer = csv.writer(out)
        writer.writerow(["shop", *numbers, "Jan 2025", "Feb 2025", "Mar 2025"])
        writer.writerows([["a", *(r // 50 if n < 30 else r for n in range(200)), r, r, r] for r in range(100)])
    (source,) = find_sources([file]).sources
    with duckdb.connect() as connection:
        report = read_into(connection, source, "t", unpivot=Unpivot(guess=True))
        # The first number that differs in all rows is needed, and those before it.
        assert [c.name for c in report.columns] == ["shop", *numbers[:31], "month", "value"]
    assert looked < 20


def test_json_made_to_harm(tmp_path: Path) -> None:
    line = '{"id": 1, "note": "' + "x" * (17 << 20) + '"}'
    good = "\n".join(f'{{"id": {n}, "note": "a", "x": {"[" * n + "]" * n}}}' for n in range(2, 300))
    read = read_text(tmp_path / "a", f"{line}\n{good}\n", "a.jsonl")
    assert read.column("id") == list(range(2, 300))
    assert [(r.line, len(r.text)) for r in read.report.refused] == [(1, 200)]
    # Half of a letter is not worth a file.
    read = read_text(tmp_path / "b", '{"a": "x\\ud800", "\\udfff": 1}\n{"a": "\\ud83d\\ude00"}', "a.jsonl")
    assert read.column("a") == ["x?", "😀"]


def test_an_array_is_read_item_by_item(tmp_path: Path) -> None:
    read = read_text(tmp_path / "a", ' [ {"a": 1} ,\n{"a": 2}, 7, {"a": 3}' + ', {"a": 4}' * 20 + "\n] \n", "a.json")
    assert read.column("a") == [1, 2, 3, *[4] * 20]
    assert [(r.line, r.text) for r in read.report.refused] == [(3, "7")]
    for number, (text, why) in enumerate([('[{"a": 1} {"a": 2}]', "neither a comma nor its end"), ('[{"a": 1}', "a")]):
        with pytest.raises(SourceError, match=f"is no JSON: .*{why}"):
            read_text(tmp_path / f"b{number}", text, "a.json")


def test_a_table_called_like_one_of_kpibot_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "kpibot_calendar.csv").write_text("day,amount\n2025-01-01,2\n")
    assert [s.name for s in find_sources([tmp_path]).sources] == ["own_kpibot_calendar"]


def test_a_quote_without_an_end_swallows_no_rows(tmp_path: Path) -> None:
    rows = "".join(f"{day},South,{n}\n" for n in range(20) for day in DAYS)
    with pytest.raises(SourceError, match=r"given.csv has a quote without an end on line 3: take it out"):
        read_text(tmp_path, f'day,region,amount\n2025-01-01,North,1\n2025-01-01,"North,5\n{rows}')


def test_a_long_row_that_does_not_fit_is_read_to_its_end(tmp_path: Path) -> None:
    wide = [f"c{n}" for n in range(60)]
    full = ["x" * 300] * 60
    lines = [",".join(row) for row in (wide, full, full[:50], [*full, ""], full)]
    read = read_text(tmp_path, "\n".join(lines) + "\n")
    assert sorted(read.column("c49"), key=str) == ["x" * 300] * 4
    assert read.column("c59").count(None) == 1
    assert "short_rows" in read.codes()
