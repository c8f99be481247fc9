"""Rules for numbers said of figures: more than 5 deals, above target, 5 or more, so many months."""

from __future__ import annotations

from dataclasses import replace

from intents.kinship import adds_up, amount_of, is_count, is_plain_count, tells_of_each
from intents.numerals import Numeral
from intents.parse import TARGET_KINDS, MetricUse, NumberUse, Parse
from intents.rules import breakdowns, filters
from queries.answer import Note


def number_condition(parse: Parse, i: int) -> int:
    """revenue over 10k · over 20 deals · between 5 and 10 % · above target."""
    return _condition(parse, i, parse.role(i, "op") or "", i + 1)


def exact_number(parse: Parse, i: int) -> int:
    """ "customers with 3 orders": so many and no more."""
    return _condition(parse, i, "=", i) if is_exact(parse, i) else i


def is_exact(parse: Parse, i: int) -> bool:
    """ "with 3 orders", "that have only one order": a number of what something has, no limit and no small word."""
    numeral = parse.numeral(i)
    if numeral is None or numeral.percent or numeral.written == "ordinal":
        return False
    if parse.kind(i + 1) != "metric" or not is_plain_count(parse.catalogue, parse.value(i + 1)):
        return False
    before, at = [*parse.items[i].before], i - 1
    while parse.role(at, "only") is not None:
        before, at = [*parse.items[at].before, *before], at - 1
    said = parse.lexicon.ties("having") & set(before) or parse.kind(at) == "condition_where"
    at -= parse.kind(at) == "condition_where"
    return bool(said) and at >= 0 and parse.kind(at) in ("metric", "dimension", "generic", "condition", "member")


