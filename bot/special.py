"""First sentences of the special answers: funnel, forecast, timeline, profile, goals, drivers, definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from bot.voice import Voice
from queries.answer import Answer, Value
from queries.catalogue.model import Stock
from queries.locale import bucket_text, change_text, language_of, list_text

Row = Mapping[str, Value]
Say = Callable[[Answer, Voice, str], str]


def special_sentence(answer: Answer, voice: Voice, when: str) -> str:
    """The sentence of a special answer; "" where there is nothing to tell."""
    say = _SENTENCES.get(answer.query.analysis)
    return say(answer, voice, when) if say is not None and answer.rows else ""


def _rows(answer: Answer) -> list[Row]:
    return [dict(zip((c.id for c in answer.columns), row, strict=True)) for row in answer.rows]


def _cell(row: Row, name: str, answer: Answer, voice: Voice) -> str:
    column = next(c for c in answer.columns if c.id == name)
    return voice.cell(row[name], column, answer)


def _funnel(answer: Answer, voice: Voice, when: str) -> str:
    rows, words = _rows(answer), voice.words.headline
    if answer.query.by:
        last = rows[-1]["stage"]
        ends = [r for r in rows if r["stage"] == last and isinstance(r["from_top"], int | float)]
        if len(ends) < 2:
            return ""
        ends.sort(key=lambda r: -float(str(r["from_top"])))
        by = answer.query.by[0]
        first, least = (_cell(r, by, answer, voice) for r in (ends[0], ends[-1]))
        high, low = (voice.value(r["from_top"], "percent") for r in (ends[0], ends[-1]))
        return words["funnel_by"].format(first=first, high=high, last=least, low=low)
    top, end = rows[0], rows[-1]
    return words["funnel"].format(
        first_count=voice.value(top["count"], "count", full=True),
        first=_cell(top, "stage", answer, voice),
        when=when,
        last_count=voice.value(end["count"], "count", full=True),
        share=voice.value(end["from_top"], "percent"),
        last=_cell(end, "stage", answer, voice),
    )


def _forecast(answer: Answer, voice: Voice, when: str) -> str:
    metric, words = answer.query.metrics[0], voice.words.headline
    unit = voice.catalogue.metrics[metric].unit
    ahead = [r for r in _rows(answer) if r.get("forecast") is not None]
    total = answer.totals.get("forecast")
    if not ahead:
        return ""
    if total is not None and len(ahead) > 1:
        return words["forecast"].format(
            metric=voice.label(metric), value=voice.value(total, unit, full=unit == "count"), when=when
        )
    last = ahead[-1]
    bucket = next(c for c in answer.columns if c.role == "bucket")
    day = last[bucket.id]
    at = when
    if day is not None and not isinstance(day, str | float):
        period = bucket_text(day, bucket.of, voice.language, answer.query.calendar)
        stock = isinstance(voice.catalogue.metrics[metric].definition, Stock)
        at = voice.words.when[("end_day" if bucket.of == "day" else "end") if stock else bucket.of].format(
            period=period
        )
    text = words["forecast"].format(
        metric=voice.label(metric), value=voice.value(last["forecast"], unit, full=unit == "count"), when=at
    )
    low, high = (voice.value(last[bound], unit, full=unit == "count") for bound in ("low_80", "high_80"))
    return text + words["forecast_range"].format(low=low, high=high)


def _timeline(answer: Answer, voice: Voice, when: str) -> str:
    first = _rows(answer)[0]
    others = [_cell(first, c.id, answer, voice) for c in answer.columns if c.id != "time" and first[c.id] is not None]
    return voice.words.headline["timeline"].format(
        count=voice.value(answer.groups, "count"),
        day=_cell(first, "time", answer, voice),
        what=language_of(voice.language).list_comma.join(others),
    )


def _profile(answer: Answer, voice: Voice, when: str) -> str:
    first = _rows(answer)[0]
    return voice.words.headline["profile"].format(
        member=f"{voice.label(str(first['attribute']))}: {_cell(first, 'member', answer, voice)}",
        share=voice.value(first["share"], "percent"),
        base_share=voice.value(first["base_share"], "percent"),
    )


def _goals(answer: Answer, voice: Voice, when: str) -> str:
    rows, words = _rows(answer), voice.words.headline
    counted = Counter(str(r["status"]) for r in rows if r["status"] is not None)
    parts = [f"{voice.value(n, 'count')} {voice.words.things.get(status, status)}" for status, n in counted.items()]
    count = voice.value(len(answer.rows), "count")
    text = words["goals"].format(count=count, parts=list_text(parts, voice.language))
    if len(counted) < 2 or rows[0]["status"] not in ("behind", "missed") or rows[0]["attainment"] is None:
        return text
    dimension = next(c for c in answer.columns if c.role == "dimension")
    return text + words["goals_worst"].format(
        member=_cell(rows[0], dimension.id, answer, voice),
        metric=voice.inside(str(rows[0]["metric"])),
        share=voice.value(rows[0]["attainment"], "percent"),
    )


def _drivers(answer: Answer, voice: Voice, when: str) -> str:
    metric = answer.query.metrics[0]
    unit = voice.catalogue.metrics[metric].unit
    value, before, whole = (answer.totals.get(k) for k in (metric, f"{metric}__previous", "effect"))
    if not isinstance(whole, int | float):
        return ""
    value_text, before_text = voice.value(value, unit), voice.value(before, unit)
    if value_text == before_text and value != before:
        value_text, before_text = voice.value(value, unit, full=True), voice.value(before, unit, full=True)
    if any(note.code == "drivers_alike" for note in answer.notes):
        return voice.words.headline["drivers_alike"].format(
            metric=voice.label(metric), value=value_text, before=before_text
        )
    rows = [r for r in _rows(answer) if isinstance(r["effect"], int | float)]
    # What explains a change is what moved the same way; a cause found stands first.
    way = 1 if whole >= 0 else -1
    first = (
        rows[0] if float(str(rows[0]["effect"])) * way > 0 else max(rows, key=lambda r: float(str(r["effect"])) * way)
    )
    dimension = next(c for c in answer.columns if c.role == "dimension")
    size = change_text(first["effect"], None, unit, voice.language, voice.catalogue.currency)
    return voice.words.headline["drivers"].format(
        metric=voice.label(metric),
        value=value_text,
        before=before_text,
        first=_cell(first, dimension.id, answer, voice),
        dimension=voice.inside(dimension.of),
        size=size,
    )


def _definition(answer: Answer, voice: Voice, when: str) -> str:
    metric = str(answer.rows[0][0])
    told = [r for r in _rows(answer) if r["metric"] == metric and r["fact"] == "description"]
    text = _cell(told[0], "text", answer, voice) if told else ""
    return f"{voice.label(metric)}: {text}" if text else voice.label(metric)


def _dashboard(answer: Answer, voice: Voice, when: str) -> str:
    count = voice.value(len(answer.rows), "count")
    return voice.words.headline["dashboard"].format(name=voice.special(answer.query) or "", count=count)


_SENTENCES: Mapping[str, Say] = {
    "funnel": _funnel,
    "forecast": _forecast,
    "timeline": _timeline,
    "profile": _profile,
    "goals": _goals,
    "drivers": _drivers,
    "definition": _definition,
    "dashboard": _dashboard,
}
