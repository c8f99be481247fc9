"""The corpus: one reading, many phrasings, and what must not be answered."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from queries.query import Query, to_json

FOLDER = Path(__file__).parents[1] / "corpus"
_PLAIN = ("value", "trend", "breakdown")


@cache
def phrasings() -> tuple[tuple[str, dict[str, Any], str], ...]:
    """(file, what it reads as, question) of every English phrasing."""
    found = []
    for file in sorted((FOLDER / "en").glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text("utf-8")):
            found += [(file.stem, entry["reads"], str(question)) for question in entry["asked"]]
    return tuple(found)


def negatives() -> list[tuple[str, list[str]]]:
    """(question, the outcomes it may have) of everything that must not be answered with a figure."""
    groups = yaml.safe_load((FOLDER / "negative_en.yaml").read_text("utf-8"))
    return [(str(question), group["outcome"]) for group in groups for question in group["asked"]]


def differences(reads: dict[str, Any], query: Query | None) -> list[str]:
    """What a query has otherwise than a corpus entry says; keys not said of it must be empty."""
    if query is None:
        return ["no query"]
    got = to_json(query)
    special = reads.get("analysis")
    bad = [_differs("metrics", reads["metrics"], got["metrics"])] if "metrics" in reads else []
    if special:
        bad.append(_differs("analysis", special, got["analysis"]))
    elif got["analysis"] not in _PLAIN:
        bad.append(f"analysis {got['analysis']}")
    if "by" in reads or not special:
        bad.append(_differs("by", reads.get("by", []), got["by"]))
    bad += [
        _differs(key, reads[key], got[key])
        for key in ("funnel", "scorecard", "chart", "me", "dashboard")
        if key in reads
    ]
    if "chart" not in reads and got["chart"]:
        bad.append(f"chart {got['chart']}")
    bad.append(_filters(reads.get("filters", {}), got["filters"]))
    bad.append(_having(reads.get("having", []), got["having"]))
    bad.append(_differs("transform", reads.get("transform", []), got["transform"]))
    if "period" in reads:
        period = [got["period"]["start"], got["period"]["end"]]
        bad.append(_differs("period", [d and str(d) for d in reads["period"]], period, ordered=True))
    bad.append(_compare(reads, got))
    rank = got["rank"] or {}
    bad += [f"rank {rank}" for key, value in reads.get("rank", {}).items() if rank.get(key) != value]
    if "rank" not in reads and rank.get("n") is not None:
        bad.append(f"rank {rank}")
    return [one for one in bad if one]


def _differs(name: str, wanted: Any, got: Any, *, ordered: bool = False) -> str:
    same = wanted == got if ordered or not isinstance(wanted, list) else sorted(wanted) == sorted(got)
    return "" if same else f"{name} {got}"


def _filters(wanted: dict[str, Any], got: list[dict[str, Any]]) -> str:
    ops = {"!": "not_in", "~": "contains", "^": "starts_with"}
    expected = {
        (key.rstrip("!~^"), ops.get(key[-1], "in"), frozenset(value if isinstance(value, list) else [value]))
        for key, value in wanted.items()
    }
    found = {(f["dimension"], f["op"], frozenset(f["members"])) for f in got}
    return "" if expected == found else f"filters {got}"


def _having(wanted: list[list[Any]], got: list[dict[str, Any]]) -> str:
    found = [[h["metric"], h["op"], h["value"]] for h in got]
    return "" if wanted == found else f"having {found}"


def _compare(reads: dict[str, Any], got: dict[str, Any]) -> str:
    compare = got["compare"] or {}
    if "compare_period" in reads:
        dates = [str(d) for d in reads["compare_period"]]
        return "" if [compare.get("start"), compare.get("end")] == dates else f"compare {compare}"
    kind = compare.get("kind")
    return (
        ""
        if kind == reads.get("compare") or ("compare" not in reads and got["analysis"] == "drivers")
        else f"compare {compare}"
    )
