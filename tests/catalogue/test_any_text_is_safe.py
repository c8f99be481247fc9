"""Whatever stands in a catalogue, loading gives a catalogue or a CatalogueError, never a traceback."""

from __future__ import annotations

import contextlib
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_shop import SHOP

from queries.catalogue.load import CatalogueError, load_catalogue_text

_LINES = SHOP.splitlines()
_WORDS = [
    *"[]{}:,'?|>#)%@*\t\u200cé1",
    *(
        '"',
        "&a",
        "*a",
        "null",
        "- ",
        "-1.5",
        "true",
        "orders",
        "sum",
        "SELECT",
        "!!int",
        "mean(",
        "a.b.c.d.e",
        "2026-01-01",
    ),
]


@given(st.integers(0, len(SHOP)))
@settings(max_examples=150, deadline=None)
def test_truncated_anywhere(end: int) -> None:
    with contextlib.suppress(CatalogueError):
        load_catalogue_text(SHOP[:end])


@given(
    st.lists(st.tuples(st.integers(0, len(SHOP)), st.integers(0, 12), st.sampled_from(_WORDS)), min_size=1, max_size=4)
)
@settings(max_examples=400, deadline=None)
def test_pieces_replaced(changes: list[tuple[int, int, str]]) -> None:
    text = SHOP
    for start, length, word in changes:
        text = text[:start] + word + text[start + length :]
    with contextlib.suppress(CatalogueError):
        load_catalogue_text(text)


@given(
    st.lists(st.integers(0, len(_LINES) - 1), max_size=6),
    st.lists(st.tuples(st.sampled_from(_LINES), st.integers(0, 60)), max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_lines_dropped_and_moved(dropped: list[int], moved: list[tuple[str, int]]) -> None:
    lines = [line for index, line in enumerate(_LINES) if index not in dropped]
    for line, place in moved:
        lines.insert(place, line)
    with contextlib.suppress(CatalogueError):
        load_catalogue_text("\n".join(lines))


_VALUES = st.recursive(
    st.sampled_from(
        ["null", "x", "orders", "revenue", "3", "true", "lines", "''", "[]", "{}", "~", "customer.area.name"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
        | st.dictionaries(
            st.sampled_from(["en", "table", "expr", "days", "value", "label", "on", "key"]), inner, max_size=3
        ).map(lambda d: "{" + ", ".join(f"{k}: {v}" for k, v in d.items()) + "}")
    ),
    max_leaves=6,
)


@given(st.integers(0, 400), _VALUES)
@settings(max_examples=400, deadline=None)
def test_any_value_for_any_key(index: int, value: str) -> None:
    spots = [m.end() for m in re.finditer(r"[a-z_]+: ", SHOP)]
    start = spots[index % len(spots)]
    end = min((p for p in (SHOP.find(c, start) for c in ",}\n") if p >= 0), default=len(SHOP))
    with contextlib.suppress(CatalogueError):
        load_catalogue_text(SHOP[:start] + value + SHOP[end:])


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_at_all(text: str) -> None:
    with contextlib.suppress(CatalogueError):
        load_catalogue_text(text)
