"""Companies that are not the demo: a catalogue of this folder, tables in memory, questions in words to rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from data.calendar_table import build_calendar
from intents.read import Reader
from intents.reading import Reading
from queries.answer import Answer
from queries.catalogue.load import load_catalogue
from queries.dataset import Dataset, open_dataset
from queries.engine import Rows
from queries.run import answer

TODAY = date(2026, 11, 23)
HERE = Path(__file__).parent
DATASETS = HERE.parents[2] / "shared" / "datasets"
COMPANIES = ("maven_crm", "superstore", "northwind", "ravenstack")


class TablesInMemory:
    """An engine over a DuckDB in memory."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, sql: str, parameters: Mapping[str, object], *, max_rows: int = 100_000) -> Rows:
        cursor = self.connection.cursor()
        cursor.execute(sql, dict(parameters))
        rows = cursor.fetchmany(max_rows)
        return Rows(tuple(d[0] for d in cursor.description or ()), rows)


@dataclass(frozen=True)
class Company:
    """One company's data, and the reader of its catalogue in both languages."""

    dataset: Dataset
    reader: Reader

    def read(self, question: str) -> Reading:
        """The reading of a question."""
        return self.reader.read(question, TODAY)

    def ask(self, question: str) -> Answer:
        """The answer to a question that is read to the last word."""
        reading = self.read(question)
        assert reading.status == "answered", (question, reading.message, reading.unread)
        assert reading.query is not None
        return answer(reading.query, self.dataset, TODAY)


def company(name: str, fill: Callable[[duckdb.DuckDBPyConnection], object]) -> Company:
    """A company whose tables `fill` makes."""
    connection = duckdb.connect()
    fill(connection)
    catalogue = load_catalogue(HERE / name)
    settings = catalogue.calendar
    build_calendar(connection, date(1996, 1, 1), date(2027, 12, 31), settings.week_start, settings.fiscal_year_start)
    dataset = open_dataset(catalogue, TablesInMemory(connection), TODAY)
    return Company(dataset, Reader(catalogue, dataset.members, ("en", "fa")))


@cache
def public_company(name: str) -> Company:
    """The company of a public data set, read where it lies."""
    folder = DATASETS / name

    def fill(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("SET file_search_path = ?", [str(folder)])
        connection.execute((folder / "load.sql").read_text("utf-8").replace("OR REPLACE VIEW", "TABLE"))

    return company(name, fill)
