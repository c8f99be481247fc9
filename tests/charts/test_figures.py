"""Every kind of chart in both languages: what stands on the page stays on the page, in the language's own digits."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from charts.draw import draw
from charts.look import SMALLEST, WIDTH
from charts.typeset import width
from charts.validate import figure_json
from charts.view import LOWEST
from queries.answer import Answer
from queries.query import ChartKind, Compare
from tests.charts.answers import breakdown, compared_row, table
from tests.charts.company import catalogue, members
from tests.charts.samples import LAST_YEAR, every, q

CATALOGUE, MEMBERS, SAMPLES = catalogue(), members(), every()
GOLDEN = Path(__file__).parent / "golden"
_TAG = re.compile(r"<[^>]+>")


def figure(answer: Answer, kind: ChartKind, language: str = "en") -> dict[str, Any]:
    return dict(draw(answer, CATALOGUE, MEMBERS, kind, language, source="CRM").figure)


def sample(name: str) -> tuple[ChartKind, Answer]:
    return next((kind, answer) for n, kind, answer in SAMPLES if n == name)


def drawn(name: str, language: str = "en") -> dict[str, Any]:
    kind, answer = sample(name)
    return figure(answer, kind, language)


def plain(text: str) -> str:
    unescaped = _TAG.sub("", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub("[\u200e\u2066-\u2069]", "", unescaped)


def texts(fig: dict[str, Any]) -> list[str]:
    """All text of a figure: annotations, ticks, texts of traces."""
    found = [line for a in fig["layout"]["annotations"] for line in a["text"].split("<br>")]
    for key, axis in fig["layout"].items():
        if key.startswith(("xaxis", "yaxis")):
            found += [line for t in axis.get("ticktext", []) for line in t.split("<br>")]
    for trace in fig["data"]:
        found += trace.get("text", [])
    return [plain(t) for t in found]


def page_texts(fig: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of the page: those of one look, and those of several, which are annotations."""
    out = [{**a, "size": a["font"]["size"], "bold": "weight" in a["font"]} for a in fig["layout"]["annotations"]]
    for t in fig["data"]:
        if t.get("xaxis") == "x99":
            anchors = {"middle right": "left", "middle left": "right", "middle center": "center"}
            columns = (t["x"], t["y"], t["text"], t["textposition"], t["textfont"]["size"], t["textfont"]["weight"])
            out += [
                {"x": x, "y": y, "text": text, "xanchor": anchors[side], "size": size, "bold": weight == "bold"}
                for x, y, text, side, size, weight in zip(*columns, strict=True)
            ]
    return out


def heading(fig: dict[str, Any]) -> dict[str, Any]:
    """The title: the topmost line of the page."""
    return max(page_texts(fig), key=lambda t: float(t["y"]))


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(("name", "kind", "answer"), SAMPLES, ids=[s[0] for s in SAMPLES])
def test_a_figure_is_valid_and_its_text_stays_on_the_page(
    name: str, kind: ChartKind, answer: Answer, language: str
) -> None:
    chart = draw(answer, CATALOGUE, MEMBERS, kind, language, source="CRM")
    figure_json(chart.figure)
    assert chart.width == WIDTH and chart.height >= LOWEST and chart.alt
    for line in page_texts(dict(chart.figure)):
        assert line["size"] >= SMALLEST, line["text"]
        wide = width(plain(line["text"]), line["size"], line["bold"])
        start = line["x"] * WIDTH - wide * {"left": 0, "center": 0.5, "right": 1}[line["xanchor"]]
        assert start >= -2 and start + wide <= WIDTH + 2, f"{plain(line['text'])} leaves the page"
        assert 0 <= line["y"] <= 1


