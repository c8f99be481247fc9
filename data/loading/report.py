"""What became of a source when it was read: its columns, what was repaired, left out and refused.

`rows_found == rows + left_out + refused_rows` holds for every table read, and a test holds it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from data.unpivot import Unpivot


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of repair of one column or of the whole table.

    `code` names the kind (`SENTENCES` lists them), `column` the column's name or None, `count` how many values or rows
    it touched, `examples` some of them as they stood in the source. `detail` completes the sentence, such as a
    currency. `doubtful` says that the data did not decide it: somebody should look.
    """

    code: str
    column: str | None
    count: int
    examples: tuple[str, ...] = ()
    detail: str = ""
    doubtful: bool = False

    @property
    def text(self) -> str:
        """The repair as a sentence."""
        said = SENTENCES[self.code].format(detail=self.detail, count=f"{self.count:,}")
        where = f"{self.column}: " if self.column else ""
        shown = f" ({', '.join(map(_shown, self.examples))})" if self.examples else ""
        return f"{where}{said}{shown}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that could not be read: the line of the file it begins on, why, and its text (cut to 200 characters)."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it was loaded: `name` in the table, `header` in the source, DuckDB `type`.

    `unit` is the currency, "%" or the unit its values were written with; percents are loaded as fractions. `calendar`
    is "jalali" where days were written so. `days` is False where dates name months only, loaded as their first day.
    """

    name: str
    header: str
    type: str
    unit: str | None = None
    calendar: str | None = None
    days: bool = True


@dataclass(frozen=True, slots=True)
class TableReport:
    """One table as it was read. `left_out` counts blank rows, repeated headers and rows of totals; `refused_rows` the
    rows that could not be read, of which `refused` has the first hundred. `unpivot` is how a crosstab was turned: the
    counts are those of its rows before, `cells` the columns with its values. `period` is the column with the period
    that the source's name tells ("own": its rows have one)."""

    table: str
    source: str
    rows_found: int
    rows: int
    columns: tuple[Column, ...]
    repairs: tuple[Repair, ...] = ()
    refused_rows: int = 0
    refused: tuple[Refused, ...] = ()
    left_out: int = 0
    unpivot: Unpivot | None = None
    cells: tuple[str, ...] = ()
    period: str = ""

    def column(self, name: str) -> Column:
        """The column of a name; raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def lines(self) -> tuple[str, ...]:
        """The report as people read it, one sentence a line."""
        rows = f"{self.table}: {self.rows:,} rows of {self.source}"
        if self.refused_rows:
            rows += f", {self.refused_rows:,} refused"
        refused = [f"  line {r.line}: {r.reason}: {_shown(r.text)}" for r in self.refused[:10]]
        if self.refused_rows > 10:
            refused.append(f"  and {self.refused_rows - 10:,} more refused rows")
        doubts = [f"  {'? ' if r.doubtful else ''}{r.text}" for r in self.repairs]
        return (rows, *doubts, *refused)

    def as_json(self) -> dict[str, Any]:
        """The report as plain values; `from_json` reads it back."""
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> TableReport:
        """A report that `as_json` wrote."""
        return TableReport(
            **{
                **values,
                "columns": tuple(Column(**c) for c in values["columns"]),
                "repairs": tuple(Repair(**{**r, "examples": tuple(r["examples"])}) for r in values["repairs"]),
                "refused": tuple(Refused(**r) for r in values["refused"]),
                "cells": tuple(values.get("cells", ())),
                "unpivot": _unpivot(values.get("unpivot")),
            }
        )


def _unpivot(values: dict[str, Any] | None) -> Unpivot | None:
    if values is None:
        return None
    return Unpivot(**{**values, "columns": tuple(values["columns"]), "keep": tuple(values["keep"])})


SENTENCES = {
    "encoding": "the file is not UTF-8; read as {detail}",
    "mixed_encoding": "{count} lines are not UTF-8 like the rest; read as {detail}",
    "line_ends": "lines end in several ways",
    "nuls": "{count} NUL characters were taken out",
    "separator": "values are separated by {detail}",
    "title_rows": "{count} lines above the header were left out",
    "two_header_rows": "the header has two rows; a column is named by both",
    "no_header": "there is no header; columns are named by their place",
    "duplicate_header": "{count} headers that stood twice were numbered",
    "empty_header": "{count} columns without a header were named by their place",
    "empty_column": "{count} columns without header and values were left out",
    "blank_rows": "{count} blank rows were left out",
    "repeated_header": "{count} repeated header rows were left out",
    "total_rows": "{count} rows that add up others were left out",
    "maybe_total_rows": "{count} rows are named like a total and were kept: they do not add up the others",
    "short_rows": "{count} rows with too few values were filled up with missing ones",
    "long_rows": "{count} rows ended with empty values too many, which were cut off",
    "open_quote": "{count} rows have a quote that does not end; read as a character",
    "trimmed": "spaces around {count} values were cut off",
    "letters": "{count} values with Arabic letters were written with Persian ones, as the other values are",
    "missing": "{count} values mean that there is none",
    "not_a_number": "{count} values are no number and are missing now",
    "not_a_date": "{count} values are no date and are missing now",
    "not_a_span": "{count} values are no length of time and are missing now",
    "not_a_yes_no": "{count} values are neither yes nor no and are missing now",
    "money": "{count} values written as money ({detail}) were read as numbers",
    "unit": "{count} values with a unit ({detail}) were read as numbers",
    "span": "{count} lengths of time were read as seconds{detail}",
    "open_spans": "{count} values stay text: 12:45 may be hours and minutes or minutes and seconds; the heading can "
    "say it, such as Duration (mm:ss)",
    "percent": "{count} percent values were read as fractions (12 % is 0.12)",
    "decimal_comma": "{count} numbers are written with a decimal comma",
    "thousands": "{count} numbers are written with thousands separators",
    "multiples": "{count} numbers are written with {detail}",
    "digits": "{count} values are written in Persian or Arabic digits",
    "maybe_thousands": "{count} values may have {detail} between thousands or before decimals; read as decimals",
    "dates": "{count} dates are written as {detail}",
    "mixed_dates": "{count} dates are written in several ways",
    "jalali": "{count} dates of the Jalali calendar were read",
    "months": "{count} months were read as their first day",
    "ambiguous_dates": "{count} dates could be day/month or month/day; read as {detail}; 'dates' of the source in "
    "kpibot.yaml can say it",
    "ordered_dates": "{count} dates could be day/month or month/day; read as {detail}",
    "excel_days": "{count} dates were written as Excel's day numbers",
    "zone": "{count} times with an offset were turned into UTC",
    "yes_no": "{count} values of yes and no ({detail}) were read as true and false",
    "several_currencies": "values in several currencies ({detail}) stay text: they must not be added up",
    "mixed_percent": "{count} values with and without % stay text: what the others mean is unclear",
    "mixed_decimals": "{count} values stay text: decimals stand after points in some and after commas in others",
    "codes": "numbers with leading zeros or more than 18 digits stay text",
    "flattened": "{detail} was split into columns",
    "as_text": "{detail} is kept as text",
    "left_out_column": "{detail} has no figures or words and was left out",
    "merged": "{count} cells were given the name in the cell above that they are merged with",
    "turned": "{count} columns that hold one figure each were turned into {detail}",
    "total_columns": "{count} columns that add up others were left out",
    "other_total": "a column is named like a total and does not add up the others in {count} rows; it was left out",
    "numbers_of_row": "{detail} would be counted with each value and was left out; 'keep' in unpivot keeps it",
    "no_year": "{count} headings name no year: no question of a period is answered; say it by 'year' in unpivot",
    "spans_of_years": "{count} headings name two years each, and so no period",
    "fiscal_years": "{count} headings name fiscal years; they were read as calendar years",
    "maybe_crosstab": "columns may be periods of one figure ({detail})",
    "crosstab_of_texts": "columns are named by periods and hold texts; they stay columns ({detail})",
    "period_of_name": "{count} rows have no date and were given the {detail} that the name tells",
    "formulas": "{count} formulas have no stored value; open the file in Excel, save it, and load it again",
}


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 60 else flat[:57] + "...")
