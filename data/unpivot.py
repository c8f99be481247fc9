"""The `unpivot` setting of a source: which of its columns are values of one figure, and become rows.

sources:
  budget: {file: budget.xlsx, unpivot: {value: budget, year: 2025}}       # columns named by months
  sales:  {file: sales.csv, unpivot: periods}                             # "Sales Jan", "Cost Jan" …
  stock:  {file: stock.csv, unpivot: {columns: [North, South], name: region, value: stock}}
"""

from __future__ import annotations

from dataclasses import dataclass

from data.section import Section

PERIODS = "periods"
_KEYS = ("columns", "keep", "name", "value", "year")


@dataclass(frozen=True, slots=True)
class Unpivot:
    """Columns that become rows: those of `columns`, else all but those of `keep`, else all whose heading names a
    period. `name` is the column with their headings or periods, `value` that with their values ("": as the headings
    say), `year` that of months without one. With `guess` they are turned only where nothing speaks against it."""

    columns: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    name: str = ""
    value: str = ""
    year: int | None = None
    guess: bool = False

    @property
    def by_period(self) -> bool:
        """Whether the columns are found by the periods that their headings name."""
        return not self.columns and not self.name


def read_unpivot(source: Section) -> Unpivot | None:
    """What a source says of it. Raises WorkspaceError."""
    if "unpivot" not in source.names:
        return None
    if not source.is_mapping("unpivot"):
        if source.is_list("unpivot") or source.text("unpivot") != PERIODS:
            raise source.mistake("unpivot", "'unpivot' is periods, or what becomes rows: {value: budget, year: 2025}")
        return Unpivot()
    section = source.section("unpivot", _KEYS)
    assert section is not None
    columns, keep = section.texts("columns"), section.texts("keep")
    name, value, year = section.text("name") or "", section.text("value") or "", section.number("year", 0.0)
    if columns and keep:
        raise section.mistake("keep", "'columns' says which become rows, 'keep' which do not: one of them is enough")
    if columns and not (name and value):
        raise section.mistake(
            "columns", "'columns' needs 'name' for what their headings are and 'value' for what they hold"
        )
    if name and not columns and not keep:
        raise section.mistake("name", "'name' is for 'columns' or 'keep'; columns of periods are named by their period")
    if name and not value:
        raise section.mistake("name", "with 'name', 'value' says what the columns hold")
    if (year and not (1300 <= year <= 1450 or 1900 <= year <= 2100)) or year != int(year):
        raise section.mistake("year", f"'year' must be a year such as 2025 or 1404, not {section.text('year')!r}")
    return Unpivot(columns, keep, name, value, int(year) or None)


def unpivot_keys(one: Unpivot) -> dict[str, object]:
    """The keys of the setting as they are written; without any it is written as PERIODS."""
    return {key: list(value) if isinstance(value, tuple) else value for key in _KEYS if (value := getattr(one, key))}
