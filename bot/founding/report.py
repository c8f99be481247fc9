"""The report of init: what was read and repaired, guessed, left out, kept; and what to ask first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.founding.found import Founded
from data.loading import TableReport
from queries.catalogue.model import Catalogue, Metric
from queries.guessing.headings import several

_SINGULAR = {"tables": "table", "dimensions": "dimension", "generics": "word", "metrics": "metric"}
_FATES = {
    "new": "added, for what is new in the data",
    "renewed": "written anew: nobody had edited it",
    "kept": "left as you edited it",
    "by hand": "not written: you have it in a file of your own",
    "deleted by hand": "not written: you took it out",
    "gone": "taken out: the data has it no longer",
}


def report_text(founded: Founded) -> str:
    """The whole report, as Markdown."""
    parts = ["# What kpibot init found\n"]
    parts += _section("Read", [line for report in founded.read for line in _read(report)])
    parts += _section("Not read", [f"{name}: {why}" for name, why in founded.passed_over])
    for kind, heading in (("warning", "Look at these"), ("guessed", "Guessed"), ("left out", "Left out")):
        parts += _section(heading, [finding.text for finding in founded.draft.findings if finding.kind == kind])
    parts += _section("Taken back", [f"{_SINGULAR[section]} {name}: {why}" for (section, name), why in founded.taken])
    if founded.again:
        parts += _section("Since the last time", _since(founded))
    parts += _section("Ask", [f'kpibot ask "{question}"' for question in first_questions(founded.catalogue)])
    return "\n".join(parts)


def _section(heading: str, lines: list[str]) -> list[str]:
    return [f"## {heading}\n", *(f"- {' '.join(line.split())}" for line in lines), ""] if lines else []


def _read(report: TableReport) -> Iterator[str]:
    yield from (line.strip() for line in report.lines)


def _since(founded: Founded) -> list[str]:
    lines = [
        f"{_SINGULAR[section]} {name}: {_FATES[fate]}"
        for (section, name), fate in founded.kept.fates.items()
        if fate != "new"
    ]
    lines += [
        f"{_SINGULAR[section]} {name}: {_FATES['new']}"
        for (section, name), fate in founded.kept.fates.items()
        if fate == "new"
    ]
    return lines or ["nothing has changed"]


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def summary(founded: Founded) -> list[str]:
    """What is told at once: a few lines."""
    catalogue = founded.catalogue
    rows = sum(report.rows for report in founded.read)
    tables = _many(len({report.table for report in founded.read}), "table")
    asked = f"{_many(len(visible(catalogue)), 'figure')} by {_many(len(catalogue.dimensions), 'breakdown')}"
    lines = [f"{tables}, {_many(rows, 'row')}; {asked}."]
    refused = sum(report.refused_rows for report in founded.read)
    repairs = sum(len(report.repairs) for report in founded.read)
    if repairs or refused:
        lines.append(f"Kinds of repairs: {repairs}; rows refused: {refused:,}.")
    lines += [f"Not read: {name}: {why}" for name, why in founded.unread]
    warnings = [finding.text for finding in founded.draft.findings if finding.kind == "warning"]
    lines += [f"Look at: {text}" for text in warnings[:5]]
    if len(warnings) > 5:
        lines.append(f"and {len(warnings) - 5} more in the report.")
    if founded.again:
        kept = sum(fate == "kept" for fate in founded.kept.fates.values())
        new = sum(fate == "new" for fate in founded.kept.fates.values())
        lines.append(f"{kept} entries left as you edited them, {new} added.")
    return lines


def visible(catalogue: Catalogue) -> list[Metric]:
    """The figures that can be asked for."""
    return [metric for metric in catalogue.metrics.values() if not metric.hidden]


def first_questions(catalogue: Catalogue) -> list[str]:
    """Two or three questions that this catalogue answers."""
    metrics = sorted(
        visible(catalogue),
        key=lambda m: (m.unit != "currency", "month" not in m.dimensions, m.words.label["en"].startswith("Average")),
    )
    if not metrics:
        return []
    metric = metrics[0]
    name = metric.words.label["en"].lower() if not metric.words.label["en"].isupper() else metric.words.label["en"]
    dimensions = [
        d for d in catalogue.dimensions.values() if d.id in metric.dimensions and d.words.label["en"].isascii()
    ]
    questions = [f"{name} by {dimensions[0].words.label['en'].lower()}"] if dimensions else [name]
    if "quarter" in metric.dimensions:
        questions.append(f"{name} by quarter")
    if len(dimensions) > 1:
        named = several(tuple(dimensions[1].words.label["en"].lower().split()))
        questions.append(f"top 5 {' '.join(named)} by {name}")
    return questions
