"""Lays out a source of any kind."""

from __future__ import annotations

from pathlib import Path

import duckdb

from data.loading.encodings import Decoded
from data.loading.source import Kind, Source, SourceError
from data.loading.staged import Staged
from data.loading.text_files import stage_text


def stage(
    connection: duckdb.DuckDBPyConnection, source: Source, folder: Path, decoded: Decoded | None = None
) -> Staged:
    """Lay out a source; `folder` takes the copies that this needs. Raises SourceError.

    `decoded` is a text file that was decoded already.
    """
    if source.kind is Kind.POSTGRES:
        from data.loading.postgres import stage_postgres

        return stage_postgres(connection, source, folder)
    path = source.path
    if path is None or not path.is_file():
        raise SourceError(f"{source.label}: there is no such file.")
    if source.kind is Kind.TEXT:
        return stage_text(connection, path, folder, decoded=decoded)
    if source.kind is Kind.JSON_LINES:
        from data.loading.json_lines import stage_json

        return stage_json(connection, path, folder)
    if source.kind is Kind.EXCEL:
        from data.loading.excel import stage_excel

        return stage_excel(connection, source, folder)
    if source.kind is Kind.SQLITE:
        from data.loading.sqlite_files import stage_sqlite

        return stage_sqlite(connection, source, folder)
    from data.loading.typed_files import stage_typed

    return stage_typed(connection, source)
