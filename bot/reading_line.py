"""The reading in one line: what was counted, by what, of which period, and what was assumed."""

from __future__ import annotations

from bot.notes import note_text
from bot.voice import Voice
from intents.reading import Reading
from queries.answer import Unit
from queries.locale import digits, language_of, list_text
from queries.query import Filter, Having, Period, Query, Rank

_FROM_BEFORE = frozenset(("kept", "dropped", "back"))


def reading_line(reading: Reading, query: Query, voice: Voice, period: Period | None = None) -> str:
    """ "Conversion rate · by marketing channel · October 2026 · assumed: all territories"."""
    words = voice.words.line
    parts = query_parts(query, voice, period)
    # Whose rows these are, where somebody's rights narrowed them and the question did not.
    parts += [words["only"].format(what=_filter(f, voice)) for f in query.scope if f not in query.filters]
    told = [note for note in reading.assumed if note.code in _FROM_BEFORE]
    parts += [note_text(note, voice) for note in told]
    assumed = [text for note in reading.assumed if note not in told and (text := note_text(note, voice))]
    if assumed:
        parts.append(words["assumed"].format(things=list_text(assumed, voice.language)))
    parts += [words["corrected"].format(written=c.written, read=c.read) for c in reading.corrected]
    return " · ".join(parts)


def query_parts(query: Query, voice: Voice, period: Period | None = None) -> list[str]:
    """The parts of a query in words, in the order they are read."""
    words = voice.words.line
    parts = []
    if query.analysis in words:
        parts.append(voice.special(query) or words[query.analysis])
    if query.metrics:
        parts.append(list_text([voice.label(m) for m in query.metrics], voice.language))
    if query.by:
        things = list_text([voice.inside(b) for b in query.by], voice.language)
        parts.append(words["by"].format(things=things))
    parts += [_filter(f, voice) for f in query.filters]
    parts += [having_text(h, voice) for h in query.having]
    parts += [transform_text(t, voice) for t in query.transforms]
    if query.rank:
        parts.append(_rank(query.rank, query, voice))
    shown = period or query.period
    if shown is not None:
        parts.append(voice.period(shown))
    if query.compare:
        other = query.compare.period
        what = voice.period(other) if other else voice.words.compare.get(query.compare.kind, query.compare.kind)
        parts.append(words["compare"].format(what=what))
    return parts


def _filter(f: Filter, voice: Voice) -> str:
    words = voice.words.line
    if f.op == "none":
        return words["none"].format(metric=voice.inside(f.dimension))
    members = words["or"].join(voice.member(f.dimension, m) for m in f.members)
    return words["filter"].format(dimension=voice.label(f.dimension), members=words[f.op].format(members=members))


def having_text(h: Having, voice: Voice) -> str:
    """A condition on a number: "revenue > $50,000"."""
    words = voice.words.line
    metric = voice.catalogue.metrics.get(h.metric)
    unit: Unit = metric.unit if metric else "count"
    value = voice.value(h.value, unit, full=True)
    if h.op == "between":
        text = words["having_between"].format(
            metric=voice.inside(h.metric), value=value, upper=voice.value(h.upper, unit, full=True)
        )
    else:
        text = words["having"].format(metric=voice.inside(h.metric), op=words[h.op], value=value)
    return words["row"].format(condition=text) if h.level == "row" else text


def _rank(rank: Rank, query: Query, voice: Voice) -> str:
    words = voice.words.line
    kind = "_all" if rank.n is None else "_nth" if rank.nth else "_percent" if rank.percent else ""
    metric = rank.by or (query.metrics[0] if query.metrics else "")
    count = digits(str(rank.n or ""), language_of(voice.language))
    by = voice.inside(metric) if rank.on == "value" else words[rank.on]
    text = words[rank.order + kind].format(n=count, metric=by)
    return f"{text} {words['within'].format(dimension=voice.inside(rank.within))}" if rank.within else text


def transform_text(transform: str, voice: Voice) -> str:
    """ "share of total", "average per day"."""
    words = voice.words.line
    name, _, detail = transform.partition(":")
    if name == "share" and detail:
        return words["share_within"].format(dimension=voice.inside(detail))
    if name == "growth" and detail == "year":
        return words["growth_year"]
    number = digits(detail, language_of(voice.language)) if detail.isdecimal() else ""
    return words.get(name, name).format(n=number, dimension=voice.inside(detail) if detail else "")
