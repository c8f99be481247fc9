"""The public sample of period expressions, read as it says but for the listed differences.

Nearly all of those are one: the sample ends a range where the last thing named begins, and leaves "since" open.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from intents.periods import find_periods
from intents.tokens import tokenise
from queries.catalogue.model import CalendarSettings

HERE = Path(__file__).parent
SAMPLE = [
    json.loads(line)
    for line in (HERE.parent / "acceptance" / "periods_public_sample.jsonl").read_text(encoding="utf8").splitlines()
]
DIFFERENCES: list[dict[str, Any]] = yaml.safe_load((HERE / "differences.yaml").read_text(encoding="utf8"))


def ours(case: dict[str, str]) -> list[str | None]:
    tokens = tokenise(case["text"])
    matches = find_periods(tokens, date.fromisoformat(case["reference"]), CalendarSettings())
    assert matches, case["text"]
    assert (matches[0].first, matches[0].last) == (0, len(tokens)), case["text"]
    return [end.isoformat() if end else None for end in (matches[0].period.start, matches[0].period.end)]


def test_differences_are_exactly_the_listed_ones() -> None:
    found = {
        case["text"]: (case["reference"], [case["start"], case["end"]], ours(case))
        for case in SAMPLE
        if ours(case) != [case["start"], case["end"]]
    }
    listed = {entry["text"]: (entry["reference"], entry["sample"], entry["ours"]) for entry in DIFFERENCES}
    assert found == listed


def test_every_difference_says_why() -> None:
    assert all(len(entry["why"]) > 20 for entry in DIFFERENCES)


def test_the_same_days_told_by_points() -> None:
    for entry in DIFFERENCES:
        (start, end), (our_start, our_end) = entry["sample"], entry["ours"]
        if "last" in entry:
            named = ours({"text": entry["last"], "reference": entry["reference"]})
            assert (start, [end, our_end]) == (our_start, named), entry["text"]
        if "first" in entry:
            named = ours({"text": entry["first"], "reference": entry["reference"]})
            assert (end, [start, our_start]) == (our_end, named), entry["text"]
        if "open" in entry:
            tomorrow = date.fromisoformat(entry["reference"]) + timedelta(days=1)
            assert (start, end, our_end) == (our_start, None, tomorrow.isoformat()), entry["text"]


def test_nineteen_in_twenty_mean_the_same_days() -> None:
    other = [entry["text"] for entry in DIFFERENCES if not {"last", "first", "open"} & set(entry)]
    assert len(SAMPLE) - len(other) >= 0.95 * len(SAMPLE), other


def test_nine_in_ten_but_for_rows_of_the_table() -> None:
    undecided = [entry for entry in DIFFERENCES if entry["row"] is None]
    assert len(undecided) <= len(SAMPLE) / 10
