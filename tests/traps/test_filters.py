"""Conditions on members, and the missing member.

notes
note_id  label          kind  written_on  points
1        50% off        A     2026-01-05  1
2        50 off         A     2026-01-06  2
3        a_b            B     2026-01-07  4
4        axb            B     2026-01-08  8
5        O'Brien        -     2026-01-09  16
6        فروش ویژه      -     2026-01-10  32
7        -              C     2026-01-11  64
8        "quoted"       C     2026-01-12  128
9        back\\slash    C     2026-01-13  256
10       ÉCLAIR         D     2026-01-14  512
"""

from __future__ import annotations

import pytest
from tiny_company import Company

CATALOGUE = """
name: Filters
currency: USD
tables:
  notes: {source: notes, primary_key: note_id, time: written_on}
dimensions:
  label: {table: notes, column: label, label: {en: Label}}
  kind: {table: notes, column: kind, label: {en: Kind}}
metrics:
  points: {table: notes, agg: sum, expr: points, format: points, label: {en: Points}}
"""

JANUARY = ("2026-01-01", "2026-02-01", "month")


@pytest.mark.parametrize(
    ("condition", "points"),
    [
        (("label", "in", "O'Brien"), 16),
        (("label", "in", "50% off"), 1),
        (("label", "in", "a_b"), 4),
        (("label", "in", '"quoted"'), 128),
        (("label", "in", "back\\slash"), 256),
        (("label", "in", "فروش ویژه"), 32),
        (("label", "in", "'; DROP TABLE notes; --"), 0),
        (("label", "in", "50% off", "a_b"), 5),
        (("label", "contains", "%"), 1),
        (("label", "contains", "_"), 4),
        (("label", "contains", "50"), 3),
        (("label", "contains", "\\"), 256),
        (("label", "contains", "'"), 16),
        (("label", "contains", "ویژه"), 32),
        (("label", "contains", "QUOTED"), 128),
        (("label", "contains", "éclair"), 512),
        (("label", "starts_with", "50%"), 1),
        (("label", "starts_with", "فروش"), 32),
        (("label", "ends_with", "off"), 3),
        (("label", "ends_with", "_b"), 4),
        (("kind", "in", "A"), 3),
        (("kind", "in", "A", None), 51),
        (("kind", "none", None), 48),
        (("kind", "in", None), 48),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_member_is_taken_by_the_letter(company: Company, condition: tuple[str | None, ...], points: float) -> None:
    """Quotes, percent signs, underscores, backslashes and letters of any script mean themselves."""
    assert company.value("points", filters=[condition], period=JANUARY) == points


def test_leaving_members_out_keeps_what_has_none(company: Company) -> None:
    """Without A and B: C, D and the two notes without kind: 48 + 448 + 512. SQL's NOT IN would lose those two."""
    assert company.value("points", filters=[("kind", "not_in", "A", "B")], period=JANUARY) == 1008
    found = company.figures("points", by=["kind"], filters=[("kind", "not_in", "A", "B")], period=JANUARY)
    assert found == {"C": 448, "D": 512, None: 48}


def test_leaving_out_the_missing_member(company: Company) -> None:
    """Without the missing kind: all but 48; without it and A: all but 51."""
    assert company.value("points", filters=[("kind", "not_in", None)], period=JANUARY) == 975
    assert company.value("points", filters=[("kind", "not_in", None, "A")], period=JANUARY) == 972


def test_two_conditions_both_hold(company: Company) -> None:
    """Kind C and a label: 128 + 256; of one dimension, A or B but not A: B."""
    both = [("kind", "in", "C"), ("label", "not_in", None)]
    assert company.value("points", filters=both, period=JANUARY) == 384
    assert company.value("points", filters=[("kind", "in", "A", "B"), ("kind", "not_in", "A")], period=JANUARY) == 12


def test_the_missing_member_is_a_group(company: Company) -> None:
    """Notes 5 and 6 have no kind; they are shown, and all groups make up the total."""
    found = company.answer("points", by=["kind"], period=JANUARY)
    assert {row[0]: row[1] for row in found.rows} == {"A": 3, "B": 12, "C": 448, "D": 512, None: 48}
    assert found.totals["points"] == 1023


def test_empty_text_and_null_are_one_missing_member(company: Company) -> None:
    """Exports write nothing as null or as an empty text; in one column both are the same missing member.

    The empty text is written here as two quotes by the source of the table, which turns them into one.

    notes
    note_id  label  kind  written_on  points
    1        a      A     2026-01-05  1
    2        b      -     2026-01-06  2
    3        c      ''    2026-01-07  4
    """
    company.engine.connection.execute("UPDATE notes SET kind = '' WHERE kind = ''''''")
    found = company.figures("points", by=["kind"], period=JANUARY)
    assert found == {"A": 1, None: 6}
    assert company.value("points", filters=[("kind", "none", None)], period=JANUARY) == 6


def test_no_value_of_a_filter_stands_in_the_sql(company: Company) -> None:
    """Whatever a person types is bound, never written into the statement."""
    for member in ("50% off", "O'Brien", "فروش ویژه", "'; DROP TABLE notes; --"):
        for op in ("in", "not_in", "contains", "starts_with"):
            found = company.answer("points", filters=[("label", op, member)], period=JANUARY)
            assert member not in found.sql
            assert member.replace("'", "''") not in found.sql


_NAMED = ("column: kind, label: {en: Kind}}", "column: kind, label: {en: Kind}, label_columns: {fa: label}}")


@pytest.mark.parametrize("company", [_NAMED], indirect=True)
@pytest.mark.parametrize(
    ("op", "text", "points"),
    [("contains", "ویژه", 32), ("starts_with", "فروش", 32), ("starts_with", "a", 15), ("ends_with", "off", 3)],
)
def test_letters_may_stand_in_a_members_name_of_any_language(
    company: Company, op: str, text: str, points: float
) -> None:
    assert company.value("points", filters=[("kind", op, text)], period=JANUARY) == points
