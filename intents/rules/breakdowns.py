"""Rules for breakdowns: by …, per …, each …, which …, bare dimensions, daily, trend."""

from __future__ import annotations

from intents.kinship import adds_up
from intents.parse import TARGET_KINDS, Item, MetricUse, Parse, Target
from intents.rules.families import ids_of, is_namesake, is_told_member, owns
from intents.rules.nouns import could_be_member, could_name, describe, of_something, only_named, tied_to_owned
from queries.answer import Note

BARE_GRAIN = 10
"""What a bare "month" costs: "sales … month" is a slip in a period as often as a breakdown."""
TWO_ON = 10
"""What it costs that a figure "on" another stands beside it."""


def target_at(parse: Parse, i: int, how: str) -> tuple[Target, int] | None:
    """The dimension, generic word or time bucket at i; "customer segment" is the segment, not customer and segment."""
    if parse.kind(i) not in TARGET_KINDS:
        return None
    item = parse.items[i]
    after = i + 1
    if item.kind == "dimension" and parse.kind(after) in ("dimension", "generic") and not parse.items[after].before:
        second = parse.items[after]
        if not item.plural and owns(parse, item.value, ids_of(parse, second)):
            parse.mark(i, "word", item.value)
            item, after = second, after + 1
        elif how in ("by", "each", "per") and _is_of(parse, item, second):
            parse.mark(after, "word", second.value)
            after += 1
        else:
            parse.draft.penalty += 10  # "by team rep": both, or a name of one thing
    if parse.kind(after) == "wise":
        after += 1
    return Target(item.kind, item.value, how, item, item.plural), after


def _is_of(parse: Parse, item: Item, owner: Item) -> bool:
    """«سن مشتری»: whose it is stands after it, where the language puts it there; "by team rep" is not said so."""
    first = item.island.last_word
    after = any(language.head_first and language.writes(first) for language in parse.lexicon.languages)
    return after and owner.kind == "dimension" and owns(parse, owner.value, ids_of(parse, item))


def add_target(parse: Parse, target: Target) -> None:
    """Break down by a target, once."""
    if target.value == "date" and target.kind == "grain":
        if target.how != "bare":
            parse.draft.flags.add("trend")  # "by date": in the buckets that suit the period
        return
    if all((t.kind, t.value) != (target.kind, target.value) for t in parse.draft.by):
        parse.draft.by.append(target)
    if target.item is not None:
        parse.draft.spans.append((target.item.island, "breakdown", target.value))
        if target.item.either and target.item.plural and target.how == "by":
            parse.draft.penalty += 4


def breakdown(parse: Parse, i: int) -> int:
    """by/per/each/across and a list of dimensions or buckets."""
    how = parse.role(i, "by") or "by"
    first = i + 1
    if parse.kind(first) == "metric" and parse.kind(first + 1) == "grain" and not parse.items[first].plural:
        parse.mark(first, "word", parse.value(first))  # "by order date"
        first += 1
    if how == "sort" and parse.kind(first) in TARGET_KINDS:
        return i
    if how == "each_end":  # "at the end of each month": only what stands then has such a figure
        if parse.kind(first) != "grain":
            return i
        parse.draft.flags.add("each_end")
        how = "each"
    if _names_one(parse, first):
        return first
    if parse.kind(first) in ("dimension", "generic") and _is_counted(parse, parse.items[first]):
        parse.draft.penalty += 12  # "suppliers by number of products" orders suppliers
    after = _target_list(parse, first, how if how in ("each", "per") else "by")
    if after > first:
        return after
    following = parse.kind(i + 1)
    if following == "metric":
        return _by_figure(parse, i)
    if following == "period" and how in ("each", "per"):
        match = parse.period(i + 1)
        if match.period.count > 1 and match.period.unit in ("day", "week", "month", "quarter", "year"):
            add_target(parse, Target("grain", match.period.unit, "each", None))
            return i + 1
        return i
    if following == "member" and how != "on" and not _is_list(parse, i + 1):
        sense = parse.items[i + 1].sense
        people = sense is not None and any(parse.catalogue.dimensions[d].person for d in sense.dimensions)
        done = parse.lexicon.ties("deed by") & set(parse.items[i].before) or _is_deed(parse, i - 1)
        parse.draft.penalty += 0 if people or done else 10  # "by Referral" names no breakdown
    if following in ("member", "top", "better", "which", "by", "number", "change", "me") and how != "on":
        return i + 1
    return i + 1 if how == "on" and parse.role(i, "filler") is not None else i


