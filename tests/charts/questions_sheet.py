"""Draw the dashboards' questions on the demo company in both languages, to look at.

python -m tests.charts.questions_sheet FOLDER [ITEM...] writes ITEM_LANGUAGE.png; further questions are ITEM.1, ITEM.2.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.answering import Answering, Question
from bot.opening import open_company
from bot.reply import Reply
from charts.draw import draw
from charts.worker import ChartWorker

TODAY = date(2026, 11, 23)
ITEMS = Path(__file__).parents[1] / "acceptance" / "dashboards.yaml"


def questions() -> Iterator[tuple[str, str]]:
    """The name and the English question of every item and of its further questions."""
    for items in yaml.safe_load(ITEMS.read_text("utf-8")).values():
        for item in items if isinstance(items, list) else ():
            yield item["id"], item["en"]
            for number, more in enumerate(item.get("also") or (), start=1):
                yield f"{item['id']}.{number}", more["en"]


def spoken(reply: Reply, language: str, answering: Answering) -> Reply:
    """The same reading, replied to in another language."""
    if reply.reading is None or language == reply.language:
        return reply
    return answering.reply_to_choice(
        replace(reply, reading=replace(reply.reading, language=language)),
        _choice(reply),
        Question(reply.question, TODAY, language),
    )


def _choice(reply: Reply) -> Any:
    from intents.reading import Choice

    assert reply.reading is not None and reply.reading.query is not None
    return Choice(reply.question, reply.question, reply.reading.query)


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    company = open_company(None, TODAY, pinned=True)
    answering, data = company.answering, company.dataset
    with ChartWorker() as worker:
        for name, question in questions():
            if wanted and name.split(".")[0] not in wanted and name not in wanted:
                continue
            english = answering.reply(Question(question, TODAY, "en"))
            for language in ("en", "fa"):
                reply = spoken(english, language, answering)
                if reply.answer is None or reply.chart_kind is None:
                    print(f"{name}_{language}: {reply.status}: {reply.headline}")
                    continue
                shown = reply.pictured() if reply.pictured is not None else reply.answer
                chart = draw(
                    shown, data.catalogue, data.members, reply.chart_kind, language, source=data.catalogue.name
                )
                (folder / f"{name}_{language}.png").write_bytes(worker.render(chart))
                print(f"{name}_{language}: {chart.alt}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
