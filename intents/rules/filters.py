"""Rules for filters: members bare, listed, with their dimension, excluded; text conditions; words with a condition."""

from __future__ import annotations

from intents.kinship import adds_up, is_plain_count
from intents.member_phrases import phrase_words
from intents.parse import CONTENT_KINDS, TARGET_KINDS, Item, MemberUse, MetricUse, NumberUse, Parse, Target
from intents.rules.families import family, has, is_namesake, is_told_member
from queries.answer import Note


def members(parse: Parse, i: int) -> int:
    """Tehran · North and South · Tehran or Fars · Enterprise segment."""
    return read_members(parse, i, None, negated=False)


def read_members(parse: Parse, i: int, dimension: Item | None, *, negated: bool) -> int:
    """A list of members of one dimension from item i on; i where none of them belongs to the dimension named."""
    first = parse.items[i]
    assert first.sense is not None
    named = tuple(family(parse, dimension)) if dimension is not None else None
    dimensions = _common(named, first.sense.dimensions)
    if not dimensions:
        return i
    if parse.kind(i - 1) == "member" and first.before and first.before[0] == "of" and dimension is None:
        parse.draft.penalty += 10  # "east of Tehran"
    use = MemberUse(dimensions, "not_in" if negated else "in", [first.value], [first], named=named is not None)
    use.said = dimension.value if dimension is not None and dimension.kind == "dimension" else None
    after, alternatives = i + 1, False
    while True:
        following, separator = _next_member(parse, after, dimension)
        if following is None:
            break
        item = parse.items[following]
        shared = _common(use.dimensions, item.sense.dimensions) if item.sense else ()
        if not shared:
            if any(set(s.dimensions) & set(use.dimensions) for s in item.island.senses):
                parse.draft.penalty += 8  # it could be one of the list
            elif separator in ("or", "vs") or negated or (separator == "and" and not item.before):
                parse.draft.problem = parse.draft.problem or Note("mixed_members", {})
            break
        use.dimensions = shared
        alternatives = alternatives or separator == "or"
        use.members.append(item.value)
        use.items.append(item)
        after = following + 1
    after = _named_after(parse, use, after)
    if dimension is None and use.named and any(_is_small_word(item) for item in use.items):
        return i  # "by country" is no country BY
    if not use.named:
        parse.draft.penalty += _penalty_of_noun(parse, use.dimensions, after)
    if any(item.sense and item.sense.shy for item in use.items) and not use.named:
        if not all(is_namesake(parse, item) for item in use.items if item.sense and item.sense.shy):
            return i
        told = is_told_member(parse, i, negated=negated) or len(use.items) > 1
        parse.draft.penalty += 0 if told else 10  # "churn Education": neither is said
    use.listed = len(set(use.members)) > 1 and not alternatives and not negated
    parse.draft.filters.append(use)
    for item in use.items:
        parse.draft.spans.append((item.island, "filter", item.value))
    if len(use.items) == 1 and not use.named and first.either:
        parse.draft.penalty += _member_penalty(parse, i)
    if len(use.items) == 1 and not use.named:
        parse.draft.penalty += beside_figure(parse, i)
    return after


def _is_small_word(item: Item) -> bool:
    """Whether a code of two or three letters is a function word here, as it is written small: "by" beside BY, "in"."""
    sense = item.sense
    code = sense is not None and sense.shy and sense.value.isupper() and sense.value.isalpha() and len(sense.value) <= 3
    return code and any(other.kind not in CONTENT_KINDS for other in item.island.senses)


def _member_penalty(parse: Parse, i: int) -> int:
    """How unlikely a word that is also a figure or a dimension is a member here."""
    item = parse.items[i]
    told = parse.kind(i + 1) == "metric" and not parse.items[i + 1].before  # "won deals", not "revenue for customers"
    if told or parse.lexicon.ties("member") & set(item.before):
        return 0
    return 3 if parse.kind(i - 1) == "metric" or item.kind != "member" else 12


def beside_figure(parse: Parse, i: int) -> int:
    """What it costs to read "won" as a filter where "won deals" is a figure of its own and deals are asked."""
    lexicon = parse.lexicon
    own = lexicon.stem(parse.items[i].island.last_word)
    for item in parse.items:
        if item.kind == "metric" and item.island is not parse.items[i].island:
            senses = lexicon.spread.get(f"{own} {lexicon.stem(item.island.last_word)}", ())
            timed = lexicon.durations if "how_long" not in parse.draft.flags else ()
            if any(sense.value != item.value and sense.value not in timed for sense in senses):
                return 6
    return 0


