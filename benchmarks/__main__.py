"""`python -m benchmarks [--scales 1,10,100] [--only parse,compile,answer,render,forecast] [--seconds 20]`: tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.answering import answering_tables
from benchmarks.companies import company
from benchmarks.compiling import compiling_table
from benchmarks.forecast import forecast_table
from benchmarks.questions import TODAY
from benchmarks.reading import reading_table
from benchmarks.rendering import rendering_table
from benchmarks.roundtrip import CALENDARS, roundtrip_table

PARTS = ("parse", "roundtrip", "compile", "answer", "render", "forecast")


def main() -> None:
    """Run the parts asked for; each takes about the seconds given, per scale."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--scales", default="1", help="sizes of the demo company: 1, 10, 100 (each is built once)")
    options.add_argument("--only", default=",".join(PARTS), help="parts to run")
    options.add_argument("--seconds", type=float, default=20.0, help="about how long each part may take")
    options.add_argument("--folder", type=Path, default=Path(".kpibot/benchmarks"), help="where the companies are kept")
    told = options.parse_args()
    scales, parts = sorted({int(s) for s in told.scales.split(",")}), told.only.split(",")
    if unknown := set(parts) - set(PARTS):
        options.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    if "parse" in parts:
        print(reading_table(company(scales[0], told.folder), told.folder, seconds=told.seconds))
    if "roundtrip" in parts:
        for language in CALENDARS:
            print(roundtrip_table(company(scales[0], told.folder), language))
    if "compile" in parts:
        print(compiling_table(company(scales[0], told.folder), seconds=told.seconds))
    if "answer" in parts:
        print(*answering_tables(scales, told.folder, seconds=told.seconds), sep="\n")
    if "render" in parts:
        print(rendering_table(company(scales[0], told.folder), seconds=told.seconds))
    if "forecast" in parts:
        print(forecast_table(company(scales[0], told.folder), TODAY))


if __name__ == "__main__":
    main()
