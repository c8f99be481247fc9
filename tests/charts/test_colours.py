"""Colours that mean something can be told apart by people who see fewer of them, and texts be read on their grounds.

Sight with one kind of cone missing: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
Color Vision Deficiency" (2009), severity 1.0, on linear sRGB. Distances are CIE 1976 in L*a*b* (D65).
"""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from charts.look import (
    BAD,
    BLUE,
    DIVERGING,
    GHOST,
    GOOD,
    INK,
    INK2,
    INK3,
    LIGHT,
    PAPER,
    SEQUENTIAL,
    SERIES,
    ink_on,
    mix,
)

Triple = tuple[float, float, float]
SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 12.0  # five times what is just seen side by side


def linear(color: str) -> Triple:
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def seen(color: str, sight: str) -> Triple:
    """L*, a*, b* of a colour for somebody's sight."""
    rgb = linear(color)
    r, g, b = (max(0.0, min(1.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in SIGHTS[sight])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sight", SIGHTS)
def test_series_and_news_can_be_told_apart(sight: str) -> None:
    pairs = [*combinations(SERIES, 2), (BLUE, LIGHT), (BLUE, BAD), (GOOD, BAD), (BLUE, GHOST)]
    close = [(a, b) for a, b in pairs if dist(seen(a, sight), seen(b, sight)) < APART]
    assert close == []


@pytest.mark.parametrize("sight", SIGHTS)
def test_scales_run_one_way_and_their_ends_differ(sight: str) -> None:
    lights = [seen(mix(SEQUENTIAL, i / 10), sight)[0] for i in range(11)]
    assert lights == sorted(lights, reverse=True) and lights[0] - lights[-1] > 50
    assert dist(seen(DIVERGING[0][1], sight), seen(DIVERGING[-1][1], sight)) > 3 * APART


def test_texts_are_read_on_what_they_stand_on() -> None:
    assert all(contrast(ink, PAPER) >= 4.5 for ink in (INK, INK2, INK3, GOOD, BAD))
    grounds = [mix(scale, i / 20) for scale in (SEQUENTIAL, DIVERGING) for i in range(21)]
    assert [g for g in (*grounds, *SERIES, LIGHT, GHOST) if contrast(ink_on(g), g) < 3] == []
