"""Anybody's files and databases into DuckDB tables: find what there is, read it generously, report every repair.

`find_sources(places)` gives `Found`, `read_into(connection, source, table)` a `TableReport`;
see find.py, read.py and report.py.
"""

from __future__ import annotations

from data.loading.find import Found, find_sources
from data.loading.read import read_into
from data.loading.report import Column, Refused, Repair, TableReport
from data.loading.source import Kind, Source, SourceError

__all__ = [
    "Column", "Found", "Kind", "Refused", "Repair", "Source", "SourceError", "TableReport", "find_sources", "read_into",
]  # fmt: skip
