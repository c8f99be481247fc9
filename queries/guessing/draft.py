"""A catalogue in the making: entries by section and id, each with a sentence of why it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Section = Literal["tables", "dimensions", "generics", "metrics"]
SECTIONS: tuple[Section, ...] = ("tables", "dimensions", "generics", "metrics")


@dataclass(slots=True)
class Entry:
    """One entry of the catalogue: its keys and values as they are written, and why (a comment)."""

    values: dict[str, Any]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the person who keeps the catalogue should know: what was guessed, left out, or refused, and why.

    `kind` is "guessed", "warning" or "left out".
    """

    kind: Literal["guessed", "warning", "left out"]
    text: str


@dataclass(slots=True)
class Draft:
    """All entries and what was found out on the way."""

    entries: dict[Section, dict[str, Entry]] = field(default_factory=lambda: {section: {} for section in SECTIONS})
    findings: list[Finding] = field(default_factory=list)

    def note(self, kind: Literal["guessed", "warning", "left out"], text: str) -> None:
        """Write something down for the report."""
        finding = Finding(kind, text)
        if finding not in self.findings:
            self.findings.append(finding)

    def of(self, section: Section) -> dict[str, Entry]:
        """The entries of a section."""
        return self.entries[section]