def _penalty_of_noun(parse: Parse, dimensions: tuple[str, ...], i: int) -> int:
    """ "new products" are no first orders: the member describes a noun that has no such thing."""
    if parse.kind(i) not in ("dimension", "generic") or parse.items[i].before:
        return 0
    following = parse.items[i + 1].sense if parse.kind(i + 1) == "member" else None
    if following is not None and family(parse, parse.items[i]) & set(following.dimensions):
        return 0  # «تیکت‌های باز مشتری پارس»: it names the member after it
    return 0 if has(parse, parse.items[i], dimensions) else 10


def _common(named: tuple[str, ...] | None, dimensions: tuple[str, ...]) -> tuple[str, ...]:
    return dimensions if named is None else tuple(d for d in dimensions if d in named)


def _next_member(parse: Parse, i: int, dimension: Item | None) -> tuple[int | None, str]:
    """The member listed next; the dimension's name may be said again: "team A versus team B"."""
    separator, after = "", i
    while parse.kind(after) in ("and", "vs") and after < i + 3:
        if not (parse.kind(after) == "and" and parse.value(after) == "comma" and separator):
            separator = parse.value(after) if parse.kind(after) == "and" else "vs"
        after += 1
    if parse.kind(after) == "not" and separator:
        return None, ""
    if separator and dimension is not None and parse.kind(after) == dimension.kind:
        again = parse.value(after) == dimension.value and parse.kind(after + 1) == "member"
        if again and not parse.items[after + 1].before:
            parse.mark(after, "filter", parse.value(after))
            after += 1
    if parse.kind(after) != "member":
        return None, ""
    compared = "compare" in parse.draft.flags and parse.lexicon.ties("against") & set(parse.items[after].before)
    return (after, separator) if separator or compared else (None, "")


def _named_after(parse: Parse, use: MemberUse, i: int) -> int:
    """The dimension's own name after its members: "North and South regions"."""
    if parse.kind(i) in ("dimension", "generic") and not parse.items[i].before:
        own = family(parse, parse.items[i])
        shared = tuple(d for d in use.dimensions if d in own)
        if shared:
            use.dimensions, use.named = shared, True
            use.said = parse.value(i) if parse.kind(i) == "dimension" else None
            parse.mark(i, "filter", parse.value(i))
            return i + 1
    return i


def dimension_condition(parse: Parse, i: int) -> int:
    """territory Tehran · where category is A or B · segment is not Enterprise · customer contains "Pars"."""
    after, negated = i + 1, False
    if parse.kind(after) == "not" and not (parse.items[i].plural and not parse.items[i].either):
        after, negated = after + 1, True
    if parse.kind(after) == "condition_where" and parse.kind(after + 1) == "text" and parse.items[i].plural:
        # "products whose name contains desk": those products, each by itself
        told = Target(parse.kind(i), parse.value(i), "which", parse.items[i], True)
        if all(one.value != told.value for one in parse.draft.by):
            parse.draft.by.append(told)
        after += 1
    if parse.kind(after) == "text":
        parse.mark(i, "filter", parse.value(i))
        return _text(parse, after, parse.items[i], negated=negated)
    if parse.kind(after) == "member":
        read = read_members(parse, after, parse.items[i], negated=negated)
        if read > after:
            parse.mark(i, "filter", parse.value(i))
            return read
    return i


def _text(parse: Parse, i: int, dimension: Item, *, negated: bool) -> int:
    if negated or dimension.kind != "dimension":
        return i
    item = parse.items[i]
    parse.draft.filters.append(MemberUse((dimension.value,), item.value, [item.island.text], [item], named=True))
    parse.mark(i, "filter", item.value)
    return i + 1


def exclusion(parse: Parse, i: int) -> int:
    """except Tehran · excluding the North region · not in North."""
    after = i + 1
    while parse.kind(after) in ("not", "by"):
        after += 1
    if parse.kind(after) == "member":
        read = read_members(parse, after, None, negated=True)
        if read > after:
            parse.mark(i, "filter", "not")
            return read
    if parse.kind(after) in ("dimension", "generic") and parse.kind(after + 1) == "member":
        read = read_members(parse, after + 1, parse.items[after], negated=True)
        if read > after + 1:
            parse.mark(i, "filter", "not")
            parse.mark(after, "filter", parse.value(after))
            return read
    return absence(parse, i)


def all_but(parse: Parse, i: int) -> int:
    """ "in all territories but Tehran"."""
    noun = parse.items[i - 1] if parse.kind(i - 1) in ("dimension", "generic") else None
    if noun is None or not noun.plural or parse.kind(i + 1) != "member":
        return i
    return exclusion(parse, i)