def _is_counted(parse: Parse, item: Item) -> bool:
    """ "number of" before it, as one phrase or word by word."""
    said, counting = item.before, parse.lexicon.ties("counting")
    return any(" ".join(said[at:]) in counting for at in range(len(said)))


def _is_deed(parse: Parse, i: int) -> bool:
    """ "orders placed by Pars Foods", "tickets opened by retail customers": who did it stands after the figure."""
    if parse.kind(i) != "metric":
        return False
    lexicon, word = parse.lexicon, parse.items[i].island.last_word
    bent = any(one.writes(word) and one.bends_verb(word) for one in lexicon.languages)
    return bent or lexicon.noun_of(word) is not None


def _is_list(parse: Parse, i: int) -> bool:
    return parse.kind(i + 1) in ("and", "vs") and parse.kind(i + 2) == "member"


def _target_list(parse: Parse, i: int, how: str) -> int:
    """Dimensions joined by commas and "and"; returns i where there is none."""
    first = target_at(parse, i, how)
    if first is None:
        return i
    target, i = first
    add_target(parse, target)
    while True:
        if parse.kind(i) in ("cycle", "grain") and not parse.items[i].before and not parse.items[i].plural:
            parse.draft.penalty += 10  # "per salesperson hour" is one thing
        after = i
        while parse.kind(after) == "and" and parse.value(after) != "or":
            after += 1
        if after > i and parse.kind(after) == "by":
            after += 1
        following = target_at(parse, after, how) if after > i else None
        if following is None or _is_figure_list(parse, after):
            return i
        target, i = following
        add_target(parse, target)


def _names_one(parse: Parse, i: int) -> bool:
    """ "deals won by team Dena": the member after the dimension's name is its own, and the only one."""
    if parse.kind(i) not in ("dimension", "generic") or parse.kind(i + 1) != "member" or parse.items[i + 1].before:
        return False
    return could_name(parse, i, i + 1) and not _is_list(parse, i + 1)


def _is_figure_list(parse: Parse, i: int) -> bool:
    """The word after the conjunction begins something else: "… by region and customers over 100"."""
    return parse.kind(i + 1) in ("op", "text")


