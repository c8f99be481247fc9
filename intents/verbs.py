"""Figures told by a verb that stands apart: "how many deals did Sara win" are deals won, not deals with a filter."""

from __future__ import annotations

from intents.kinship import is_plain_count, tables_of
from intents.lexicon import Lexicon
from intents.member_phrases import phrase_words, phrases_of
from intents.parse import Item, MetricUse, Parse
from intents.work import Work
from queries.answer import Note


def join_verbs(parse: Parse) -> None:
    """Turn a figure and a condition into the figure the catalogue has for both."""
    draft = parse.draft
    join_deeds(parse)
    _join_figures(parse)
    conjoined = [parse.items[i + 1] for i in range(len(parse.items) - 1) if parse.kind(i) == "and"]
    joined = {id(use) for use in draft.metrics if use.id != use.item.value}
    for use in draft.metrics:
        if id(use) in joined:
            continue  # its verb has made another figure of it already
        said = (f for f in draft.filters if len(f.items) == 1 and not f.named and f.op == "in")
        for item in [*draft.conditions, *(f.items[0] for f in said)]:
            if any(item is other for other in conjoined):
                continue  # "leads won and lost" are not those lost
            figure = _figure_of(parse.lexicon, item, use)
            if figure in parse.lexicon.durations and "how_long" not in draft.flags:
                continue  # "resolved tickets" are tickets, "how long to resolve tickets" is a time
            if figure is not None and figure != use.id:
                use.id = figure
                draft.conditions = [c for c in draft.conditions if c is not item]
                draft.filters = [f for f in draft.filters if f.items[0] is not item]
                draft.penalty -= 6
                break


def _join_figures(parse: Parse) -> None:
    """ "how many leads from referrals converted": a verb that is a figure elsewhere makes another one of its noun."""
    draft, lexicon = parse.draft, parse.lexicon
    for verb in draft.metrics[1:]:
        word = verb.item.island.last_word
        alone = verb.item.island.last - verb.item.island.first == 1 and not verb.joined and not verb.having_only
        if not alone or not any(one.writes(word) and one.bends_verb(word) for one in lexicon.languages):
            continue
        for use in draft.metrics[: draft.metrics.index(verb)]:
            figure = _figure_of(lexicon, verb.item, use)
            if figure is not None and figure != use.id and figure not in lexicon.durations:
                use.id = figure
                draft.metrics.remove(verb)
                return


def join_deeds(parse: Parse) -> None:
    """The figures of verbs that stand apart from their nouns."""
    for deed in parse.draft.deeds:
        _join_deed(parse, deed)
    parse.draft.deeds = []


def _join_deed(parse: Parse, deed: Item) -> None:
    """The noun's figure becomes the one of both; a verb that makes none of the figures asked is not understood."""
    draft, lexicon = parse.draft, parse.lexicon
    own, joined = lexicon.stem(deed.island.last_word), False
    for use in list(draft.metrics):
        noun = lexicon.stem(use.item.island.last_word)
        senses = (s for s in lexicon.spread.get(f"{noun} {own}", ()) if s.kind == "metric")
        timed = lexicon.durations if "how_long" not in draft.flags else ()
        figure = next((sense.value for sense in senses if sense.value not in timed), None)
        if figure is None or use.item.island.last - use.item.island.first > 1:
            continue
        for condition in draft.having:
            condition.metric = figure if condition.metric == use.id else condition.metric
        draft.spans = [
            (place, role, figure if place is use.item.island else value) for place, role, value in draft.spans
        ]
        draft.spans.append((deed.island, "having" if use.having_only else "metric", figure))
        joined = True
        if _told_apart(parse, use.item, deed):
            draft.metrics.append(MetricUse(figure, use.item, joined=True))
        else:
            use.id = figure
    if not joined:
        words = (deed.island.last_word,)
        draft.problem = draft.problem or Note("unknown_words", {"words": words})


def _told_apart(parse: Parse, noun: Item, deed: Item) -> bool:
    """ "how many customers did we get and how many churned": two figures of one noun."""
    first, last = (next(i for i, one in enumerate(parse.items) if one is item) for item in (noun, deed))
    return any(parse.kind(i) == "and" for i in range(first, last))


def _figure_of(lexicon: Lexicon, verb: Item, use: MetricUse) -> str | None:
    named = [phrase_words(one.sense.text) if one.sense is not None else [] for one in (use.item, verb)]
    if len(named[1]) > 1:  # "سرنخ" and "واجد شرایط"
        phrase = " ".join(lexicon.stem(word) for words in named for word in words)
        return next((s.value for s in lexicon.phrases.get(phrase, ()) if s.kind == "metric"), None)
    if any(one.island.last - one.island.first > 1 for one in (verb, use.item)):
        return None
    words = (lexicon.stem(one.island.last_word) for one in (verb, use.item))
    return next((s.value for s in lexicon.spread.get(" ".join(words), ()) if s.kind == "metric"), None)


def told_beside(lexicon: Lexicon, word: Item, figure: Item) -> str | None:
    """ "deals won and lost", "won and lost deals": what the word makes of the noun in the other figure's name."""
    many_words = word.island.last - word.island.first > 1
    if many_words or figure.island.last - figure.island.first < 2 or figure.sense is None:
        return None
    own = lexicon.stem(word.island.last_word)
    for noun in (lexicon.stem(one) for one in phrase_words(figure.sense.text)):
        for key in (f"{own} {noun}", f"{noun} {own}"):
            found = next((s.value for s in lexicon.spread.get(key, ()) if s.kind == "metric"), None)
            if found is not None and found != figure.value and found not in lexicon.durations:
                return found
    return None


def duration_of(work: Work, metrics: tuple[str, ...]) -> str | None:
    """ "how long until a lead converts": the one time kept of the same rows whose name has the figure's word."""
    catalogue, lexicon = work.catalogue, work.parse.lexicon
    said = {
        lexicon.stem(word)
        for use in work.draft.metrics
        if use.item.sense is not None and use.id in metrics
        for word in phrase_words(use.item.sense.text)
        if word not in lexicon.gaps
    }
    for metric in catalogue.metrics.values():
        if is_plain_count(catalogue, metric.id):  # "leads" say what it is about, not what is done
            said -= {lexicon.stem(word) for label in metric.words.label.values() for word in phrase_words(label)}
    tables = frozenset().union(*(tables_of(catalogue, metric) for metric in metrics))
    timed = [
        metric
        for metric in catalogue.metrics.values()
        if metric.id in lexicon.durations and not metric.hidden and tables_of(catalogue, metric.id) <= tables
    ]
    for names in (lambda m: m.words.label.values(), lambda m: phrases_of(m.words)):  # by their own name, else by others
        found = [m.id for m in timed if any(said & {lexicon.stem(w) for w in phrase_words(one)} for one in names(m))]
        if found:
            return found[0] if len(found) == 1 else None
    return None
