"""Rules for periods and what a figure is held against: other periods, targets, members, growth."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from intents.kinship import main_metric
from intents.parse import MetricUse, NumberUse, Parse
from intents.periods import PeriodMatch
from intents.rules.families import family, owns
from intents.verbs import told_beside
from queries.answer import Note
from queries.query import CompareKind


def period(parse: Parse, i: int) -> int:
    """A period; after "vs" or "than", or joined to an earlier one, it is the one compared with."""
    draft, match = parse.draft, parse.period(i)
    compared = "expect_period" in draft.flags
    joined = parse.kind(i - 1) == "and" and draft.periods
    # "vs last year and last month"
    told = parse.kind(i - 1) == "and" and parse.value(i - 1) == "and"  # a comma parts it from what it is held against
    compared = compared or (told and _is_compared_with(parse, i - 2))
    against = "compare" in draft.flags and draft.periods and parse.lexicon.ties("against") & set(parse.items[i].before)
    draft.flags.discard("expect_period")
    if match.rule == UNITS_BEFORE and not compared and not (against and draft.periods):
        return i  # before what?
    if match.rule == _SAME_UNIT and (compared or joined or against) and draft.periods:
        # "September vs the same month last year": the same as the one before it, not as this one.
        draft.compare = "previous_year"
        draft.flags.add(f"compare_unit:{match.period.unit}")
        parse.mark(i, "compare", match.rule)
        return i + 1
    if not compared and draft.periods and (so_far := _so_far(draft.periods[-1], match)) is not None:
        draft.periods[-1] = so_far
        parse.mark(i, "period", match.rule)
        return i + 1
    if joined and not compared and _follows(draft.periods[-1], match):
        draft.periods[-1] = _as_one(draft.periods[-1], match)
        parse.mark(i, "period", match.rule)
        return i + 1
    if joined and not compared and not against:
        draft.flags.add("both_periods")
    if (draft.periods and (compared or joined or against)) or compared:
        draft.compared.append(match)
        parse.mark(i, "compare", match.rule)
    else:
        draft.periods.append(match)
        parse.mark(i, "period", match.rule)
    return i + 1


def _is_compared_with(parse: Parse, i: int) -> bool:
    """Whether what stands at i is what figures are held against."""
    if parse.kind(i) == "compare_to":
        return parse.draft.compare is not None
    return parse.kind(i) == "period" and parse.period(i) in parse.draft.compared


_SAME_UNIT = "same unit last year"
UNITS_BEFORE = "n units before"
"""So many units that end where the period that they are held against begins: "vs the 3 months before"."""
SAME_DAY = "same day last week"
"""The day a week before the one that it is held against: "yesterday vs the same day last week"."""


def _so_far(earlier: PeriodMatch, later: PeriodMatch) -> PeriodMatch | None:
    """ "how much did we sell this month … so far": the unit up to today, its two words apart."""
    to_date = next((one for one in (earlier, later) if one.rule == "to date"), None)
    unit = later if to_date is earlier else earlier
    if to_date is None or unit is to_date or not _runs(unit, to_date):
        return None
    return replace(unit, period=replace(unit.period, end=to_date.period.end), first=earlier.first, last=later.last)


def _runs(unit: PeriodMatch, to_date: PeriodMatch) -> bool:
    """The unit of today, or today itself: "today so far"."""
    return unit.rule == "this unit" or (unit.rule == "named day" and unit.period.end == to_date.period.end)


def _follows(earlier: PeriodMatch, later: PeriodMatch) -> bool:
    """ "January and February" are one time of two months; this month and last month are two."""
    same = earlier.period.unit == later.period.unit and earlier.period.calendar == later.period.calendar
    open_ends = None in (earlier.period.start, later.period.end)
    return same and not open_ends and not earlier.relative | later.relative and earlier.period.end == later.period.start


def _as_one(earlier: PeriodMatch, later: PeriodMatch) -> PeriodMatch:
    first, last = earlier.period, later.period
    return replace(
        earlier,
        period=replace(first, end=last.end, count=first.count + last.count),
        last=later.last,
        future=earlier.future or later.future,
        parts=(*(earlier.parts or (first,)), last),
    )


def versus(parse: Parse, i: int) -> int:
    """vs, compared with, than: what follows says what is compared."""
    draft = parse.draft
    following = parse.kind(i + 1)
    if (after := _one_more_figure(parse, i)) > i:
        parse.mark(i, "compare", "vs")
        return after  # "deals won vs lost"
    if _two_sides(parse, i):
        draft.problem = draft.problem or Note("two_sides", {})
        parse.mark(i, "compare", "vs")
        return i + 1
    if i == 0 and following == "metric" and parse.kind(i + 2) == "period":
        return i  # nothing stands before that it could be held against
    if following and parse.items[i + 1].after_unread:
        return i  # "revenue compared to Microsoft this year": not with this year
    if following == "period":
        draft.flags.add("expect_period")
    elif following in ("metric", "actual"):
        draft.flags.update(("next_joined", "vs_figure"))
    elif following not in ("compare_to", "yoy", "last_one", "member", "dimension", "generic", "me", "goals") or (
        following in ("dimension", "generic") and not draft.by
    ):
        return i
    if following in ("member", "dimension", "generic", "me"):
        draft.flags.add("vs")
    goals = {m.goal for m in parse.catalogue.metrics.values() if m.goal}
    if following == "me" and parse.kind(i + 2) == "metric" and parse.value(i + 2) in goals:
        draft.flags.update(("next_joined", "vs_figure"))  # "me against my target"
    told = parse.kind(i - 2) == "by"
    if following == "member" and parse.kind(i - 1) == "dimension" and not told and _is_other(parse, i):
        draft.penalty += 10  # "goods versus services": what is held against the member is no breakdown
    parse.mark(i, "compare", "vs")
    return i + 1


def _two_sides(parse: Parse, i: int) -> bool:
    """ "lost vs gained": what went and what came are two figures, no change over time; one of them is none kept."""
    for one, other in ((i - 1, i + 1), (i + 1, i - 1)):
        if parse.kind(one) == "change" and parse.value(one) in ("up", "down"):
            word = parse.items[other].island.last_word if 0 <= other < len(parse.items) else ""
            told = any(language.writes(word) and language.happened(word) for language in parse.lexicon.languages)
            if parse.kind(other) in ("member", "condition", "metric", "change") and told:
                return True
    return False


def _is_other(parse: Parse, i: int) -> bool:
    """The member after the word is none of the breakdown before it."""
    member = parse.items[i + 1].sense
    return member is not None and parse.value(i - 1) not in member.dimensions


def compare_verb(parse: Parse, i: int) -> int:
    """compare … across reps, compare North and South."""
    parse.draft.flags.add("compare")
    parse.mark(i, "word", "compare")
    return i + 1


def compare_to(parse: Parse, i: int) -> int:
    """year over year, the same period last year, the month before."""
    draft = parse.draft
    if parse.kind(i) == "compare_to" and not (draft.periods or draft.flags & {"vs", "compare", "change"}):
        return i
    draft.compare = cast(CompareKind, parse.value(i))
    if draft.compare == "previous_year" and (unit := _unit_named(parse, i)):
        draft.flags.add(f"compare_unit:{unit}")
    parse.mark(i, "compare", parse.value(i))
    return i + 1


def _unit_named(parse: Parse, i: int) -> str | None:
    """The unit that "same month last year" says, beside the year."""
    sense = parse.items[i].sense
    words = sense.text.split() if sense else []
    for count in (2, 1):
        for at in range(len(words) - count + 1):
            named = parse.lexicon.words.get(" ".join(words[at : at + count]), ())
            unit = next((s.value for s in named if s.kind == "grain"), None)
            if unit in ("week", "month", "quarter"):
                return unit
    return None


def change(parse: Parse, i: int) -> int:
    """growth, change, fell: against the period before; with "why" its drivers."""
    sense = parse.items[i].sense
    if i == 0 and sense is not None and sense.text in parse.lexicon.ties("ordered change") and _takes_object(parse):
        parse.draft.problem = Note("cannot_change", {"word": sense.text})  # "change Sara's quota", "drop all deals"
    if sense is not None and sense.text in parse.lexicon.ties("judged change") and _of_members(parse, i):
        parse.draft.flags.add("compare")  # "is win rate higher for referrals than for paid search"
        parse.mark(i, "compare", "vs")
        return i + 1
    parse.draft.flags.add("changed" if parse.value(i) == "over" else "change")
    if _picks_out(parse, i) and parse.kind(i + 1) != "top":
        parse.draft.flags.add("change_condition")
    _rank_on(parse, i)
    _take_for_granted(parse, i)
    parse.mark(i, "compare", parse.value(i) or "change")
    return i + 1


def _of_members(parse: Parse, i: int) -> bool:
    """What is held against each other after the word are members."""
    return any(
        (parse.kind(j - 1), parse.kind(j), parse.kind(j + 1)) == ("member", "vs", "member")
        for j in range(i + 1, len(parse.items))
    )


def rate_of_change(parse: Parse, i: int) -> int:
    """ "by what percent did revenue grow": the change is told in percent anyway."""
    return i + 1 if any(item.kind == "change" for item in parse.items) else i


def _takes_object(parse: Parse) -> bool:
    """What follows the first word is what is to be changed: no "change in", "drop of" or "change by region"."""
    following = parse.items[1] if len(parse.items) > 1 else None
    if following is None or following.kind not in ("metric", "member", "dimension", "condition", "me"):
        return False
    return not following.before or not parse.lexicon.ties("of change") & set(following.before[:1])


def _rank_on(parse: Parse, i: int) -> None:
    """ "grew the most", "biggest drop", "by growth": the ranking is of the change, not of the figure."""
    by = i - 2 if parse.kind(i - 1) == "metric" else i - 1
    told = parse.kind(by) == "by" and parse.role(by, "by") in ("by", "sort", "on")
    if not told and "top" not in (parse.kind(i - 1), parse.kind(i + 1)):
        return
    sense = parse.items[i].sense
    relative = sense is not None and sense.text in parse.lexicon.ties("relative change")
    fast = parse.value(i - 1) == "fastest" if parse.kind(i - 1) == "top" else parse.role(i + 1, "top") == "fastest"
    parse.draft.flags.add("rank_on:growth" if relative or fast else "rank_on:change")
    parse.draft.flags.add(f"rank_told:{'by' if told else parse.value(i)}")
    if parse.value(i) == "down":
        parse.draft.flags.add("rank_falls")


def _take_for_granted(parse: Parse, i: int) -> None:
    """ "why did it fall", "reason of the fall" in one phrase: which way the question says that the figure went."""
    sense = parse.items[i].sense
    if sense is None or sense.text in parse.lexicon.ties("judged change"):
        return
    inside = (one for word in sense.text.split() for one in parse.lexicon.words.get(word, ()))
    for one in (sense, *inside):
        if one.kind == "change" and one.value in ("up", "down"):
            parse.draft.flags.add(f"went:{one.value}")


def _picks_out(parse: Parse, i: int) -> bool:
    """ "reps with declining revenue", "territories where revenue increased": those for which it changed so."""
    told = any(parse.kind(j) == "condition_where" for j in range(i)) or parse.lexicon.ties("having") & set(
        parse.items[i].before
    )
    moved = parse.value(i) in ("down", "up") and any(parse.kind(j) == "which" for j in range(i))
    fallen = moved and not any(parse.kind(j) in ("top", "why") for j in range(len(parse.items)))
    named = any(parse.kind(j) in ("dimension", "generic", "which") for j in range(i))
    return named and bool(told or fallen)


def why(parse: Parse, i: int) -> int:
    """why did …; "what drove" asks for the change itself."""
    parse.draft.flags.add("why")
    if parse.role(i, "why") == "drivers":
        parse.draft.flags.add("change")
    _take_for_granted(parse, i)
    parse.mark(i, "analysis", "why")
    return i + 1


def actual(parse: Parse, i: int) -> int:
    """actual against quota: the figure the target is kept for; "which reps hit quota": those who attained all of it."""
    if parse.role(i, "actual") in ("reached", None) and _asks_which(parse, i):
        kept = {m.goal: m for m in parse.catalogue.metrics.values() if m.goal and m.attainment}
        named = next((item.value for item in parse.items if item.kind == "metric" and item.value in kept), None)
        owner = kept.get(named or _main_goal(parse))
        if owner is not None:
            op = "<" if parse.role(i, "reached") in ("not", "missed") else ">="
            parse.draft.having.append(
                NumberUse(owner.attainment, op, 1.0, None, False, parse.items[i], attainment=True)
            )
            parse.mark(i, "having", "reached")
            return i + 1
    parse.draft.flags.add("actual")
    parse.mark(i, "metric", "actual")
    return i + 1


def _asks_which(parse: Parse, i: int) -> bool:
    """ "which reps", "teams that …": a part of what is broken down by is asked for."""
    told = any(parse.kind(j) in ("which", "condition_where") for j in range(i))
    told = told or any(flag.startswith("counted:") for flag in parse.draft.flags)
    return told and (bool(parse.draft.by) or "who" in parse.draft.flags)


def _main_goal(parse: Parse) -> str:
    main = main_metric(parse.catalogue)
    return (parse.catalogue.metrics[main].goal or "") if main is not None else ""


def _dangles(parse: Parse, i: int) -> bool:
    """ "revenue or last month": what stands on both sides cannot be chosen between."""
    before, after = parse.kind(i - 1), parse.kind(i + 1)
    return not before or not after or (before == "period") != (after == "period")


def _joins_whole_and_part(parse: Parse, i: int) -> bool:
    """ "the North region and Tehran territory" are hardly those in both: one dimension belongs to the other."""
    named = ("dimension", "generic")
    if not parse.draft.filters or parse.kind(i - 1) not in ("member", *named):
        return False
    following = parse.items[i + 1] if i + 1 < len(parse.items) else None
    if parse.kind(i + 1) in named and parse.kind(i + 2) == "member" and following is not None:
        others = family(parse, following)
    elif parse.kind(i + 1) == "member" and parse.kind(i + 2) in named and following is not None and following.sense:
        others = frozenset(following.sense.dimensions)
    else:
        return False
    last = parse.draft.filters[-1].dimensions
    return not others & set(last) and any(owns(parse, o, last) or owns(parse, d, others) for o in others for d in last)


def _joins_only_a_period(parse: Parse, i: int) -> bool:
    """After the word stands the first period of the question, with no preposition of its own."""
    after = i + 1
    if i == 0 or parse.kind(after) != "period" or any(parse.kind(j) == "period" for j in range(i)):
        return False
    match = parse.period(after)
    if match.said is None or match.last - match.first > match.said.node.last - match.said.node.first:
        return False
    first = match.said.text.partition(" ")[0]
    return not any(sense.kind == "filler" for sense in parse.lexicon.words.get(first, ()))


def conjunction(parse: Parse, i: int) -> int:
    """and, commas: what follows belongs to what was before; a word that could be one more member should be."""
    if parse.value(i) == "or" and _dangles(parse, i):
        return i
    if parse.value(i) != "or" and (after := _one_more_figure(parse, i)) > i:
        return after
    if parse.value(i) != "or" and _joins_whole_and_part(parse, i):
        parse.draft.problem = parse.draft.problem or Note("mixed_members", {})
    if parse.value(i) == "and" and _joins_only_a_period(parse, i):
        parse.draft.penalty += 10  # "by region and October": something is missing, or the word was not meant
    alone = parse.kind(i + 1) in ("condition", "member") and parse.kind(i + 2) not in ("metric", "dimension", "generic")
    beside = parse.kind(i - 1) in ("metric", "condition") or (parse.kind(i - 1), parse.kind(i + 1)) == (
        "member",
        "condition",
    )
    if alone and beside and parse.value(i) in ("and", "or"):
        # "deals won or lost": neither a filter of the figure before nor a figure of its own.
        parse.draft.problem = parse.draft.problem or Note("mixed_members", {})
    if parse.value(i) == "or" and parse.draft.having and parse.kind(i + 1) in ("op", "number", "metric"):
        parse.draft.problem = parse.draft.problem or Note("or_conditions", {})
    before = parse.items[i - 1].sense if parse.kind(i - 1) == "member" else None
    if before is not None and i + 1 < len(parse.items) and parse.kind(i + 1) not in ("member", "and"):
        senses = parse.items[i + 1].island.senses
        if any(set(s.dimensions) & set(before.dimensions) for s in senses):
            parse.draft.penalty += 8
    return i + 1


def _one_more_figure(parse: Parse, i: int) -> int:
    """ "deals won and lost", "won and lost deals": two figures that share their noun; i where it is not so."""
    draft, told = parse.draft, ("condition", "member")
    if parse.kind(i - 1) == "metric" and parse.kind(i + 1) in told:
        if parse.kind(i + 2) in ("metric", "dimension", "generic"):
            return i
        figure = told_beside(parse.lexicon, parse.items[i + 1], parse.items[i - 1])
        if figure is None:
            return i
        draft.metrics.append(MetricUse(figure, parse.items[i + 1], True))
        parse.mark(i + 1, "metric", figure)
        return i + 2
    if parse.kind(i - 1) in told and parse.kind(i + 1) == "metric":
        word = parse.items[i - 1]
        figure = told_beside(parse.lexicon, word, parse.items[i + 1])
        if figure is None:
            return i
        draft.conditions = [item for item in draft.conditions if item is not word]
        draft.filters = [use for use in draft.filters if use.items != [word]]
        draft.spans = [span for span in draft.spans if span[0] is not word.island]
        draft.metrics.append(MetricUse(figure, word, False))
        parse.mark(i - 1, "metric", figure)
        return i + 1
    return i


_BEFORE: dict[str | None, CompareKind] = {
    "year": "previous_year", "quarter": "previous_quarter", "month": "previous_month", "week": "previous_week",
}  # fmt: skip


def last_one(parse: Parse, i: int) -> int:
    """ "this year versus last": the unit before the one named."""
    draft = parse.draft
    if parse.kind(i - 1) != "vs" or len(draft.periods) != 1 or draft.periods[0].period.count != 1:
        return i
    draft.compare = _BEFORE.get(draft.periods[0].period.unit, "previous_period")
    parse.mark(i, "compare", draft.compare)
    return i + 1
