"""How a question was read and answered: every word, the figures' definitions, rights, other readings, the SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from bot.notes import note_text
from bot.reading_line import query_parts
from bot.reply import Reply
from bot.voice import Voice
from intents.reading import Reading, Span
from intents.tokens import Token, tokenise
from queries.catalogue.model import Attrition, Cohort, Definition, Derived, Ratio, Simple, Stock
from queries.locale import list_text
from queries.query import BUCKETS, CYCLES, Query

_DIFFERING = ("metrics", "by", "filters", "having", "period", "compare", "rank", "transforms", "analysis")
_NAMED = frozenset(("metric", "breakdown", "filter", "having"))
_SMALL = frozenset(("filler", "number", "unread"))
"""Roles told together, in a line of their own."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an explanation: lines of text, or the text of a program with a note below it."""

    title: str
    lines: tuple[str, ...] = ()
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An explanation in the order it is read; sections with nothing to say are left out."""

    sections: tuple[Section, ...]


def explain(reply: Reply, voice: Voice, statement: str = "") -> Explanation:
    """How a reply came about. `statement` is the SQL of a reply that was only read; an answer brings its own."""
    words = voice.words.explain
    reading = reply.reading
    query = reply.query or (reading.query if reading else None)
    sections = []
    if reply.status != "answered":
        sections.append(Section(words["why"], (reply.headline,)))
    if reading is not None and (reading.spans or reading.unread):  # a query that was chosen has no words
        sections.append(Section(words["words"], tuple(_words(reading, query, voice))))
    if query is not None:
        sections.append(Section(words["reading"], tuple(_reading(reading, query, voice))))
        sections.append(Section(words["figures"], tuple(_figures(query, voice))))
        sections.append(Section(words["rights"], tuple(_rights(query, voice))))
    if reading is not None and query is not None:
        sections.append(Section(words["others"], tuple(_others(reading, query, voice))))
    sections.append(_statement(reply, voice, statement))
    return Explanation(tuple(s for s in sections if s.lines or s.code))


def _words(reading: Reading, query: Query | None, voice: Voice) -> Iterator[str]:
    """Every word of the question with what it was read as; words that only tie others together in one line."""
    words = voice.words.explain
    said: dict[tuple[int, int, str], list[Span]] = {}
    for span in reading.spans:
        if span.role in _SMALL:
            continue
        said.setdefault((span.start, span.end, span.role), []).append(span)
    for (start, end, role), spans in sorted(said.items()):
        values = list(dict.fromkeys(text for s in spans if (text := _value(s, query, voice))))
        line = words["word" if values else "word_plain"]
        text = reading.question[start:end]
        yield line.format(text=text, role=words[f"role_{role}"], value=list_text(values, voice.language))
    for correction in reading.corrected:
        yield words["corrected"].format(written=correction.written, read=correction.read)
    for word in reading.unread:
        yield words["unread"].format(text=word)
    small = list(_small(reading))
    for role, kind in (("role_number", "number"), ("role_filler", "word")):
        texts = list(dict.fromkeys(reading.question[t.start : t.end] for t in small if t.kind == kind))
        if texts:
            yield words["word_plain"].format(text=words["quotes"].join(texts), role=words[role])


def _small(reading: Reading) -> Iterator[Token]:
    """The words that no part of the reading stands for by itself."""
    unread = {token.text for word in reading.unread for token in tokenise(word)}
    for token in tokenise(reading.question):
        parts = (s for s in reading.spans if s.role not in _SMALL)
        covered = any(s.start < token.end and token.start < s.end for s in parts)
        if token.kind != "punct" and not covered and token.text not in unread:
            yield token


def _value(span: Span, query: Query | None, voice: Voice) -> str:
    """What a span was read as, in the person's words; "" where its role says all."""
    if span.role == "period" and query is not None and query.period is not None:
        return voice.period(query.period)
    if span.role == "chart":
        return ""
    if span.role in _NAMED:
        return _name(span, query, voice)
    return ""


