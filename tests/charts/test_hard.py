"""Awkward answers of every kind: nothing leaves its page, lines of text do not cover each other, bars stay in range."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

from charts.draw import draw
from charts.typeset import width
from charts.validate import figure_json
from charts.view import LOWEST
from queries.answer import Answer
from queries.query import ChartKind
from tests.charts.company import catalogue, members
from tests.charts.hard import every
from tests.charts.test_figures import page_texts, plain

CATALOGUE, MEMBERS = catalogue(), members()
HARD = [(name, kind, answer) for name, kind, answer in every()]
MOST_HEIGHT = 1400  # px of one picture
Box = tuple[float, float, float, float]


def boxes(figure: dict[str, Any]) -> list[tuple[str, Box]]:
    """The lines of the page as boxes in px from the top left corner, without the air above and below the letters."""
    wide, tall = figure["layout"]["width"], figure["layout"]["height"]
    out = []
    for line in page_texts(figure):
        text = plain(line["text"])
        length = width(text, line["size"], line["bold"])
        x = line["x"] * wide - length * {"left": 0, "center": 0.5, "right": 1}[line["xanchor"]]
        y = (1 - line["y"]) * tall
        out.append((text, (x, y - line["size"] * 0.36, x + length, y + line["size"] * 0.36)))
    return out


def covering(lines: list[tuple[str, Box]]) -> Iterator[tuple[str, str]]:
    for (one, a), (other, b) in combinations(lines, 2):
        if min(a[2], b[2]) - max(a[0], b[0]) > 3 and min(a[3], b[3]) - max(a[1], b[1]) > 2:
            yield one, other


def outside(figure: dict[str, Any]) -> Iterator[str]:
    """Values of traces that their axes do not reach."""
    for trace in figure["data"]:
        number = str(trace.get("xaxis", "x"))[1:]
        if trace["type"] not in ("bar", "scatter") or number == "99":
            continue
        for letter in "xy":
            low, high = sorted(figure["layout"][f"{letter}axis{number}"]["range"])
            room = (high - low) * 0.02
            base = trace.get("base") or [0.0] * len(trace[letter])
            along = "x" if trace.get("orientation") == "h" else "y"
            for value, start in zip(trace[letter], base, strict=False):
                end = (value or 0.0) + (start if trace["type"] == "bar" and letter == along else 0.0)
                if value is not None and not low - room <= end <= high + room:
                    yield f"{letter}={end:g} is not in {low:g} to {high:g}"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_awkward_answers_look_deliberate(language: str) -> None:
    wrong: list[str] = []
    for name, kind, answer in HARD:
        wrong += [f"{name}: {what}" for what in faults(kind, answer, language)]
    assert not wrong, "\n".join(wrong[:60]) + f"\n{len(wrong)} in all"


def faults(kind: ChartKind, answer: Answer, language: str) -> Iterator[str]:
    chart = draw(answer, CATALOGUE, MEMBERS, kind, language, source="CRM")
    figure_json(chart.figure)
    figure = dict(chart.figure)
    if not LOWEST <= chart.height <= MOST_HEIGHT:
        yield f"{chart.height} px high"
    lines = boxes(figure)
    for text, (x0, y0, x1, y1) in lines:
        if x0 < -2 or x1 > chart.width + 2 or y0 < -2 or y1 > chart.height + 2:
            yield f"{text!r} leaves the page"
    for one, other in covering(lines):
        yield f"{one!r} covers {other!r}"
    yield from outside(figure)
    if not chart.alt.strip() or "None" in chart.alt or "nan" in chart.alt:
        yield f"told as {chart.alt!r}"
