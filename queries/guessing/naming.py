"""Writes figures and dimensions into the draft under ids and names of their own, the best claims first."""

from __future__ import annotations

from data.profiling.names import words_of
from queries.guessing import fa
from queries.guessing.breakdown import Breakdown, values_of
from queries.guessing.breakdowns import seller
from queries.guessing.candidate import Candidate, Context
from queries.guessing.counts import counted
from queries.guessing.draft import Entry
from queries.guessing.headings import id_of, label_of, persian_of
from queries.guessing.phrases import Phrases, named

_RESERVED = frozenset(
    {"day", "week", "month", "quarter", "year", "hour", "weekday", "month_of_year", "half", "season", "all", "none"}
)
Shared = dict[tuple[str, ...], list[Breakdown]]


def write_words(context: Context, breakdowns: list[Breakdown], shared: Shared) -> None:
    """Name everything and write it into the draft. `shared` are words that mean one of several dimensions."""
    draft, phrases = context.draft, Phrases(_contested(context))
    metrics = {one.id for one in context.found}
    _give_ids(breakdowns, metrics)
    dimensions = {one.id for one in breakdowns}
    for words in shared:
        if (id := id_of(words)) not in _RESERVED | dimensions | metrics:
            # "By store" in Persian asks by which of them, and is no count of stores.
            phrases.take("fa", persian_of(words) or "", f"generic {id}")
    claims: list[Candidate | Breakdown] = sorted(
        [*context.found, *breakdowns], key=lambda one: (one.rank, isinstance(one, Breakdown), one.id)
    )
    labels = [_labels(one, phrases) for one in claims]
    person = seller(breakdowns)
    for one, names in zip(claims, labels, strict=True):
        if isinstance(one, Candidate):
            also = [*one.synonyms, *_as_headed(one.heading)]
            synonyms = phrases.synonyms(one.words, also, f"metric {one.id}", _headed_by_others(one, context))
            draft.of("metrics")[one.id] = Entry(named(one.values, names, synonyms, one.why))
            continue
        also = [*one.also, label_of(one.words).lower(), *_as_headed(one.text)]
        also = [name for name in also if tuple(name.split()) not in shared]
        synonyms = phrases.synonyms(one.words, also, f"dimension {one.id}")
        values = values_of(one)
        if one is person:
            values["person"] = True
        if one.metric == "rows" and (counted := _rows_of(one, context)) is not None:
            values["metric"] = counted
        draft.of("dimensions")[one.id] = Entry(named(values, names, synonyms, ""), one.why)
    _add_plain(context, phrases)
    for section, order in (("metrics", context.found), ("dimensions", breakdowns)):
        written = draft.of(section)  # type: ignore[arg-type]
        for one in order:
            written[one.id] = written.pop(one.id)
    _write_generics(context, shared, metrics, phrases)


def _as_headed(text: str) -> tuple[str, ...]:
    """A name as the column has it: "weight kg" of what is called weight, "umsatz" of revenue."""
    said = " ".join(text.replace("_", " ").casefold().split())
    apart = " ".join(words_of(text)) if text.isascii() else said
    return tuple(dict.fromkeys(one for one in (said, apart) if one and one != fa.NUMBER_OF))


def _headed_by_others(one: Candidate, context: Context) -> frozenset[str]:
    """What other columns of a figure's table are called: sales are no revenue beside a column of that name."""
    table = one.values.get("table")
    others = (c for c in context.found if c is not one and table and c.values.get("table") == table)
    return frozenset(name for other in others for name in _as_headed(other.heading)) - {*_as_headed(one.heading)}


def _add_plain(context: Context, phrases: Phrases) -> None:
    """Give plain names to the figures that alone want them."""
    claims: dict[str, list[Candidate]] = {}
    for one in context.found:
        for phrase in one.plain:
            claims.setdefault(phrase, []).append(one)
    metrics = context.draft.of("metrics")
    for phrase, some in claims.items():
        if len(some) > 1:
            names = " or ".join(repr(one.english) for one in some)
            context.draft.note("warning", f"“{phrase}” could be {names}: give the word to one of them")
            continue
        words = tuple(phrase.split())
        counts = str(some[0].values.get("agg", "")).startswith("count")
        for language, said in (("en", phrase), ("fa", counted(words) if counts else persian_of(words) or "")):
            known = metrics[some[0].id].values.get("synonyms", {}).get(language, [])
            if said and said not in known and phrases.take(language, said, f"metric {some[0].id}"):
                metrics[some[0].id].values.setdefault("synonyms", {})[language] = [*known, said]


def _labels(one: Candidate | Breakdown, phrases: Phrases) -> dict[str, str]:
    if isinstance(one, Candidate):
        headed = persian_of((), one.heading) if one.heading and one.heading.strip() != fa.NUMBER_OF else None
        if headed and one.words[:1] == ("average",):
            headed = f"{fa.PERSIAN['average']} {headed}"
        return phrases.label(one.words, one.of, one.label, "", one.persian or headed or "", f"metric {one.id}")
    return phrases.label(one.words, one.of, "", one.text, "", f"dimension {one.id}")


def _rows_of(one: Breakdown, context: Context) -> str | None:
    """The figure meant where only the dimension is named: the count of its rows."""
    for figure in context.found:
        values = figure.values
        if values.get("table") == one.entity.id and values.get("agg") == "count" and "where" not in values:
            return figure.id
    return None


def _write_generics(context: Context, shared: Shared, metrics: set[str], phrases: Phrases) -> None:
    draft = context.draft
    for words, group in shared.items():
        id = id_of(words)
        if id in _RESERVED | set(draft.of("dimensions")) | metrics:
            continue
        labels = phrases.label(words, (), "", "", "", f"generic {id}")
        if labels["en"] != label_of(words):
            continue
        draft.of("generics")[id] = Entry(
            {"label": labels, "dimensions": [one.id for one in group], "ask": True},
            "One word, several columns: which one is told by the figure, or asked.",
        )


def _contested(context: Context) -> frozenset[str]:
    """Names of rates that figures of several tables would have: none gets one, so that none is taken for another."""
    claims: dict[str, dict[str, str]] = {}
    for one in context.found:
        part = one.values.get("of") or one.values.get("numerator")
        for phrase in one.synonyms if part else ():
            claims.setdefault(phrase, {})[str(context.by_id(str(part)).values.get("table"))] = one.english
    for phrase, owners in claims.items():
        if len(owners) > 1:
            context.draft.note(
                "warning",
                f"“{phrase}” could be {' or '.join(map(repr, owners.values()))}: give the word to one of them",
            )
    return frozenset(phrase for phrase, owners in claims.items() if len(owners) > 1)


def _give_ids(breakdowns: list[Breakdown], metrics: set[str]) -> None:
    taken = set(metrics) | _RESERVED
    for one in sorted(breakdowns, key=lambda b: b.rank):
        wanted = id_of(one.words)
        if wanted in taken:
            wanted = id_of((*one.of, *one.words))
        number, name = 2, wanted
        while name in taken:
            name, number = f"{wanted}_{number}", number + 1
        one.id = name
        taken.add(name)