def _by_figure(parse: Parse, i: int) -> int:
    """ "products by revenue", "sorted by margin"; "compare North and South on revenue and orders"."""
    draft = parse.draft
    how = parse.role(i, "by")
    metric = parse.items[i + 1]
    figure = parse.catalogue.metrics[metric.value]
    singular = adds_up(figure) and not (metric.plural and figure.unit == "count")
    alone = parse.kind(i + 2) not in (*TARGET_KINDS, "member") and not metric.either
    if how == "per" and singular and alone and parse.kind(i - 1) == "metric":
        draft.flags |= {"ratio", "next_joined"}  # "units per order", where orders are counted and no breakdown
        draft.means = [one for one in draft.means if one != "mean"]
        return i + 1
    if how in ("each", "per"):
        return i
    written = metric.sense is not None and metric.sense.text.split()[-1] == metric.island.last_word
    if metric.either and not metric.plural and not written and how != "on":
        draft.penalty += 10  # "by customer" is a breakdown, "by customers" their number
    if parse.kind(i - 1) == "metric" and not draft.by and draft.rank is None and how != "on":
        draft.penalty += 10  # "customers by revenue" are customers, no count
    if how == "on" and ("compare" in draft.flags or (not draft.by and draft.rank is None)):
        if draft.metrics and "compare" not in draft.flags:
            draft.penalty += TWO_ON  # "how much did we spend on customers" asks for one figure
        draft.flags.add("next_joined")
        return i + 1
    if draft.order_by is None:
        draft.order_by = metric.value
    asked = [use.id for use in draft.metrics if not use.having_only]
    if asked and metric.value not in asked and (how == "sort" or draft.rank is not None):
        # "orders of the top 5 reps by revenue" asks for orders: the other figure only says who they are.
        if parse.kind(i + 2) == "and" and parse.kind(i + 3) == "metric":
            draft.penalty += 10  # "… by revenue and profit"
        if draft.rank is not None and draft.rank.by not in (None, metric.value):
            draft.problem = draft.problem or Note("several_ranks", {})  # "the highest win rate by bookings"
        parse.mark(i + 1, "rank", metric.value)
        return i + 2
    draft.flags.add("next_joined")
    return i + 1


def which(parse: Parse, i: int) -> int:
    """which products, what region, who."""
    value = parse.value(i)
    after = i + 1
    numeral = parse.numeral(after)
    if numeral is not None and parse.kind(after + 1) in TARGET_KINDS:
        parse.draft.ranking().n = int(numeral.value)
        parse.mark(after, "rank", str(int(numeral.value)))
        after += 1
    found = target_at(parse, after, "which")
    if found is not None:
        target, after = found
        add_target(parse, target)
        if parse.draft.rank is None or parse.draft.rank.target is None:
            parse.draft.flags.add("which_plural" if target.plural else "which_one")
        return after
    if (place := _told_target(parse, after)) is not None and (found := target_at(parse, place, "which")) is not None:
        add_target(parse, found[0])  # "which enterprise customers": what is between is read by its own rule
        if parse.draft.rank is None or parse.draft.rank.target is None:
            parse.draft.flags.add("which_plural" if found[0].plural else "which_one")
        return after
    if value == "who" and parse.kind(i - 1) in ("metric", "dimension", "member"):
        if i + 1 == len(parse.items) and parse.draft.rank is None and not parse.draft.having:
            parse.draft.problem = parse.draft.problem or Note("no_breakdown", {})  # «مشتریامون کیان»
        return i + 1  # "customers who …"
    if value == "who":
        parse.draft.flags.add("who")
        return i + 1
    if parse.draft.by and (i + 1 == len(parse.items) or parse.kind(i + 1) == "and"):
        return i + 1  # "the top five countries, which are they"
    return i + 1 if value == "what" or parse.kind(i + 1) in ("top", "filler", "help") else i


def _told_target(parse: Parse, i: int) -> int | None:
    """Where the noun stands that members or conditions from i on describe: customers of "retail customers"."""
    place = i
    while parse.kind(place) in ("member", "condition") and place < i + 3:
        place += 1
    if place == i or parse.kind(place) not in ("dimension", "generic") or parse.items[place].before:
        return None
    return None if could_name(parse, place, place - 1) or not describe(parse, i, place) else place


def _times_told_in(parse: Parse, i: int) -> set[str]:
    """ "time to convert in days": the units of the times asked for, where the word is no bucket they are shown by."""
    if not parse.lexicon.ties("lasting") & set(parse.items[i].before[-1:]):
        return set()
    units: set[str] = {parse.catalogue.metrics[use.id].unit for use in parse.draft.metrics}
    return units & {"days", "hours"}