def _name(span: Span, query: Query | None, voice: Voice) -> str:
    known, value = voice.catalogue, span.value
    if value in known.generics and query is not None:
        meant = [d for d in known.generics[value].dimensions if d in query.by]
        return voice.label(meant[0]) if meant else voice.label(value)
    if value in known.metrics or value in known.dimensions or value in known.conditions or value in (*BUCKETS, *CYCLES):
        return voice.label(value)
    if span.role == "filter" and query is not None:
        for one in query.filters:
            if value in one.members:
                return f"{voice.member(one.dimension, value)} ({voice.label(one.dimension)})"
    return ""


def _reading(reading: Reading | None, query: Query, voice: Voice) -> Iterator[str]:
    yield from query_parts(query, voice)
    assumed = [text for note in (reading.assumed if reading else ()) if (text := note_text(note, voice))]
    if assumed:
        yield voice.words.explain["assumed"].format(things=list_text(assumed, voice.language))


def _figures(query: Query, voice: Voice) -> Iterator[str]:
    words = voice.words.explain
    for name in query.metrics:
        metric = voice.catalogue.metrics.get(name)
        if metric is None:
            continue
        described = metric.words.description
        text = described.get(voice.language) or described.get("en")
        line = words["definition" if text else "definition_bare"]
        yield line.format(metric=voice.label(name), description=text)
        yield words["formula"].format(metric=voice.label(name), formula=_formula(metric.definition, voice))


def _formula(made: Definition, voice: Voice) -> str:
    """How a figure is worked out, with the figures it is made of by their names."""
    words = voice.words.explain
    match made:
        case Ratio(numerator=over, denominator=under):
            return words["of"].format(what=voice.inside(over), by=voice.inside(under))
        case Derived(expr=expr):
            named = expr.transform(lambda node: _named(node, voice))
            return str(named.sql(dialect="duckdb", identify=False)).replace('"', "")
        case Attrition(of=of):
            return words["attrition"].format(of=voice.inside(of))
        case Cohort(of=of):
            return words["cohort"].format(of=voice.inside(of))
        case Simple() | Stock():
            return _counted(made, voice)


def _named(node: exp.Expression, voice: Voice) -> exp.Expression:
    return exp.column(exp.to_identifier(voice.inside(node.name), quoted=True)) if isinstance(node, exp.Column) else node


def _counted(made: Simple | Stock, voice: Voice) -> str:
    words = voice.words.explain
    what = made.expr.sql(dialect="duckdb").replace("_", " ") if made.expr is not None else ""
    text = words[made.agg if what or made.agg != "count_distinct" else "count"].format(
        what=what, table=made.table.replace("_", " ")
    )
    if made.where is not None:
        text = words["where"].format(what=text, condition=made.where.sql(dialect="duckdb").replace("_", " "))
    return words["at_end"].format(what=text) if isinstance(made, Stock) else text


def _rights(query: Query, voice: Voice) -> Iterator[str]:
    words = voice.words.explain
    limits = query_parts(Query(filters=query.scope), voice)
    yield from (words["right"].format(filter=limit) for limit in limits)
    if not limits:
        yield words["no_rights"]


def _others(reading: Reading, query: Query, voice: Voice) -> Iterator[str]:
    """The runners-up, in which parts they are otherwise, and why they lost."""
    words = voice.words.explain
    if reading.status == "answered" and not reading.runners_up:
        yield words["no_others"]
    for runner_up in reading.runners_up:
        other = runner_up.query
        differing = [p for p in _DIFFERING if getattr(other, p) != getattr(reading.query or query, p)]
        parts = list_text([voice.words.notes[f"part_{p}"] for p in differing], voice.language)
        line = words["other_differs" if differing else "other"]
        why = words[f"lost_{runner_up.why}"].format(words=runner_up.words)
        yield line.format(sentence=" · ".join(query_parts(other, voice)), parts=parts, why=why)


def _statement(reply: Reply, voice: Voice, statement: str) -> Section:
    words = voice.words.explain
    answer = reply.answer
    if answer is None or not answer.sql:
        if statement:
            return Section(words["sql"], code=statement)
        return Section(words["sql"], (words["no_sql"],))
    texts = sqlglot.transpile(answer.sql, read=voice.dialect, write=voice.dialect, pretty=True)
    values = [f"${name} = {value}" for name, value in sorted(answer.parameters.items())]
    note = f"{words['values']}: {', '.join(values)}" if values else ""
    return Section(words["sql"], code=";\n\n".join(texts), note=note)