def _condition(parse: Parse, i: int, op: str, after: int) -> int:
    """The bound said at i, whose number is at `after`."""
    first = parse.numeral(after)
    if op == "between" and parse.kind(after) == "member":
        if parse.kind(after + 1) not in ("and", "vs") or parse.kind(after + 2) != "member":
            return i
        if parse.kind(i - 1) == "change":  # "the difference between North and South" is none over time
            parse.draft.flags.discard("change")
            parse.draft.flags.add("compare")
        return after
    spread = op == "between" and parse.kind(after) in ("dimension", "generic") and parse.items[after].plural
    sense = parse.items[i].sense
    over = sense is not None and sense.text in parse.lexicon.ties("spread over")
    over = over and parse.kind(after) in ("dimension", "generic") and parse.kind(after + 1) != "member"
    if first is None and (spread or over):
        return breakdowns.breakdown(parse, i)  # "spread over territories"
    if first is None and parse.kind(after) == "period" and op in (">", "<"):
        parse.draft.flags.add("expect_period")  # "are we selling more than last year"
        if any(t.plural and t.how in ("which", "bare", "who") and t.kind != "grain" for t in parse.draft.by):
            parse.draft.flags.add("change_condition")  # "territories that sold less than last year"
        parse.mark(i, "compare", "vs")
        return after
    if first is None and parse.kind(after) == "times" and parse.value(after):
        return _so_often(parse, i, op)
    if first is None:
        return _against_goal(parse, i, op)
    after += 1
    timed = _time_unit(parse, i, after)
    if parse.kind(after) == "grain" and timed is None:
        return _window(parse, i)
    if op == "=" and not {"metric", "bought"} & {parse.kind(i - 1), parse.kind(after)}:
        return i
    upper: float | None = None
    if op == "between":
        if parse.kind(after) == "and":
            after += 1
        second = parse.numeral(after)
        if second is None:
            return i
        upper, after = second.value, after + 1
        if first.scale == 1.0 and first.value < second.value / second.scale:
            first = replace(first, value=first.value * second.scale)  # "between 10 and 50k"
        timed = timed or _time_unit(parse, i, after)
    if timed is not None:
        parse.mark(after, "having", parse.value(after))
        first, after = replace(first, value=first.value * timed), after + 1
        upper = None if upper is None else upper * timed
    counts = first.value < 1000 and not first.money  # "over a million" is no count of what follows
    many = parse.kind(after) in ("dimension", "generic") and parse.items[after].plural
    if counts and many and not parse.items[after].before:
        parse.draft.flags.add(f"number_of:{parse.value(after)}")  # "orders with more than 3 products"
    percent = first.percent or (
        op == "between" and upper is not None and bool(parse.numeral(after - 1) and _is_percent(parse, after - 1))
    )
    if parse.kind(i - 1) == "dimension" and _is_of_numbers(parse, parse.value(i - 1)):
        parse.draft.problem = parse.draft.problem or Note("number_of_what", {"dimension": parse.value(i - 1)})
    use = NumberUse(None, op, first.value, upper, percent, parse.items[i])
    draft = parse.draft
    own = i - 1
    while parse.kind(own) == "pronoun":
        own -= 1  # «فروششان بیش از …»
    if parse.kind(own) == "metric":
        use.metric = parse.value(own)
        last = draft.metrics[-1] if draft.metrics else None
        if last is not None and last.id == use.metric and len(draft.metrics) > 1 and not last.joined:
            last.having_only = True
    elif parse.kind(after) == "metric":
        use.metric = _told_with_verb(parse, i, after) or parse.value(after)
        draft.metrics.append(MetricUse(use.metric, parse.items[after], True, having_only=True))
        parse.mark(after, "having", use.metric)
        after += 1
    elif parse.kind(after) == "bought" and (bought := _bought(parse, counts=counts)) is not None:
        use.metric = bought
        draft.metrics.append(MetricUse(bought, parse.items[after], True, having_only=True))
        parse.mark(after, "having", bought)
        after += 1
    if parse.kind(after) == "times" and (counted := filters.done(parse, i - 1)) is not None:
        use.metric, after = counted, after + 1  # "ordered more than 10 times"
        if all(one.id != counted for one in draft.metrics):
            draft.metrics.append(MetricUse(counted, parse.items[i - 1], True, having_only=True))
    use.rows = use.rows or _about_rows(parse, i, first)
    if parse.kind(own) == "metric":
        use.rows = _of_each(parse, own) or use.rows
    if parse.kind(after) == "by" and parse.value(after) == "each" and parse.kind(after + 1) not in TARGET_KINDS:
        use.rows, after = "rows", after + 1
    draft.having.append(use)
    parse.mark(i, "having", op)
    for place in range(i + 1, after):
        if (number := parse.numeral(place)) is not None:
            parse.mark(place, "having", f"{number.value:g}")
    return after


def _bought(parse: Parse, *, counts: bool) -> str | None:
    """ "more than 5 purchases" counts orders, "over 100k of purchases" is what they spent."""
    senses = parse.lexicon.implied("bought" if counts else "selling")
    return next((sense.value for sense in senses if sense.kind == "metric"), None)


_HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0}


def _time_unit(parse: Parse, i: int, place: int) -> float | None:
    """ "response time under 2 hours": how many of the figure's unit the word at the place is; None for no such word."""
    named = parse.value(i - 1) if parse.kind(i - 1) == "metric" else None
    if named is None and len(parse.draft.metrics) == 1:
        named = parse.draft.metrics[0].id
    unit = parse.catalogue.metrics[named].unit if named is not None else ""
    if unit not in ("hours", "days") or parse.kind(place) not in ("grain", "cycle"):
        return None
    hours = _HOURS.get(parse.value(place))
    return None if hours is None else hours / (24.0 if unit == "days" else 1.0)


def _so_often(parse: Parse, i: int, op: str) -> int:
    """ "customers who ordered more than once"."""
    counted = filters.done(parse, i - 1)
    if counted is None or op not in (">", ">=", "<", "<=", "="):
        return i
    if all(one.id != counted for one in parse.draft.metrics):
        parse.draft.metrics.append(MetricUse(counted, parse.items[i - 1], True, having_only=True))
    use = NumberUse(counted, op, float(parse.value(i + 1)), None, False, parse.items[i])
    parse.draft.having.append(use)
    parse.mark(i, "having", op)
    parse.mark(i + 1, "having", parse.value(i + 1))
    return i + 2


