"""Draw the awkward answers of every kind in both languages, to look at.

python -m tests.charts.hard_sheet FOLDER [NAME...] draws those whose names begin so.
"""

from __future__ import annotations

import sys
from pathlib import Path

from charts.draw import draw
from charts.worker import ChartWorker
from tests.charts.company import catalogue, members
from tests.charts.hard import every


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    known, people = catalogue(), members()
    with ChartWorker() as worker:
        for name, kind, answer in every():
            if wanted and not any(name.startswith(w) for w in wanted):
                continue
            for language in ("en", "fa"):
                chart = draw(answer, known, people, kind, language, source="CRM")
                (folder / f"{name}_{language}.png").write_bytes(worker.render(chart, timeout=30))
                print(f"{name}_{language}: {chart.alt}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