@pytest.mark.parametrize(("name", "kind", "answer"), SAMPLES, ids=[s[0] for s in SAMPLES])
def test_persian_pictures_write_figures_in_persian_digits(name: str, kind: ChartKind, answer: Answer) -> None:
    data = {str(v) for row in answer.rows for v in row if isinstance(v, str)}
    for text in texts(figure(answer, kind, "fa")):
        rest = text
        for word in sorted(data, key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = re.sub(r"\S*…", "", rest)
        if any(c.isalpha() and c.isascii() for c in rest) or any(text.rstrip("…") in word for word in data):
            continue  # a part of a name, broken over lines
        assert not re.search("[0-9]", rest), text


def bars_in(fig: dict[str, Any]) -> int:
    return max((len(t["y"]) for t in fig["data"] if t["type"] == "bar"), default=0)


@pytest.mark.parametrize(
    "name", ["bars_31", "bars_60", "bars_rates_31", "targets_31", "changes", "leaders_rates", "stacked_budget"]
)
def test_no_more_than_twenty_bars_and_the_rest_is_said(name: str) -> None:
    kind, answer = sample(name)
    fig = figure(answer, kind)
    assert bars_in(fig) <= 20
    assert any(re.search(r"Other \(\d+\)|\d+ of \d+ shown", t) for t in texts(fig))


def test_the_rest_of_a_sum_is_its_sum_and_the_rest_of_a_rate_is_only_counted() -> None:
    kind, answer = sample("bars_31")
    shown = figure(answer, kind)["data"][0]["x"]
    assert sum(shown) == pytest.approx(sum(row[1] for row in answer.rows))  # type: ignore[misc]
    rates = texts(drawn("bars_rates_31"))
    assert not any(t.startswith("Other") for t in rates)


def test_bars_begin_at_zero_on_their_axis() -> None:
    for name in ("bars_channels", "bars_months", "bars_31", "targets_months", "grouped_year", "stacked_types"):
        fig = drawn(name)
        lying = fig["data"][0].get("orientation") == "h"
        low, high = sorted(fig["layout"]["xaxis" if lying else "yaxis"]["range"])
        assert low <= 0 < high, name


def test_no_rows_are_a_card_that_says_so() -> None:
    assert "No data" in texts(drawn("nothing"))
    assert "داده‌ای نیست" in texts(figure(sample("nothing")[1], "bars", "fa"))


def test_a_missing_value_is_a_dash_and_no_bar() -> None:
    fig = drawn("bars_missing")
    assert None in fig["data"][0]["y"] and "–" in texts(fig) and "Not given" in texts(fig)


def test_one_group_is_told_large_instead_of_drawn() -> None:
    fig = drawn("bars_1")
    assert not any(t["type"] == "bar" for t in fig["data"]) and {"Enterprise", "$4.2M"} <= set(texts(fig))


def test_an_unfinished_bucket_is_drawn_as_such() -> None:
    colors = drawn("bars_months")["data"][0]["marker"]["color"]
    assert len(set(colors[:-1])) == 1 and colors[-1] != colors[0]
    dashes = [t["line"].get("dash") for t in drawn("line_gaps")["data"] if t.get("mode") == "lines"]
    assert "dot" in dashes


def test_a_gap_in_a_line_stays_a_gap() -> None:
    fig = drawn("line_gaps")
    line = next(t for t in fig["data"] if t.get("mode") == "lines")
    assert line["y"][3] is None and line["connectgaps"] is False


def test_of_many_lines_only_some_have_a_name() -> None:
    kind, answer = sample("lines_31")
    named = [t for t in texts(figure(answer, kind)) if t in {str(r[0]) for r in answer.rows}]
    assert len(named) == 6 and "Tehran" in named


def test_persian_runs_from_the_right() -> None:
    kind, answer = sample("bars_31")
    english, persian = figure(answer, kind), figure(answer, kind, "fa")
    for fig, upwards in ((english, True), (persian, False)):
        low, high = fig["layout"]["xaxis"]["range"]
        assert (low < high) == upwards
    assert heading(english)["xanchor"] == "left" and heading(persian)["xanchor"] == "right"
    assert drawn("line_24", "fa")["layout"]["yaxis"]["side"] == "right"


def test_names_out_of_the_data_are_no_markup() -> None:
    from tests.charts.answers import breakdown
    from tests.charts.samples import q

    answer = breakdown(q("revenue", "segment"), {"<b>R&D</b><br>x": 3.0, "B": 1.0})
    raw = json.dumps(figure(answer, "bars"))
    assert "<b>R" not in raw and "&lt;b&gt;R&amp;D" in raw


def test_a_target_is_held_over_the_days_that_have_passed() -> None:
    kind, answer = sample("targets_31")
    fig = figure(answer, kind)
    marks = next(t for t in fig["data"] if t["type"] == "scatter")["x"]
    value, _, share = answer.rows[0][1:]
    assert marks[0] == pytest.approx(value / share)  # type: ignore[operator]
    assert any("target to date" in t for t in texts(fig))


def test_a_change_across_zero_has_no_percent() -> None:
    fig = drawn("card_negative")
    assert not any("%" in t for t in texts(fig))


def test_changes_of_negative_figures_are_drawn_as_amounts() -> None:
    losses = [(f"Shop {i}", *compared_row(-100.0 * i, -40.0 * i)) for i in (1, 2, 3)]
    answer = table(q("revenue", "campaign", compare=Compare("previous_year")), losses, compared=LAST_YEAR)
    told = texts(figure(answer, "change_bars"))
    assert {"−$60", "−$120", "−$180"} <= set(told) and not any("%" in t for t in told)


def test_a_waterfall_from_a_loss_stands_on_zero() -> None:
    moved = [("A", *compared_row(300.0, -100.0)), ("B", *compared_row(50.0, -20.0))]
    query = q("revenue", "campaign", compare=Compare("previous_year"), analysis="drivers")
    totals = {"revenue": 350.0, "revenue__previous": -120.0}
    fig = figure(table(query, moved, compared=LAST_YEAR, totals=totals), "waterfall")
    bars = next(t for t in fig["data"] if t["type"] == "bar")
    assert bars["base"] == [0.0, -120.0, 280.0, 0.0] and bars["y"] == [-120.0, 400.0, 70.0, 350.0]
    assert fig["layout"]["yaxis"]["range"][0] < -120.0


def test_a_ring_of_one_giant_is_drawn_without_what_cannot_be_seen() -> None:
    parts = breakdown(q("revenue", "campaign"), {"Giant": 8e12, "A": 11.0, "B": 10.0})
    fig = figure(parts, "pie")
    assert next(t for t in fig["data"] if t["type"] == "pie")["values"] == [8e12, 0.0, 0.0]
    assert {"Giant", "A", "B"} <= set(texts(fig)), "all are told beside it"


def test_a_map_is_coloured_by_change_where_growth_is_asked() -> None:
    fig = drawn("map_growth")
    shapes = next(t for t in fig["data"] if t["type"] == "choropleth")
    assert shapes["zmin"] == -shapes["zmax"] and max(abs(z) for z in shapes["z"]) < 2
    strange = drawn("map_strange")
    assert any("1 not on the map" in t for t in texts(strange))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("card", "Revenue up 12.4 % on September 2026"),
        ("card_goal", "Revenue at 96.4 % of target"),
        ("card_alone", "Customer lifetime value"),
        ("bars_channels", "Referral has the highest conversion rate: 31.0 %"),
        ("bars_31", "Tehran makes up 10.4 % of customers"),
        ("bars_equal", "Leads by source"),
        ("bars_months", "Revenue peaked in October 2026 at $5.4M"),
        ("leaders_change", "Sara Ahmadi leads with $612K"),
        ("leaders_bottom", "Sara Ahmadi has the lowest revenue: $12.0K"),
        ("leaders_margin", "Product 0 of a long name, 12 pieces leads with 42.0 %"),
        ("line_flat", "CSAT by quarter"),
        ("line_compared", "Revenue up 8.2 % on 1 January – 22 November 2025"),
        ("lines_31", "Tehran has the highest revenue: $10.8M"),
        ("pareto", "Price and Product fit: 60.3 % of lost leads"),
        ("targets_8", "Revenue at 96.4 % of target"),
        ("targets_missing", "Revenue against target by territory"),
        ("funnel", "8.7 % reach won; fewest go on from lead to qualified_lead: 47.9 %"),
        ("table_wide", "Win-back contacted, customers won back and 2 more by campaign"),
    ],
)
def test_the_title_says_the_finding_where_there_is_one(name: str, expected: str) -> None:
    assert plain(heading(drawn(name))["text"]) == expected


@pytest.mark.parametrize("name", ["card", "bars_channels", "line_compared", "leaders", "targets_8", "stacked_types"])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_figure_is_the_one_that_was_looked_at(name: str, language: str) -> None:
    """KPIBOT_UPDATE_GOLDEN=1 writes them anew; look at the pictures then (tests/charts/contact_sheet.py)."""
    kind, answer = sample(name)
    text = json.dumps(figure(answer, kind, language), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    file = GOLDEN / f"{name}_{language}.json"
    if os.environ.get("KPIBOT_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf8")
    assert text == file.read_text(encoding="utf8")
