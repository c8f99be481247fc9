"""Companies founded by init: from files to questions answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.founding.files import REPORT
from bot.founding.found import Founded, Wanted, found
from bot.founding.report import report_text
from bot.founding.settle import FILES
from bot.opening import open_company
from data.loading import find_sources
from intents.read import Reader
from intents.reading import Reading
from queries.answer import Answer
from queries.dataset import Dataset
from queries.ends import NO_ENDS
from queries.run import answer

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Asked:
    """A founded company, its reader, and what founding it told."""

    dataset: Dataset
    reader: Reader
    founded: Founded

    def read(self, question: str) -> Reading:
        return self.reader.read(question, TODAY)

    def ask(self, question: str) -> Answer:
        reading = self.read(question)
        assert reading.status == "answered", (question, reading.message, reading.unread)
        assert reading.query is not None
        return answer(reading.query, self.dataset, TODAY)

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """The rows of an answer, floats to four places."""
        return [tuple(round(v, 4) if isinstance(v, float) else v for v in row) for row in self.ask(question).rows]


def init(folder: Path, places: Iterable[Path | str], edits: Mapping[str, Any] | None = None) -> Asked:
    """`kpibot init --yes`, then the edits, then the company opened."""
    given = [str(place) for place in places]
    founded = found(folder, find_sources([Path(p) if "://" not in p else p for p in given]),
                    Wanted(None, None, TODAY), lambda step, part: None)  # fmt: skip
    (folder / REPORT).write_text(report_text(founded), "utf-8")
    if edits:
        edit(folder, edits)
    company = open_company(folder, TODAY, pinned=True)
    return Asked(
        company.dataset,
        Reader(company.dataset.catalogue, company.dataset.members, ("en", "fa"), company.dataset.ends or NO_ENDS),
        founded,
    )


class _Loader(yaml.SafeLoader):
    """YAML as the catalogue reads it: "on" is a word."""


_Loader.yaml_implicit_resolvers = {
    letter: [one for one in some if letter != "o" or not one[0].endswith(":bool")]
    for letter, some in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def written(text: str) -> Any:
    """What a YAML text says."""
    return yaml.load(text, Loader=_Loader) or {}


def edit(folder: Path, edits: Mapping[str, Any]) -> None:
    """Change the catalogue's files as a person would: set keys of entries, add entries, take some out (null)."""
    for file, sections in FILES.items():
        path = folder / file
        standing = written(path.read_text("utf-8"))
        for section in sections:
            for name, values in (edits.get(section) or {}).items():
                if values is None:
                    del standing[section][name]
                else:
                    known = standing.setdefault(section, {}).setdefault(name, {})
                    for key, value in values.items():
                        known[key] = {**known[key], **value} if key == "joins" and key in known else value
        path.write_text(yaml.safe_dump(standing, allow_unicode=True, sort_keys=False), "utf-8")
