"""ZetaSQL, Google's own analyser of BigQuery's SQL with an interpreter: an engine with the tables of a DuckDB file."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb
from copying import columns_of
from zetasql.api import CatalogBuilder, TableBuilder
from zetasql.core.exceptions import ZetaSQLError
from zetasql.core.local_service import ZetaSqlLocalService
from zetasql.types import (
    AnalyzerOptions,
    ArrayType,
    LanguageFeature,
    LanguageOptions,
    NameResolutionMode,
    ProductMode,
    Type,
    TypeKind,
    ZetaSQLBuiltinFunctionOptions,
)
from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as service_pb2

from data.rows import QueryFailed, Rows

# What BigQuery's documentation tells of and our statements need; all else that ZetaSQL knows is refused.
FEATURES = ("NULLS_FIRST_LAST_IN_ORDER_BY", "ANALYTIC_FUNCTIONS", "GROUPING_BUILTIN", "GROUPING_SETS", "CIVIL_TIME",
            "NUMERIC_TYPE", "DISABLE_FLOAT32")  # fmt: skip
_KINDS = {"VARCHAR": "STRING", "DATE": "DATE", "TIMESTAMP": "DATETIME", "DOUBLE": "DOUBLE", "BOOLEAN": "BOOL"}
_BOUND = ((bool, "BOOL"), (int, "INT64"), (float, "DOUBLE"), (str, "STRING"), (date, "DATE"))
_EPOCH = date(1970, 1, 1)


class GoogleSql:
    """An engine like any other. Where it is not `live`, statements rely on what holds of its rows."""

    dialect = "bigquery"
    version = "1"

    def __init__(self, source: duckdb.DuckDBPyConnection, tables: Sequence[str], *, live: bool) -> None:
        self.live = live
        self._service = ZetaSqlLocalService.get_instance()
        self._client = client = self._service.wasm_client
        # Its own ways copy byte by byte.
        client.write_bytes = lambda place, data: ctypes.memmove(_address(client, place), data, len(data))
        client.read_bytes = lambda place, size: ctypes.string_at(_address(client, place), size)
        self._language = LanguageOptions(
            product_mode=ProductMode.PRODUCT_EXTERNAL,
            name_resolution_mode=NameResolutionMode.NAME_RESOLUTION_DEFAULT,
            enabled_language_features=[int(getattr(LanguageFeature, f"FEATURE_{name}")) for name in FEATURES],
        )
        builder = CatalogBuilder("company")
        request = service_pb2.RegisterCatalogRequest()
        for table in tables:
            made = TableBuilder(table)
            columns = columns_of(source, table)
            kinds = [_kind(duck) for _, duck in columns]
            for (name, _), kind in zip(columns, kinds, strict=True):
                made.add_column(name, getattr(TypeKind, f"TYPE_{kind}"))
            builder.add_table(made.build())
            content = request.table_content[table].table_data
            for row in source.execute(f'SELECT * FROM "{table}"').fetchall():
                cells = content.row.add().cell
                for value, kind in zip(row, kinds, strict=True):
                    _write(cells.add(), value, kind)
        catalogue = builder.with_builtin_functions(
            ZetaSQLBuiltinFunctionOptions(language_options=self._language)
        ).build()
        request.simple_catalog.CopyFrom(catalogue.to_proto())
        done = client.call_grpc_func("ZetaSqlLocalService_RegisterCatalog", request, service_pb2.RegisterResponse)
        self._catalogue = done.registered_id

    def run(self, sql: str, parameters: Mapping[str, object] | None = None, *, max_rows: int = 100_000) -> Rows:
        """The rows of one statement."""
        kinds = {name: _bound_kind(value) for name, value in (parameters or {}).items()}
        request = service_pb2.EvaluateQueryRequest(sql=sql, registered_catalog_id=self._catalogue)
        request.options.CopyFrom(self._options(kinds))
        for name, value in (parameters or {}).items():
            bound = request.params.add(name=name)
            _write(bound.value, value, kinds[name])
        try:
            done = self._client.call_grpc_func(
                "ZetaSqlLocalService_EvaluateQuery", request, service_pb2.EvaluateQueryResponse
            )
        except ZetaSQLError as error:
            raise QueryFailed(f"GoogleSQL: {error}") from error
        names = tuple(column.name for column in done.prepared.columns)
        rows = [tuple(_read(cell) for cell in row.cell) for row in done.content.table_data.row]
        assert len(rows) <= max_rows
        return Rows(names, rows)

    def _options(self, kinds: Mapping[str, str]) -> Any:
        told = [AnalyzerOptions.QueryParameter(name=name, type=_type(kind)) for name, kind in kinds.items()]
        return AnalyzerOptions(language_options=self._language, query_parameters=told).to_proto()


def _address(client: Any, place: int) -> int:
    return ctypes.addressof(client.memory.data_ptr().contents) + place


def _kind(duck: str) -> str:
    return "NUMERIC" if duck.startswith("DECIMAL") else _KINDS.get(duck, "INT64")


def _bound_kind(value: object) -> str:
    if isinstance(value, list):
        return f"{_bound_kind(value[0]) if value else 'STRING'}[]"
    return next(kind for held, kind in _BOUND if isinstance(value, held))


def _type(kind: str) -> Type:
    one = Type(type_kind=getattr(TypeKind, f"TYPE_{kind.removesuffix('[]')}"))
    return Type(type_kind=TypeKind.TYPE_ARRAY, array_type=ArrayType(element_type=one)) if kind.endswith("[]") else one


def _write(cell: Any, value: Any, kind: str) -> None:
    if value is None:
        return
    if kind.endswith("[]"):
        cell.array_value.SetInParent()
        for one in value:
            _write(cell.array_value.element.add(), one, kind.removesuffix("[]"))
    elif kind == "DATE":
        cell.date_value = (value - _EPOCH).days
    elif kind == "DATETIME":
        cell.datetime_value.bit_field_datetime_seconds = (
            value.year << 26 | value.month << 22 | value.day << 17 | value.hour << 12 | value.minute << 6 | value.second
        )
        cell.datetime_value.nanos = value.microsecond * 1000
    elif kind == "NUMERIC":
        scaled = int(Decimal(value).scaleb(9))
        cell.numeric_value = scaled.to_bytes((scaled.bit_length() + 8) // 8, "little", signed=True)
    else:
        setattr(cell, f"{kind.lower()}_value", value)


def _read(cell: Any) -> Any:
    kind = cell.WhichOneof("value")
    if kind is None:
        return None
    value = getattr(cell, kind)
    if kind == "date_value":
        return _EPOCH + timedelta(days=value)
    if kind == "numeric_value":
        return Decimal(int.from_bytes(value, "little", signed=True)).scaleb(-9)
    if kind == "datetime_value":
        bits = value.bit_field_datetime_seconds
        day = (bits >> 26, bits >> 22 & 15, bits >> 17 & 31)
        return datetime(*day, bits >> 12 & 31, bits >> 6 & 63, bits & 63, value.nanos // 1000)
    return value