def absence(parse: Parse, i: int) -> int:
    """customers with no order · reps without deals: those of a breakdown for which the figure is nothing."""
    after = i + 1
    while parse.kind(after) in ("none", "not") and not set(parse.items[after].before) - parse.lexicon.ties("again"):
        after += 1
    metric = _not_done(parse, i, after) if parse.kind(after) == "metric" else done(parse, after)
    if metric is None or not adds_up(parse.catalogue.metrics[metric]):
        return i
    if parse.items[after].either and parse.kind(after + 1) == "member":
        return i  # "except customer Pars Foods" leaves one out
    named = parse.draft.by or "who" in parse.draft.flags or any(parse.kind(j) in TARGET_KINDS for j in range(i))
    if not named or parse.kind(after - 1) == parse.kind(i - 1) == "metric":
        return i
    parse.draft.metrics.append(MetricUse(metric, parse.items[after], True, having_only=True))
    parse.draft.having.append(NumberUse(metric, "=", 0.0, None, False, parse.items[i], absent=True))
    if any(parse.value(j) == "never" for j in range(i, after)):
        parse.draft.flags.add("never")
    parse.mark(i, "having", "none")
    parse.mark(after, "having", metric)
    return after + 2 if parse.kind(after + 1) == "anything" else after + 1


def _not_done(parse: Parse, first: int, place: int) -> str:
    """ "معامله نبستند": the figure of what the verb says was not done with the thing, where the catalogue has it."""
    lexicon, noun = parse.lexicon, parse.items[place].sense
    for item in parse.items[first:place]:
        verb = lexicon.undenied(item.sense.text) if item.sense is not None else None
        if verb is not None and noun is not None:
            phrase = " ".join(lexicon.stem(word) for word in (*phrase_words(noun.text), *phrase_words(verb)))
            done = (s.value for s in lexicon.phrases.get(phrase, ()) if s.kind == "metric")
            return next(done, parse.value(place))
    return parse.value(place)


def nothing(parse: Parse, i: int) -> int:
    """ "customers who bought nothing", "reps who sold nothing": those for whom the figure before is nothing."""
    draft = parse.draft
    named = draft.by or "who" in draft.flags
    if parse.kind(i - 1) == "metric" and draft.metrics and len(draft.metrics) == 1:
        metric = draft.metrics[0].id
        draft.metrics.clear()
    else:
        told = done(parse, i - 1)
        if told is None:
            return i
        metric = told
    if not named or not adds_up(parse.catalogue.metrics[metric]):
        return i
    draft.metrics.append(MetricUse(metric, parse.items[i - 1], True, having_only=True))
    draft.having.append(NumberUse(metric, "=", 0.0, None, False, parse.items[i], absent=True))
    draft.spans = [span for span in draft.spans if span[0] is not parse.items[i - 1].island]
    parse.mark(i - 1, "having", metric)
    parse.mark(i, "having", "none")
    return i + 1


def done(parse: Parse, i: int) -> str | None:
    """ "customers who never ordered", "خرید نکرده‌اند": the count of the things that the verb makes."""
    if parse.kind(i) == "bought":
        bought = (s.value for s in parse.lexicon.implied("bought") if s.kind == "metric")
        return next((m for m in bought if is_plain_count(parse.catalogue, m)), None)
    if i >= len(parse.items) or parse.kind(i) in CONTENT_KINDS:
        return None
    if parse.items[i].island.last_word in parse.lexicon.ties("buying"):
        parse.draft.flags.add("buying")  # "who never ordered": customers
    noun = parse.lexicon.noun_of(parse.items[i].island.last_word)
    counts = (s.value for s in parse.lexicon.find(noun) if s.kind == "metric") if noun else ()
    return next((m for m in counts if is_plain_count(parse.catalogue, m)), None)


def condition(parse: Parse, i: int) -> int:
    """A word of the catalogue with filters behind it."""
    parse.draft.conditions.append(parse.items[i])
    ids = tuple(f.dimension for f in parse.catalogue.conditions[parse.value(i)].filters)
    parse.draft.penalty += _penalty_of_noun(parse, ids, i + 1)
    parse.draft.penalty += beside_figure(parse, i)
    if parse.items[i].either and not any(item.kind == "metric" for item in parse.items):
        parse.draft.penalty += 10  # "wins by reason of loss" are a figure: no condition on another one
    parse.mark(i, "filter", parse.value(i))
    return i + 1


def where_word(parse: Parse, i: int) -> int:
    """ "where", "whose", "filtered by" before a condition."""
    return i + 1 if 0 < i < len(parse.items) - 1 and parse.kind(i + 1) != "period" else i