def _is_of_numbers(parse: Parse, dimension: str) -> bool:
    """ "age over 40": the members themselves are numbers, which the condition may be about."""
    names = parse.members.names.get(dimension, {}) or {
        m.value: {} for m in parse.catalogue.dimensions[dimension].members
    }
    if not 0 < len(names) <= 50:
        return False
    numbered = sum(any(c.isdigit() for c in name) and not any(c.isalpha() for c in name) for name in names)
    return len(names) <= 2 * numbered


def _about_rows(parse: Parse, i: int, number: Numeral) -> str:
    """ "orders above 5,000" is about each order, "reps with deals above 20" about how many each rep has.

    Broken down by something, the first may mean either, unless the number is money. What is told of a count whose
    rows have no amount, and what goes up or down, is the count.
    """
    place = i - 1
    while parse.kind(place) in ("condition", "member"):
        place -= 1
    if parse.kind(place) != "metric" or not is_count(parse.catalogue, parse.value(place)):
        return ""
    before = set(parse.items[place].before)
    said_with = parse.kind(place - 1) == "condition_where" or parse.lexicon.ties("having") & before
    if number.money:
        return "rows"
    sense = parse.items[i].sense
    if said_with or (sense is not None and sense.text in parse.lexicon.ties("moving")):
        return ""
    if parse.lexicon.ties("rows") & before:
        return "rows"
    told = any(item.kind == "alert" for item in parse.items)
    return "" if told and amount_of(parse.catalogue, parse.value(place)) is None else "either"


def _of_each(parse: Parse, i: int) -> str:
    """ "tickets with a resolution time over 100": the figure at i is told of each of the things counted before it.

    Where their rows do not have it ("orders with sales over 100 by region"), it may be of each or of the groups.
    "Tickets with an average resolution over 100 by team" says itself that it is of each team.
    """
    item = parse.items[i]
    if parse.kind(i - 1) != "metric" or not parse.lexicon.ties("having") & set(item.before) or item.sense is None:
        return ""
    if parse.says(item, "mean"):
        return ""
    if tells_of_each(parse.catalogue, parse.value(i), parse.value(i - 1)):
        return "rows"
    sums = adds_up(parse.catalogue.metrics[parse.value(i)]) and not is_count(parse.catalogue, parse.value(i))
    if not sums or not is_plain_count(parse.catalogue, parse.value(i - 1)):
        return ""
    if parse.items[i - 1].either:
        parse.draft.penalty += 6  # "customers with revenue over 50k by segment" are those customers
        return ""
    return "either"


def _told_with_verb(parse: Parse, i: int, after: int) -> str | None:
    """ "won more than 20 deals" is a condition on deals won: the figure stands around its number."""
    if i == 0 or parse.kind(i - 1) not in ("condition", "member"):
        return None
    lexicon, before = parse.lexicon, parse.items[i - 1]
    words = (lexicon.stem(one.island.last_word) for one in (before, parse.items[after]))
    metric = next((s.value for s in lexicon.spread.get(" ".join(words), ()) if s.kind == "metric"), None)
    if metric is not None:
        (parse.draft.conditions if before.kind == "condition" else parse.draft.filters).pop()
        parse.draft.penalty -= 6 if metric != parse.value(after) else 0
    return metric