def slash(parse: Parse, i: int) -> int:
    """ "sales / day", "avg revenue / customer": one of something after a figure is what it is per."""
    following = parse.items[i + 1] if i + 1 < len(parse.items) else None
    sign = parse.items[i].sense
    if sign is None or sign.text not in parse.lexicon.ties("slash") or parse.kind(i - 1) != "metric":
        return i
    if following is None or following.plural or following.before:
        return i
    if following.kind == "metric" and following.either:
        parse.draft.penalty += 10  # "profit / customer" is not two figures
    if following.kind not in ("grain", "dimension"):
        return i
    return _target_list(parse, i + 1, "per")


def each_trailing(parse: Parse, i: int) -> int:
    """ "three products each" after its dimension says nothing more."""
    return i + 1 if i + 1 >= len(parse.items) and parse.draft.by else i


def adverb_grain(parse: Parse, i: int) -> int:
    """daily, monthly, month by month; after "average" what the mean is taken over."""
    value = parse.value(i)
    if parse.draft.mean and parse.kind(i - 1) == "mean":
        parse.draft.transforms.append(f"{parse.draft.mean}_over:{value}")
        parse.draft.flags.add("mean_done")
        parse.mark(i, "transform", value)
        return i + 1
    if "mean_done" in parse.draft.flags and parse.kind(i - 1) == "and" and parse.kind(i - 2) == parse.kind(i):
        parse.draft.problem = parse.draft.problem or Note("transforms_together", {})  # "average daily and weekly sales"
    kind = "cycle" if value == "hour" else "grain"
    add_target(parse, Target(kind, value, "grain", parse.items[i]))
    return i + 1


def bare_target(parse: Parse, i: int) -> int:
    """A dimension or bucket named without "by": "territory goals", "products", "best month"."""
    found = target_at(parse, i, "bare")
    if found is None:
        return i
    target, after = found
    if any(one.item is target.item and one.how == "which" for one in parse.draft.by):
        return after
    counting = parse.lexicon.ties("counting") & set(parse.items[i].before) and parse.items[i].kind != "grain"
    if counting and (counted := _count_of(parse, target)) is not None:
        parse.draft.metrics.append(MetricUse(counted, parse.items[i], joined=False))
        parse.mark(i, "metric", counted)
        return after
    if counting:
        # "how many products did we sell": how many there are, which no figure says.
        parse.draft.flags.add(f"counted:{target.value}")
    if target.kind in ("grain", "cycle") and (units := _times_told_in(parse, i)):
        if f"{target.value}s" not in units:
            return i  # "time to convert in hours" of a time that is kept in days
        parse.mark(i, "word", target.value)
        return after
    if only_named(parse, i, after) or tied_to_owned(parse, i, after):
        parse.mark(i, "word", target.value)
        return after
    if is_told_member(parse, i):
        return i
    wise = parse.kind(after - 1) == "wise"
    if wise:
        target.how = "by"
    else:
        beside_figure = "metric" in (parse.kind(i - 1), parse.kind(after))
        many = target.plural or _is_of_many(parse, i)
        parse.draft.penalty += 5 if parse.items[i].either else 1 if many else 2 if beside_figure else 5
        named = after + 2 if parse.kind(after + 1) == "metric" else after + 1
        if parse.items[i].either and parse.kind(after) == "by" and parse.kind(named) in TARGET_KINDS:
            parse.draft.penalty += 10  # "customers by deal stage" asks how many
        if parse.kind(i - 1) == "and" and parse.kind(i - 2) == "member":
            parse.draft.penalty += 6
        if target.kind == "grain" and not target.plural and not _asks_for_one(parse):
            parse.draft.penalty += BARE_GRAIN
        picked_out = parse.kind(after) == "top" and parse.lexicon.ties("having") & set(parse.items[after].before)
        if not target.plural and not picked_out and parse.lexicon.ties("towards") & set(parse.items[i].before):
            parse.draft.penalty += 10  # "revenue from tier" names no breakdown
        if not target.plural and parse.lexicon.ties("possessive") & set(parse.items[i].before[:2]):
            parse.draft.penalty += 10  # "Sara's team" is the team with all who are in it
        if not target.plural and of_something(parse, after):
            parse.draft.penalty += 10  # "age of open tickets" is a thing of theirs
        if i == 0 and not target.plural and _asks_of(parse):
            parse.draft.penalty += 10  # "team, what's the total of bookings" speaks to them
        if could_be_member(parse, i) or is_namesake(parse, parse.items[i]):
            parse.draft.penalty += 10
        if parse.kind(after) == "member" and target.kind == "dimension" and not target.plural:
            owned = parse.items[after].before or could_name(parse, i, after)
            parse.draft.penalty += 0 if owned else 10  # "team Tehran", where no team is called so
        if any(could_name(parse, i, beside) for beside in (i - 1, after)):
            parse.draft.penalty += 8
    add_target(parse, target)
    if not wise and parse.kind(after) == "and" and parse.kind(after + 1) in TARGET_KINDS:
        return _target_list(parse, after + 1, "bare")
    return after


