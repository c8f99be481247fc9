"""Islands: the stretches of a question that mean something by themselves, each with all it can mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intents.elided import elided
from intents.framing import as_framed
from intents.lexicon import LONGEST_SPREAD, Lexicon, Sense
from intents.member_phrases import kept, phrase_words
from intents.numerals import Numeral, find_numerals
from intents.parted import parted
from intents.periods import PeriodMatch
from intents.text_conditions import text_conditions
from intents.tokens import Token
from intents.weeding import weeded

# Weights per word: what the catalogue names counts more than the language's own words, and a longer match more than
# its parts.
_CONTENT, _ROLE, _FILLER, _JOIN, _BETWEEN = 10, 8, 7, 5, 12
_ROLE_WORTH = {"filler": _FILLER, "compare_to": _CONTENT + 2}
UNREAD = -25
"""What leaving a word unread costs; signs alone cost nothing."""


@dataclass(frozen=True, slots=True)
class Island:
    """Tokens [first, last) and the senses they may have; `weight` is what reading them is worth."""

    first: int
    last: int
    weight: int
    senses: tuple[Sense, ...] = ()
    period: PeriodMatch | None = None
    numeral: Numeral | None = None
    text: str = ""
    inner: tuple[Sense, ...] = ()  # roles of words that stand between a figure's two words ("won the most deals")
    last_word: str = ""
    noun: str = ""  # the word whose form says whether one is meant or many, where it is not the last


PeriodsIn = Callable[[int, int], Sequence[PeriodMatch]]
"""The periods of a question in tokens [first, last)."""


def find_islands(tokens: Sequence[Token], lexicon: Lexicon, periods_in: PeriodsIn, question: str) -> list[Island]:
    """All islands of a question, overlapping ones too, ordered by where they begin."""
    periods = list(periods_in(0, len(tokens)))
    numbers = find_numerals(tokens, lexicon.languages)
    places = kept(list(tokens))
    islands = [_as_acronym(one, tokens, question, lexicon) for one in _phrases(tokens, places, lexicon)]
    periods = _after_cycles(periods, islands, periods_in, tokens, lexicon)
    ends = {one.last for one in islands if one.last - one.first > 1 and one.senses and one.senses[0].kind != "filler"}
    for match in [p for p in periods if p.last - p.first > 1]:
        listed = match.first > 0 and _is_role(tokens[match.first - 1].text, "and", lexicon)
        torn = listed and _is_role(tokens[match.first].text, "grain", lexicon)  # "by region and | month | May"
        if match.first + 1 not in ends and not torn and not _may_stand_apart(tokens, match, lexicon):
            continue
        # "come from | last quarter": the first word of the period may belong to what is before it.
        periods += [p for p in periods_in(match.first + 1, len(tokens)) if p.last == match.last]
    for match, following in pairwise(list(periods)):
        if match.first < following.first < match.last < following.last:
            # "Q3 2026 to Q3 2025" are two periods, though "Q3 2026 to Q3" reads as one.
            for last in (following.first - 1, following.first):
                periods += [p for p in periods_in(match.first, last) if p not in periods]
    numbered = {n.first: n.last for n in numbers}
    ordinals = {n.first for n in numbers if n.written == "ordinal"}
    for match in list(periods):
        number = match.first if match.first in numbered else match.first + 1
        if number == 0 or number not in numbered or numbered[number] >= match.last:
            continue
        before = tokens[number - 1].text
        ranked = _is_role(before, "top", lexicon)
        placed = number == match.first and match.first in ordinals
        bounds = _is_role(before, "op", lexicon) or _ends_range(tokens, number, lexicon)
        if not ranked and not placed and not bounds:
            continue  # only then is it worth reading the rest by itself
        rest = [p for p in periods_in(numbered[number], len(tokens)) if p.last == match.last]
        if placed and not ranked:
            periods += [p for p in rest if p not in periods]  # "first | this month": may say which of all
            continue
        if rest and (ranked or rest[0].rule in _WHOLE_UNITS):
            # The number belongs to the word before it: "top 5 | last month", "over 10 | last month".
            periods = [p for p in periods if p != match] + [p for p in rest if p not in periods]
    for match in list(periods):
        after = match.last + 1 if match.last < len(tokens) and tokens[match.last].text == "-" else match.last
        counts_units = after < len(tokens) and _is_role(tokens[after].text, "grain", lexicon)
        if counts_units and match.last - match.first > 1 and tokens[match.last - 1].kind == "number":
            # "from May to July | 3-month moving average"
            rest = [p for p in periods_in(match.first, match.last - 1) if p.first == match.first]
            periods = [p for p in periods if p != match] + [p for p in rest if p not in periods]
    islands += [_period_island(p, tokens, lexicon) for p in periods]
    islands += [Island(n.first, n.last, 9 * (n.last - n.first) + 1, numeral=n) for n in numbers]
    islands += text_conditions(tokens, islands, question, lexicon)
    return sorted(weeded(islands, tokens, lexicon), key=lambda one: (one.first, -one.last))


def _ends_range(tokens: Sequence[Token], number: int, lexicon: Lexicon) -> bool:
    """ "between 100 and 500 | last month": the number closes a range."""
    before = [token.text for token in tokens[max(number - 5, 0) : number]]
    joints = {word for language in lexicon.languages for word in language.range_words}
    opened = any(s.kind == "op" and s.value == "between" for word in before for s in lexicon.words.get(word, ()))
    return opened and before[-1] in joints


def _after_cycles(
    periods: Sequence[PeriodMatch],
    islands: Sequence[Island],
    periods_in: PeriodsIn,
    tokens: Sequence[Token],
    lexicon: Lexicon,
) -> list[PeriodMatch]:
    """ "hour of day | from Q4 2025 to Q1 2026": a period does not begin inside the name of a cycle before it.

    "day of the week of 10 April" may.
    """
    found, end = list(periods), len(tokens)
    for cycle in islands:
        if cycle.last - cycle.first > 1 and any(sense.kind == "cycle" for sense in cycle.senses):
            if cycle.last < end and tokens[cycle.last].text in lexicon.ties("head"):
                continue
            torn = [p for p in found if cycle.first < p.first < cycle.last < p.last]
            whole = periods_in(cycle.last, end) if torn else ()
            torn = [p for p in torn if any(w.last >= p.last for w in whole)]
            found = [p for p in found if p not in torn] + [w for w in whole if w not in found]
    return found


def _as_acronym(island: Island, tokens: Sequence[Token], question: str, lexicon: Lexicon) -> Island:
    """ "accounts from the US": a member written in capitals amid small letters, or after "the", is no "us"."""
    shy = [s for s in island.senses if s.kind == "member" and s.shy and s.value.isupper()]
    if not shy:
        return island
    written = question[tokens[island.first].start : tokens[island.last - 1].end]
    before = tokens[island.first - 1].text if island.first else ""
    told = before in lexicon.ties("article") and written.lower() in lexicon.ties("ourselves")
    named = [replace(s, shy=False) for s in shy if told or (s.value == written and not question.isupper())]
    if not named:
        return island
    return replace(island, senses=tuple(named), weight=_CONTENT * (island.last - island.first))


_WHOLE_UNITS = frozenset(("last unit", "this unit", "next unit"))


def _period_island(match: PeriodMatch, tokens: Sequence[Token], lexicon: Lexicon) -> Island:
    """Prepositions before a period are worth no more than anywhere else."""
    count = match.last - match.first
    if match.weak:
        return Island(match.first, match.last, 6 * count, period=match)
    leading = 1 if _may_stand_apart(tokens, match, lexicon) else 0
    while leading < count - 1 and _is_role(tokens[match.first + leading].text, "filler", lexicon):
        leading += 1
    weight = (_CONTENT + _JOIN + 1) * (count - leading) - _JOIN + _FILLER * leading
    if _may_stand_apart(tokens, match, lexicon):
        weight -= 3
    return Island(match.first, match.last, weight, period=match)


def _may_stand_apart(tokens: Sequence[Token], match: PeriodMatch, lexicon: Lexicon) -> bool:
    """ "by month from May to June": the first word may be the grain asked for."""
    if match.last - match.first < 3 or not _is_role(tokens[match.first].text, "grain", lexicon):
        return False
    following = tokens[match.first + 1].text
    return _is_role(following, "filler", lexicon) and following not in lexicon.gaps


def _is_role(word: str, role: str, lexicon: Lexicon) -> bool:
    return any(s.kind == role for s in lexicon.words.get(word, ()))


def _phrases(tokens: Sequence[Token], places: list[int], lexicon: Lexicon) -> list[Island]:
    texts = [tokens[i].text for i in places]
    stems = [lexicon.stem(t) for t in texts]
    longest_word, words = lexicon.longest_word, lexicon.words
    found: list[Island] = []
    things: dict[tuple[int, int], list[Sense]] = {}
    asks_how_long = any(s.kind == "how_long" for text in set(texts) for s in lexicon.words.get(text, ())) or any(
        s.kind == "how_long" for pair in pairwise(texts) for s in lexicon.words.get(" ".join(pair), ())
    )
    for at, (text, stem) in enumerate(zip(texts, stems, strict=True)):
        reach = max(lexicon.reach(stem), longest_word.get(text, 0), 1)
        for count in range(1, min(reach, len(places) - at) + 1):
            named = lexicon.senses(stem if count == 1 else " ".join(stems[at : at + count]))
            roles = words.get(text if count == 1 else " ".join(texts[at : at + count]), ())
            if named and count == 2 and _is_role(text, "mean", lexicon):
                # "average orders" is no "average order": the plural counts orders.
                named = [s for s in named if s.text.split(" ")[1:] == texts[at + 1 : at + count]]
            if named:
                named = _as_written(named, " ".join(texts[at : at + count]), lexicon)
                if not asks_how_long:
                    named = [s for s in named if not _is_done(s, texts[at : at + count], lexicon)]
            if any(role.kind == "frame" for role in roles):
                roles = as_framed(roles, texts, at, count, lexicon)
            if named or roles:
                found.append(_island(places, at, count, tuple(named), tuple(roles), texts, lexicon))
            elif count == 1 and (deed := _deed(at, texts, stems, lexicon, asks_how_long)) is not None:
                sense = Sense("deed", deed, text)
                found.append(Island(places[at], places[at] + 1, _ROLE, (sense,), last_word=text))
            if named:
                things[at, at + count] = list(named)
        if stem in lexicon.spread_starts:
            found += _spread_at(places, at, texts, stems, lexicon, asks_how_long)
    for first, last, names, ranking in parted(texts, stems, lexicon):
        weight = _CONTENT * (last - first) + _JOIN * (last - first - 1) + _BETWEEN
        found.append(
            Island(
                places[first],
                places[last - 1] + 1,
                weight,
                names,
                inner=(ranking,),
                last_word=texts[last - 1],
                noun=texts[first],
            )
        )
    for (first, last), senses in elided(texts, stems, things, lexicon).items():
        weight = (_CONTENT + _JOIN) * (last - first)
        found.append(Island(places[first], places[last - 1] + 1, weight, tuple(senses), last_word=texts[last - 1]))
    return found


def _deed(at: int, texts: Sequence[str], stems: Sequence[str], lexicon: Lexicon, asks_how_long: bool) -> str | None:
    """The figure of a verb that stands apart from its noun: "how many deals did each team close"."""
    if at and _is_role(texts[at - 1], "by", lexicon):
        return None  # what is broken down by is no verb
    beside = [stems[place] for place in (at - 1, at + 1) if 0 <= place < len(stems)]
    for place, noun in enumerate(stems):
        if abs(place - at) < 2 or noun in beside:
            continue  # side by side they are a name: "approved orders as % of orders"
        for sense in lexicon.spread.get(f"{noun} {stems[at]}", ()):
            known = any(one.kind == "metric" for one in lexicon.senses(noun))
            if known and sense.kind == "metric" and (asks_how_long or sense.value not in lexicon.durations):
                return sense.value
    return None


def _is_done(sense: Sense, written: Sequence[str], lexicon: Lexicon) -> bool:
    """ "resolved tickets" are tickets, not the time it takes to "resolve tickets", which the verb told of."""
    if sense.kind != "metric" or sense.value not in lexicon.durations or sense.text == " ".join(written):
        return False
    said = set(phrase_words(sense.text))
    return any(word not in said and lexicon.stem(word) in said - {word} for word in written if _is_verb(word, lexicon))


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    return any(one.writes(word) and one.bends_verb(word) for one in lexicon.languages)


def _as_written(named: Sequence[Sense], written: str, lexicon: Lexicon) -> list[Sense]:
    """Members are found by their names alone where the language bends no names: "far" is no "Fars".

    The plural of a name ("referrals") may be meant for it, which is asked.
    """
    bends = not any(one.names_unbent and one.writes(written) for one in lexicon.languages)
    found = []
    for sense in named:
        if bends or sense.kind != "member" or sense.text == written:
            found.append(sense)
        elif len(written) > len(sense.text):
            found.append(replace(sense, bent=True))
    return found


def _island(
    places: list[int],
    at: int,
    count: int,
    named: tuple[Sense, ...],
    roles: tuple[Sense, ...],
    texts: list[str],
    lexicon: Lexicon,
) -> Island:
    if len(named) > 1:
        written = " ".join(texts[at : at + count])
        same = tuple(s for s in named if s.text == written)
        # A name written exactly so wins over another of the same kind that only shares its stem.
        named = tuple(s for s in named if s in same or all(o.kind != s.kind and s.kind != "member" for o in same))
        named = tuple({(s.kind, s.value, s.dimensions): s for s in reversed(named)}.values())[::-1]
    open_named = [s for s in named if not s.shy]
    worth = _CONTENT if open_named else _ROLE_WORTH.get(roles[0].kind, _ROLE) if roles else _ROLE
    if named and not open_named and not roles:
        worth = 4 if count == 1 else 8  # "25–34" is more than two numbers and a dash
    weight = worth * count + _JOIN * (count - 1)
    # The noun that is singular or plural: the last word, but the first of "reasons for losing".
    head = texts[at] if lexicon.ties("head") & set(texts[at + 1 : at + count]) else texts[at + count - 1]
    names = any(s.kind in ("dimension", "generic") for s in named)
    noun = texts[at] if names and any(one.head_first and one.writes(texts[at]) for one in lexicon.languages) else ""
    return Island(places[at], places[at + count - 1] + 1, weight, named + roles, last_word=head, noun=noun)


def _spread_at(
    places: list[int], at: int, texts: list[str], stems: list[str], lexicon: Lexicon, asks_how_long: bool
) -> list[Island]:
    """Figures whose words have small words between them, or stand in the other order: "deals did we win"."""
    gaps = lexicon.gaps
    if texts[at] in gaps:
        return []
    found: list[Island] = []
    key, count = stems[at], 1
    inner: tuple[Sense, ...] = ()
    for other in range(at + 1, min(at + 9, len(places))):
        if texts[other] in gaps:
            continue
        between = tuple(s for s in lexicon.words.get(texts[other], ()) if s.kind in ("top", "me"))[:1]
        if between and count == 1 and not inner:
            inner = between
            continue
        key, count = f"{key} {stems[other]}", count + 1
        if count > LONGEST_SPREAD:
            break
        senses = lexicon.spread.get(key)
        if senses and not asks_how_long:
            senses = [s for s in senses if not _is_done(s, texts[at : other + 1], lexicon)]
        length = other - at + 1
        if (
            senses
            and length > count
            and any(lexicon.senses(" ".join(stems[other : other + n])) for n in (2, 3) if other + n <= len(stems))
        ):
            continue  # "customers for acquisition channel …": the last word belongs to what follows
        if senses and (length > count or not lexicon.senses(" ".join(stems[at : other + 1]))):
            # Worth a little less than the same words side by side, more than the words apart.
            weight = _CONTENT * count + _JOIN * (count - 1) - 2 + _BETWEEN * (length - count)
            found.append(
                Island(places[at], places[other] + 1, weight, tuple(senses), inner=inner, last_word=texts[other])
            )
    return found
