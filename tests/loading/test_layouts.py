"""Files of every layout and encoding are read to the last row, and what was wrong with them is told."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import duckdb
import pytest
from given import Read, read_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.loading import SourceError, find_sources, read_into


def rows_of(read: Read) -> list[tuple[object, ...]]:
    """All rows of what was read."""
    return read.connection.execute("FROM loaded").fetchall()


@pytest.mark.parametrize(
    ("text", "encoding", "names"),
    [
        ("name,amount\nMüller,1\nJosé,2\n", "cp1252", ["Müller", "José"]),
        ("name,amount\nکرمان,1\nتهران و مشهد,2\n", "cp1256", ["کرمان", "تهران و مشهد"]),
        ("name,amount\nПривет,1\nмир,2\n", "cp1251", ["Привет", "мир"]),
        ("name\tamount\nکرمان\t1\nab\t2\n", "utf-16", ["کرمان", "ab"]),
        ("name;amount\nab;1\ncd;2\n", "utf-16-le", ["ab", "cd"]),
        ("name|amount\nکرمان|1\nb|2\n", "utf-8-sig", ["کرمان", "b"]),
        ("sep=;\nname;amount\na;1\nb;2\n", "utf-8", ["a", "b"]),
    ],
)  # fmt: skip
def test_encodings_and_separators(tmp_path: Path, text: str, encoding: str, names: list[str]) -> None:
    read = read_text(tmp_path, text.encode(encoding))
    assert read.column("name") == names
    assert read.column("amount") == [1, 2]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Müller Bäckerei Straße"), ("cp1252", "São Paulo coração ações"), ("cp1252", "Ångström smørbrød"),
        ("cp1252", "Élève forêt où cœur"), ("cp1252", "¿año? señor"), ("cp1252", "“quoted” – 5 €"),
        ("cp1250", "Győr Őrölt kávé sütemény"), ("cp1250", "Łódź Gdańsk żółć"), ("cp1250", "Příliš žluťoučký kůň"),
        ("cp1250", "Bucureşti judeţul Iaşi"), ("cp1250", "Đorđe Ćosić čeka"),
        ("cp1254", "İstanbul Şişli Kadıköy müşteri"),
        ("cp1257", "Šiauliai Klaipėda žemė"),
    ],
)  # fmt: skip
def test_code_pages_are_told_by_the_letters_of_a_language(tmp_path: Path, encoding: str, text: str) -> None:
    read = read_text(tmp_path, f"name;n\n{text};1\n{text};2\n".encode(encoding))
    assert read.column("name") == [text, text]


def test_persian_in_its_code_page_has_its_own_letters(tmp_path: Path) -> None:
    text = "شهر,تاريخ,پرداخت\nكرج,12 ارديبهشت 1402,خير\nيزد,3 دي 1402,بله\n"
    read = read_text(tmp_path, text.encode("cp1256"))
    assert [c.header for c in read.report.columns] == ["شهر", "تاریخ", "پرداخت"]
    assert rows_of(read) == [("کرج", date(2023, 5, 2), False), ("یزد", date(2023, 12, 24), True)]
    arabic = read_text(tmp_path, "city,n\nالكويت,1\nدبي,2\n".encode("cp1256"))
    assert arabic.column("city") == ["الكويت", "دبي"]


def test_arabic_letters_do_not_hide_what_is_meant(tmp_path: Path) -> None:
    read = read_text(tmp_path, "روز,انجام\n1 تير 1402,خير\n2 فروردين 1402,بله\n".encode())
    assert rows_of(read) == [(date(2023, 6, 22), False), (date(2023, 3, 22), True)]


def test_mixed_encodings_and_nuls_are_told(tmp_path: Path) -> None:
    read = read_text(tmp_path, "name,n\nکرمان,1\n".encode() + "Müller,2\n".encode("cp1252") + b"a\0b,3\n")
    assert read.column("name") == ["کرمان", "Müller", "ab"]
    assert {"mixed_encoding", "nuls"} <= read.codes()


def test_a_report_around_the_table_is_left_out(tmp_path: Path) -> None:
    text = """Sales report;;;
made on 2024-01-09;;;

