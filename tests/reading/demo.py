"""The demo company's reader for tests: its catalogue, and members as they were in its database on one day.

`python -m tests.reading.demo "question"` prints a reading; without a question it checks the acceptance dashboards.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from intents.read import Reader
from intents.reading import Reading
from queries.catalogue.load import load_catalogue
from queries.catalogue.model import Catalogue
from queries.members import Members
from queries.query import Query, to_json

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]


@cache
def demo_catalogue() -> Catalogue:
    return load_catalogue(ROOT / "data" / "demo" / "workspace")


@cache
def demo_members() -> Members:
    names = json.loads((Path(__file__).parent / "members.json").read_text("utf-8"))
    return Members(names, "fixture")


@cache
def demo_reader() -> Reader:
    return Reader(demo_catalogue(), demo_members())


def read(question: str) -> Reading:
    return demo_reader().read(question, TODAY)


def dashboards(language: str = "en") -> list[dict[str, Any]]:
    """Every question of the acceptance dashboards in a language with what it must read as."""
    outside = ROOT.parent / "shared" / "acceptance" / "dashboards.yaml"
    file = outside if outside.exists() else ROOT / "tests" / "acceptance" / "dashboards.yaml"
    keys = ("metrics", "by", "analysis", "filters", "rank", "compare", "funnel")
    found = []
    for items in yaml.safe_load(file.read_text("utf-8")).values():
        for item in items:
            base = {k: item[k] for k in keys if k in item}
            for variant in [item, *item.get("also", [])]:
                expected = {**base, **{k: variant[k] for k in keys if k in variant}}
                if "top" in expected.get("rank", {}):
                    expected["rank"] = {"order": "top", "n": expected["rank"]["top"]}
                found.append({"id": item["id"], "q": variant[language], "expected": expected})
    return found


def differences(expected: dict[str, Any], query: Query | None) -> list[str]:
    """What a query has otherwise than expected."""
    if query is None:
        return ["no query"]
    got = to_json(query)
    special = expected.get("analysis")
    bad = []
    metrics, asked = set(got["metrics"]), set(expected.get("metrics", ()))
    if asked - metrics or (asked and not special and asked != metrics):
        bad.append(f"metrics {got['metrics']}")
    if special and got["analysis"] != special:
        bad.append(f"analysis {got['analysis']}")
    if not special and got["analysis"] not in ("value", "trend", "breakdown"):
        bad.append(f"analysis {got['analysis']}")
    if expected.get("funnel") and got["funnel"] != expected["funnel"]:
        bad.append(f"funnel {got['funnel']}")
    if ("by" in expected or not special) and set(expected.get("by", ())) != set(got["by"]):
        bad.append(f"by {got['by']}")
    filters = {f["dimension"]: set(f["members"]) for f in got["filters"]}
    wanted = {k: set(v if isinstance(v, list) else [v]) for k, v in expected.get("filters", {}).items()}
    if filters != wanted:
        bad.append(f"filters {filters}")
    if "compare" in expected and (got["compare"] or {}).get("kind") != expected["compare"]:
        bad.append(f"compare {got['compare']}")
    rank = got["rank"] or {}
    bad += [f"rank {rank}" for key, value in expected.get("rank", {}).items() if rank.get(key) != value]
    return bad


def main() -> None:
    if len(sys.argv) > 1:
        for question in sys.argv[1:]:
            show(read(question))
        return
    wrong = 0
    for item in dashboards():
        reading = read(item["q"])
        bad = differences(item["expected"], reading.query)
        if bad or reading.status != "answered":
            wrong += 1
            print(item["id"], item["q"], "\n   ", reading.status, reading.message, reading.unread, "; ".join(bad))
    print("wrong:", wrong)


def show(reading: Reading) -> None:
    print(f"{reading.question!r}: {reading.status} score {reading.score}")
    if reading.query:
        print("   ", {k: v for k, v in to_json(reading.query).items() if v not in (None, [], "")})
    for name in ("message", "unread", "assumed", "corrected", "suggestions"):
        if value := getattr(reading, name):
            print("   ", name, value)
    for choice in reading.choices:
        print("    choice:", choice.label)


if __name__ == "__main__":
    main()
