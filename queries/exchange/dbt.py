"""From dbt's semantic manifest (target/semantic_manifest.json): models to tables and breakdowns, metrics to figures.

The form is that of dbt's semantic interfaces; what kpibot adds stands under `config.meta.kpibot` of a dimension or a
metric and wins over what is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.exchange.dbt_metrics import add_metrics
from queries.exchange.dbt_models import Models, add_models
from queries.exchange.draft import Carried, Draft


def from_dbt(
    manifest: Mapping[str, Any], name: str, dialect: str = "duckdb", currency: str | None = None, schemas: bool = True
) -> Carried:
    """The catalogue of a semantic manifest, and what of it could not be carried over.

    `dialect` is the SQL that the manifest's expressions are written in; without `schemas` tables are named without
    their schema. Raises ValueError where the object is no semantic manifest.
    """
    if not isinstance(manifest.get("semantic_models"), list) or not isinstance(manifest.get("metrics"), list):
        raise ValueError("no semantic manifest: it has no lists 'semantic_models' and 'metrics'")
    draft = Draft()
    models = Models(draft, dialect, schemas)
    add_models(manifest["semantic_models"], models)
    add_metrics(manifest["metrics"], models)
    for saved in manifest.get("saved_queries") or ():
        draft.leave(f"saved query {saved.get('name')}", "ask it in words, or put it into a dashboard")
    return draft.finish(name, currency)
