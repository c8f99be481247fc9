"""Text of pictures: widths, cutting, breaking, direction."""

from __future__ import annotations

import asyncio

import pytest

from charts.typeset import FSI, LRI, PDI, RLI, Span, fitted, isolate, markup, shorten, width, wrap
from tests.charts.measure_fonts import LTR, RTL, drawn_widths


def test_bold_is_wider_and_invisible_marks_have_no_width() -> None:
    assert width("Revenue", 16, bold=True) > width("Revenue", 16) > 40
    assert width(f"{FSI}Revenue{PDI}", 16) == width("Revenue", 16)


def test_a_long_name_is_cut_to_its_room_and_a_short_one_left() -> None:
    cut = shorten("Konstantina Papadopoulou-Anagnostopoulos", 150, 16)
    assert cut.endswith("…") and width(cut, 16) <= 150 and cut.startswith("Konstantina")
    assert shorten("Sara", 150, 16) == "Sara"


def test_an_isolated_name_is_cut_inside_its_isolation() -> None:
    cut = shorten(isolate("Konstantina Papadopoulou", rtl=True), 90, 16)
    assert cut[0] == FSI and cut[-1] == PDI and cut[-2] == "…"


def test_a_cut_within_a_name_of_another_direction_ends_it() -> None:
    cut = shorten(f"کمپین: {isolate('Konstantina Papadopoulou', rtl=True)}", 150, 16)
    assert cut.endswith(f"…{PDI}") and cut.count(FSI) == cut.count(PDI) == 1


def test_lines_break_between_words_and_only_the_last_is_cut() -> None:
    assert wrap("Sistan and Baluchestan", 90, 15, 2) == ["Sistan and", "Baluchestan"]
    lines = wrap("one two three four five six seven", 60, 15, 2)
    assert len(lines) == 2 and lines[1].endswith("…")


def test_figures_go_on_two_lines_before_they_are_left_out_and_are_never_cut() -> None:
    texts = ["3.2 million dollars", "4.1 million dollars"]
    size, lines = fitted(texts, 100, (17, 15, 13))
    assert size and all("\n" in t for t in lines) and "…" not in "".join(lines)
    assert fitted(["3.2 million dollars", "1 dollar"], 100, (17, 15, 13))[1] == ["3.2 million\ndollars", "1 dollar"]
    hours = ["۱۲ ساعت و ۹ دقیقه", "۱۷ ساعت و ۳۴ دقیقه"]
    assert [t.split("\n")[0][-1] for t in fitted(hours, 70, (16, 14, 13))[1]] == ["و", "و"], "broken alike"
    assert fitted(texts, 20, (17, 15, 13))[0] == 0
    assert fitted(["1", "2"], 40, (17, 15, 13)) == (17, ["1", "2"])


def test_data_is_no_markup() -> None:
    assert markup("<b>R&D</b>", rtl=False) == "&lt;b&gt;R&amp;D&lt;/b&gt;"
    assert markup([Span("<i>", color="#000000", bold=True)], rtl=False) == (
        '<span style="color:#000000"><b>&lt;i&gt;</b></span>'
    )


@pytest.mark.parametrize(
    ("text", "rtl", "start"), [("درآمد", True, RLI), ("Revenue", True, RLI), ("درآمد", False, LRI)]
)
def test_a_line_is_isolated_once_and_whole(text: str, rtl: bool, start: str) -> None:
    assert markup(text, rtl) == f"{start}{text}{PDI}"


def test_names_are_isolated_only_against_the_direction_of_the_line() -> None:
    assert isolate("18–24", rtl=True) == f"{FSI}18–24{PDI}"
    assert isolate("تهران", rtl=True) == "تهران"
    assert isolate("تهران", rtl=False) == f"{FSI}تهران{PDI}"
    assert isolate("Tehran", rtl=False) == "Tehran"


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_widths_are_those_that_the_browser_draws(bold: bool) -> None:
    persian = [
        "زن",
        "چاپ",
        "باز",
        "پایه",
        "همدان",
        "خدمات",
        "لپ‌تاپ اطلس",
        "کهگیلویه و بویراحمد",
        "لاله",
        "۱۸–۲۴",
        "۱٫۴ میلیون دلار",
    ]
    english = ["Sistan and Baluchestan", "Revenue", "$1,234.5K", "Q3 2026"]
    for texts, font in ((persian, RTL), (english, LTR)):
        drawn = asyncio.run(drawn_widths(texts, font, 700 if bold else 400))
        assert [width(t, 1000, bold) for t in texts] == [pytest.approx(w, rel=0.06) for w in drawn]


def test_a_percentage_runs_one_way_alone_and_after_a_letter() -> None:
    assert markup("سهم تهران: ۱۳٫۸٪ از کل", rtl=True) == f"{RLI}سهم تهران: \u200e۱۳٫۸٪ از کل{PDI}"
    assert markup("۱۳٫۸٪", rtl=True) == f"{RLI}\u200e۱۳٫۸٪{PDI}"
    assert markup("\u200e+۱۳٫۸٪", rtl=True) == f"{RLI}\u200e+۱۳٫۸٪{PDI}"
