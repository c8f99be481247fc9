"""A finding of `kpibot check`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from queries.catalogue.model import Place
from queries.catalogue.problems import Problem


class Level(StrEnum):
    """An error makes wrong answers or none, a warning leaves rows out of sight, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `kind` names it for programs, `cause` says what is the matter, `cure` what to do."""

    level: Level
    kind: str
    place: Place
    cause: str
    cure: str = ""

    def __str__(self) -> str:
        cure = f" ({self.cure})" if self.cure else ""
        return f"{self.place.file}:{self.place.line}: {self.level}: {self.cause}{cure}"

    def as_json(self) -> dict[str, Any]:
        """The finding as `kpibot check --json` prints it."""
        return {
            "level": str(self.level), "kind": self.kind, "file": self.place.file, "line": self.place.line,
            "cause": self.cause, "cure": self.cure,
        }  # fmt: skip


def of_problem(problem: Problem) -> Finding:
    """A problem of schema or keys, all of which are errors."""
    return Finding(Level.ERROR, "schema", problem.place, problem.message, problem.hint or "")