def _window(parse: Parse, i: int) -> int:
    """ "moving average over 3 months"."""
    numeral = parse.numeral(i + 1)
    if numeral is not None and _asks_for_none(parse) and parse.role(i, "op") in (">", ">="):
        # "no order for more than 90 days": none in those 90 days
        lasting = parse.lexicon.ties("lasting") & set(parse.items[i].before[-1:])
        if not lasting or parse.draft.span is not None or numeral.value != int(numeral.value) or numeral.value < 1:
            return i
        parse.draft.span = (int(numeral.value), parse.value(i + 2), False)
        for place in range(i, i + 3):
            parse.mark(place, "period", "span")
        return i + 3
    if "moving" not in parse.draft.flags or numeral is None:
        return i
    parse.draft.moving = int(numeral.value)
    parse.draft.flags.add(f"moving_unit:{parse.value(i + 2)}")
    return i + 3


def _asks_for_none(parse: Parse) -> bool:
    return any(use.absent for use in parse.draft.having)


def _is_percent(parse: Parse, i: int) -> bool:
    numeral = parse.numeral(i)
    return numeral is not None and numeral.percent


def goal_condition(parse: Parse, i: int) -> int:
    """missed their quota, beat target: those that attained less, or more, than all of it."""
    return _against_goal(parse, i, parse.value(i))


def _against_goal(parse: Parse, i: int, op: str) -> int:
    """ "above target": the attainment is over one."""
    if parse.kind(i + 1) == "metric" and op in (">", "<", ">=", "<="):
        goal = parse.value(i + 1)
        owner = next((m for m in parse.catalogue.metrics.values() if m.goal == goal and m.attainment), None)
        if owner is not None and owner.attainment is not None:
            parse.draft.having.append(
                NumberUse(owner.attainment, op, 1.0, None, False, parse.items[i], attainment=True)
            )
            parse.mark(i, "having", op)
            parse.mark(i + 1, "having", goal)
            return i + 2
    return i


def number_and_more(parse: Parse, i: int) -> int:
    """5 or more deals · orders of 100 and above."""
    numeral = parse.numeral(i)
    if numeral is not None and (parse.kind(i + 1), parse.kind(i + 2)) == ("metric", "at_least"):
        metric = parse.value(i + 1)  # "5 orders or more"
        parse.draft.metrics.append(MetricUse(metric, parse.items[i + 1], True, having_only=True))
        use = NumberUse(metric, parse.value(i + 2), numeral.value, None, numeral.percent, parse.items[i])
        parse.draft.having.append(use)
        for place in range(i, i + 3):
            parse.mark(place, "having", use.op)
        return i + 3
    if numeral is None or parse.kind(i + 1) != "at_least":
        return i
    use = NumberUse(None, parse.value(i + 1), numeral.value, None, numeral.percent, parse.items[i])
    after = i + 2
    if parse.kind(after) == "metric":
        use.metric = parse.value(after)
        parse.draft.metrics.append(MetricUse(use.metric, parse.items[after], True, having_only=True))
        parse.mark(after, "having", use.metric)
        after += 1
    elif parse.kind(i - 1) == "metric":
        use.metric = parse.value(i - 1)
        use.rows = _about_rows(parse, i, numeral)
    else:
        return i
    parse.draft.having.append(use)
    parse.mark(i, "having", use.op)
    parse.mark(i + 1, "having", use.op)
    return after


def span_of_time(parse: Parse, i: int) -> int:
    """24 months of sales · a 6 month forecast: so many units back, or ahead."""
    numeral = parse.numeral(i)
    if numeral is None or parse.kind(i + 1) != "grain" or parse.value(i + 1) == "date" or numeral.value < 1:
        return i
    ahead = any(item.kind == "forecast" for item in parse.items)
    back = parse.kind(i + 2) == "metric" and parse.lexicon.ties("whose") & set(parse.items[i + 2].before)
    # "have not ordered in 90 days": those up to today
    back = back or (_asks_for_none(parse) and parse.lexicon.ties("lasting") & set(parse.items[i].before[-1:]))
    if (not ahead and not back) or parse.draft.span is not None or numeral.value != int(numeral.value):
        return i
    parse.draft.span = (int(numeral.value), parse.value(i + 1), ahead)
    parse.mark(i, "period", "span")
    parse.mark(i + 1, "period", "span")
    return i + 2
