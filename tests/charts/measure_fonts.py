"""Measure the bundled fonts in the browser that draws with them: python -m tests.charts.measure_fonts.

Writes charts/fonts/widths.json, in thousandths of an em: `regular` and `bold` have the width of every sign in
left-to-right text; `regular_rtl` and `bold_rtl` that of those that differ in right-to-left text, where a joined letter
has four (alone, first, in the middle, last) and one that joins only to the letter before it two (alone, last).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

from charts.browser import Browser, find_browser

WIDTHS = Path(__file__).parents[2] / "charts" / "fonts" / "widths.json"
LTR, RTL = "Inter, Vazirmatn, sans-serif", "Vazirmatn, Inter, sans-serif"
_LETTERS = ("\u0620", "\u06d5")
_TO_THE_RIGHT = "آأؤإاةدذرزوٱڈډڑړڕږژۀۃۆۇۈۉۊۋۍۏےۓە"  # they join only to the letter before them
_ALONE = "ءٴ"
_LAM = ("ل", "ڵ")
_ALEFS = ("ا", "أ", "إ", "آ", "ٱ")
_BEFORE, _AFTER, _JOINER = "ب", "د", "\u200d"


async def drawn_widths(texts: Sequence[str], font: str, weight: int) -> list[float]:
    """The width of each text in thousandths of an em, as the browser draws it."""
    browser = await Browser(find_browser()).open(30)
    try:
        call = (
            "JSON.stringify((() => {const c = document.createElement('canvas').getContext('2d');"
            f"c.font = '{weight} 1000px {font}';"
            f"return {json.dumps(list(texts))}.map(t => c.measureText(t).width)}})())"
        )
        return [float(w) for w in json.loads(await browser._evaluate(call))]
    finally:
        await browser.close()


def measured(signs: Sequence[str], font: str, weight: int) -> dict[str, int]:
    """The width of each sign."""
    return dict(zip(signs, map(round, asyncio.run(drawn_widths(signs, font, weight))), strict=True))


def joined(signs: Sequence[str], weight: int) -> dict[str, int | list[int]]:
    """The widths in right-to-left text: of a letter in each of its forms, measured between two neighbours."""
    letters = [s for s in signs if _LETTERS[0] <= s <= _LETTERS[1] and s.isalpha() and s not in _ALONE]
    letters += [lam + alef for lam in _LAM for alef in _ALEFS]
    found: dict[str, int | list[int]] = dict(measured([*signs, *letters], RTL, weight))
    after = measured([_JOINER + _AFTER], RTL, weight)[_JOINER + _AFTER]
    firsts = measured([s + _AFTER for s in letters], RTL, weight)
    before = firsts[_BEFORE + _AFTER] - after
    middles = measured([_BEFORE + s + _AFTER for s in letters], RTL, weight)
    lasts = measured([_BEFORE + s for s in letters], RTL, weight)
    for letter in letters:
        alone, last = found[letter], lasts[_BEFORE + letter] - before
        assert isinstance(alone, int)
        if letter[-1] in _TO_THE_RIGHT:
            found[letter] = [alone, last]
        elif lasts[_BEFORE + letter] != before + alone or firsts[letter + _AFTER] != alone + after:
            first, middle = firsts[letter + _AFTER] - after, middles[_BEFORE + letter + _AFTER] - before - after
            found[letter] = [alone, first, middle, last]
    return found


def main() -> None:
    known: dict[str, dict[str, int]] = json.loads(WIDTHS.read_text("utf-8"))
    signs = sorted(known["regular"])
    tables: dict[str, object] = {}
    for name, weight in (("regular", 400), ("bold", 700)):
        plain = measured(signs, LTR, weight)
        tables[name] = plain
        tables[f"{name}_rtl"] = {s: w for s, w in joined(signs, weight).items() if plain.get(s) != w}
    WIDTHS.write_text(json.dumps(tables, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
