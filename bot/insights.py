"""What matters beyond the headline, in at most two sentences; none where nothing is notable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.evidence import Ask, is_backed
from bot.findings import Finding, findings_of
from bot.voice import Voice
from queries.answer import Answer, Unit, Value
from queries.calendars.rules import rules_of
from queries.locale import bucket_text

MOST = 2
_COUNTS, _SHARES, _FIGURES = ("count", "all"), ("share", "bound"), ("value", "usual")


@dataclass(frozen=True, slots=True)
class Insight:
    """A finding as a sentence; the greater its weight, the more notable it is. `day`: of the bucket it is about."""

    weight: float
    text: str
    day: date | None = None


def insights_of(answer: Answer, voice: Voice, ask: Ask) -> tuple[Insight, ...]:
    """The weightiest findings of an answer as sentences; `ask` counts what stands behind those about rates."""
    backed = (f for f in findings_of(answer, voice.catalogue) if is_backed(f, answer, voice.catalogue, ask))
    found = tuple(islice(backed, MOST))
    return tuple(Insight(f.weight, _sentence(f, answer, voice), _day(f)) for f in found)


def _day(finding: Finding) -> date | None:
    day = finding.facts.get("day")
    return day if isinstance(day, date) else None


def _sentence(finding: Finding, answer: Answer, voice: Voice) -> str:
    column, by = answer.columns[answer.column("metric") or 0], answer.query.by[0]
    words, facts = voice.words.insight, finding.facts
    label = voice.label(column.of)
    told = {"metric": label, "inside": voice.inside(column.of), "was": voice.words.was(label, column.unit == "count")}
    told |= {name: words[f"{name}_{by}"] for name in ("unit", "units", "others") if f"{name}_{by}" in words}
    told |= {name: voice.value(facts[name], "count") for name in _COUNTS if name in facts}
    told |= {name: voice.value(facts[name], "percent") for name in _SHARES if name in facts}
    told |= {name: voice.value(facts[name], column.unit) for name in _FIGURES if name in facts}
    if "step" in facts:
        told["step"] = _step(facts["step"], column.unit, voice)
    if isinstance(day := facts.get("day"), date):
        bucket = bucket_text(day, by, voice.language, answer.query.calendar)
        told |= {
            "last": bucket,
            "when": voice.words.when[by if by in voice.words.when else "span"].format(period=bucket),
        }
    if isinstance(place := facts.get("place"), int):
        rules = rules_of(answer.query.calendar, voice.catalogue.calendar)
        name = bucket_text(place, by, voice.language, rules.calendar, week_start=rules.week_start)
        told["when"] = words[f"when_{by}"].format(place=name)
    if "member" in facts:
        told["member"] = voice.spoken(by, facts["member"], answer)
    return words[finding.code].format(**told)


def _step(step: Value, unit: Unit, voice: Voice) -> str:
    """The size of a step; of a percent in points."""
    if unit == "percent" and isinstance(step, int | float):
        return voice.value(step * 100, "points")
    return voice.value(step, unit)