def _count_of(parse: Parse, target: Target) -> str | None:
    """The figure that counts the members of a breakdown, where it is called only by more words: «تعداد محصول»."""
    if target.kind != "dimension" or target.item is None or target.item.either:
        return None
    names = parse.catalogue.dimensions[target.value].words.label.values()
    called = {s.value for name in names for s in parse.lexicon.find(name) if s.kind == "metric"}
    return called.pop() if len(called) == 1 else None


def _is_of_many(parse: Parse, i: int) -> bool:
    """ "وضعیت تیکت‌ها": what it is of is plural."""
    word = parse.items[i].island.last_word
    return any(language.writes(word) and language.plural(word) for language in parse.lexicon.languages)


def _asks_of(parse: Parse) -> bool:
    """The question only begins after the first word, and its comma."""
    begins = 2 if parse.kind(1) == "and" and parse.value(1) == "comma" else 1
    if parse.kind(begins) in ("which", "what_is"):
        return True
    first = " ".join(parse.items[begins].before[:1]).split(" ")[0] if begins < len(parse.items) else ""
    return first in parse.lexicon.ties("opening")


def _asks_for_one(parse: Parse) -> bool:
    """A ranking or "which" asks for one month; anything else by month says so."""
    return any(parse.kind(j) in ("top", "better", "selling", "rank", "which", "sort") for j in range(len(parse.items)))


def trend(parse: Parse, i: int) -> int:
    """over time, trend: a time bucket, chosen by the period where none is said; "in development" is none."""
    if parse.lexicon.ties("inside") & set(parse.items[i].before[-1:]):
        return i
    if _is_timeline(parse, i):
        parse.draft.penalty += 10
    parse.draft.flags.add("trend")
    parse.mark(i, "breakdown", "trend")
    return i + 1


def _is_timeline(parse: Parse, i: int) -> bool:
    """ "interaction timeline of Pars Foods": the answer of that name, not its figures over time."""
    sense = parse.items[i].sense
    named = {s.value for word in (sense.text.split() if sense else ()) for s in parse.lexicon.find(word)
             if s.kind == "timeline"}  # fmt: skip
    about = {parse.catalogue.timelines[name].dimension for name in named}
    return any(item.sense and about & set(item.sense.dimensions) for item in parse.items if item.kind == "member")


def where_question(parse: Parse, i: int) -> int:
    """where are our customers: by place; "where … come from" is by source."""
    parse.draft.flags.add("where")
    parse.mark(i, "breakdown", "where")
    return i + 1


def come_from(parse: Parse, i: int) -> int:
    """ "come from" asks for the source of something."""
    if parse.kind(i + 1) in ("top", "number"):
        parse.draft.penalty += 10  # "comes from the top 10 customers": their part of the whole
    elif parse.kind(i + 1) not in ("by", "dimension", "generic", "member"):
        parse.draft.flags.add("come_from")
    parse.mark(i, "breakdown", "source")
    return i + 1