Region;City;Amount;Amount
North;A;10;1
North;B;5;1
Total;;15;2
Region;City;Amount;Amount
South;C;7;1
;;;
Total;;7;1
Grand total;;22;3
"""
    read = read_text(tmp_path, text)
    assert read.column("city") == ["A", "B", "C"]
    assert read.column("amount") == [10, 5, 7]
    assert [c.name for c in read.report.columns] == ["region", "city", "amount", "amount_2"]
    assert {"title_rows", "total_rows", "repeated_header", "blank_rows", "duplicate_header"} <= read.codes()
    assert (read.report.rows_found, read.report.left_out) == (8, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "above",
    [
        'Sales,,\n"All of them,\nin two lines",,\ncity,amount,place\n',
        'Sales,,\n\n"All of them\n\nin three lines",,\n\ncity,amount,place\n',
        '"city",amount,"place\nof sale"\n',
        'Sales,,\n"5"" screens",,\n5" ones,,\ncity,amount,place\n',
    ],
)
def test_lines_within_a_title_cost_no_row(tmp_path: Path, above: str, end: str) -> None:
    text = above + "".join(f"C{n},{n},Here\n" for n in range(1, 9))
    read = read_text(tmp_path, text.replace("\n", end))
    assert read.column("amount") == [*range(1, 9)]


def test_a_quote_without_an_end_above_a_table_is_told(tmp_path: Path) -> None:
    text = 'Sales,,\n"All of them,,\ncity,amount,place\n' + "".join(f"C{n},{n},Here\n" for n in range(1, 9))
    with pytest.raises(SourceError, match="has a quote without an end on line 2, above its table"):
        read_text(tmp_path, text)


def test_a_member_named_total_is_kept_and_told(tmp_path: Path) -> None:
    read = read_text(tmp_path, "brand,amount\nShell,10\nTotal,4\nAral,3\n")
    assert read.column("brand") == ["Shell", "Total", "Aral"]
    (told,) = [r for r in read.report.repairs if r.code == "maybe_total_rows"]
    assert told.doubtful


def test_rows_that_do_not_fit_are_mended_or_refused_by_line(tmp_path: Path) -> None:
    text = 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n"two\nlines",2,3\n9,8,7,,\n"open,1,2\n5,5,5\n'
    read = read_text(tmp_path, text)
    assert sorted(map(str, read.column("a"))) == ['"open', "1", "4", "5", "9", "two\nlines"]
    assert [(r.line, r.reason) for r in read.report.refused] == [(4, "4 values where the header has 3")]
    assert {"short_rows", "open_quote"} <= read.codes()


def test_years_as_headers_and_no_header_at_all(tmp_path: Path) -> None:
    read = read_text(tmp_path / "a", "region,2022,2023\nNorth,10,20\nSouth,5,6\n")
    assert [c.name for c in read.report.columns] == ["region", "n_2022", "n_2023"]
    read = read_text(tmp_path / "b", "1,2024-01-05,2.5\n2,2024-01-06,3.5\n3,2024-01-07,4.5\n")
    assert read.types == {"column_1": "BIGINT", "column_2": "DATE", "column_3": "DOUBLE"}
    assert "no_header" in read.codes()


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_a_file_without_a_table_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"empty"):
        read_text(tmp_path, text)


def test_sql_in_names_and_values_is_text(tmp_path: Path) -> None:
    evil = 'x"); DROP TABLE loaded; --'
    read = read_text(tmp_path, f"id,'{evil}'\n1,{evil}\n2,'; SELECT 1\n", name="a'; DROP TABLE b; --.csv")
    assert read.column(read.report.columns[1].name) == [evil, "'; SELECT 1"]


_CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=8)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_CELLS, min_size=1, max_size=5), min_size=1, max_size=8))
def test_whatever_stands_in_a_file_no_row_is_lost_silently(tmp_path: Path, cells: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["alpha", "beta", "gamma"], *cells])
    path = tmp_path / "given.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    with duckdb.connect() as connection:
        try:
            report = read_into(connection, find_sources([path]).sources[0], "loaded")
        except SourceError:
            return  # one sentence, and no table
        assert report.rows_found == report.rows + report.left_out + report.refused_rows
        # A row of more than the three columns with values in the extra ones is refused, every other one is there.
        wide = sum(any(c.strip() for c in row[3:]) for row in cells)
        filled = sum(any(c.strip() for c in row) for row in cells)
        assert report.rows + report.refused_rows + report.left_out >= filled
        assert report.refused_rows <= wide


def test_a_row_with_a_value_missing_in_its_middle_is_not_read_askew(tmp_path: Path) -> None:
    whole = "".join(f"{n},Ada {n},Sales,{n * 100},Active\n" for n in range(1, 30))
    read = read_text(tmp_path, f"id,name,team,pay,state\n{whole}Bob,Sales,700,Active\n31,Eve,Sales\nTotal,,,9\n")
    assert [row[:4] for row in rows_of(read)[29:]] == [(31, "Eve", "Sales", None)]
    assert [(one.line, one.reason) for one in read.report.refused] == [
        (31, "4 values where the header has 5, and not below it")
    ]


def test_one_column_of_decimal_commas_separates_nothing(tmp_path: Path) -> None:
    rows = "".join(f"R{n};Kunde {n};Tische;{n};{n}.120,50\n" for n in range(1, 40))
    read = read_text(tmp_path, f"Belegnr;Kunde;Artikel;Menge;Umsatz\n{rows}")
    assert [c.name for c in read.report.columns] == ["belegnr", "kunde", "artikel", "menge", "umsatz"]
    assert read.column("umsatz")[:2] == [1120.5, 2120.5]
