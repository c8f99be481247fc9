"""Rules for rankings and order: top 10 reps · best · the third best · highest first · rank … in each …"""

from __future__ import annotations

from intents.kinship import is_count, is_plain_count
from intents.numerals import Numeral
from intents.parse import TARGET_KINDS, MetricUse, Parse, RankUse
from intents.rules import numbers
from intents.rules.breakdowns import add_target, target_at
from intents.rules.buying import count_buyers
from intents.rules.filters import done
from queries.answer import Note


def ranking(parse: Parse, i: int) -> int:
    """top 10 reps · the 3 best products · highest margin · most deals."""
    rank = parse.draft.ranking()
    parse.mark(i, "rank", parse.value(i))
    if i == len(parse.items) - 1 and not any(parse.kind(j) == "which" for j in range(i)):
        parse.draft.penalty += 10  # "… top" after everything else says neither of what nor how many
    if rank.order is not None and rank.order != parse.value(i) and rank.superlative:
        return i
    if rank.order is not None and rank.order != parse.value(i) and _two_ranks(parse, i):
        parse.draft.problem = parse.draft.problem or Note("several_ranks", {})
    second = target_at(parse, i + 2 if parse.numeral(i + 1) else i + 1, "rank")
    if rank.target is not None and rank.item is not parse.items[i] and second is not None:
        parse.draft.problem = parse.draft.problem or Note("several_ranks", {})  # "top products in top 3 territories"
    if parse.lexicon.ties("subject") & set(parse.items[i].before) and any(t.how == "by" for t in parse.draft.by):
        parse.draft.penalty += 10  # "by territory of the top 5 reps": only those, which is no second breakdown
    if parse.kind(i - 1) == "selling" and parse.numeral(i + 1) is None:
        parse.draft.penalty += 10  # "best selling main products": which of two rankings?
    rank.order, rank.item, rank.all = parse.value(i), parse.items[i], False
    after = i + 1
    numeral = parse.numeral(after)
    if numeral is not None and parse.lexicon.ties("member") & set(parse.items[after].before):
        numeral = None  # "converts best in 2026"
    if numeral is not None and (parse.kind(after + 1) != "op"):
        rank.n, rank.percent = int(numeral.value), numeral.percent
        parse.mark(after, "rank", str(rank.n))
        after += 1
    found = target_at(parse, after, "rank")
    if found is not None:
        if parse.items[after].either and rank.order in ("most", "least"):
            # "most customers" is a count, "best customers" are customers
            parse.draft.penalty += 12 if _picks_out(parse, i) else 8
        rank.target, after = found
        add_target(parse, rank.target)
    elif parse.kind(after) == "metric":
        if _picks_out(parse, i):
            return _picked_out_by(parse, rank, after)
        rank.superlative = True
        rank.by = rank.by or parse.value(after)
        if parse.items[after].either and rank.order not in ("most", "least"):
            parse.draft.penalty += 12
        counted = is_count(parse.catalogue, parse.value(after))
        if counted and not parse.items[after].plural and rank.order in ("top", "bottom"):
            parse.draft.penalty += 10  # "the biggest deal" is one of them, no number of them
        counted = parse.items[after].plural and counted
        if "who" in parse.draft.flags and counted and rank.order not in ("most", "least"):
            parse.draft.penalty += 10  # "who are our biggest buyers" asks for buyers, not who has them
    return after


def _picks_out(parse: Parse, i: int) -> bool:
    """ "orders of the rep with the highest revenue": the ranking says of whom a figure before it is asked."""
    having = parse.lexicon.ties("having") & set(parse.items[i].before[:1])
    return bool(having and parse.draft.metrics and parse.kind(i - 1) in TARGET_KINDS)


def _picked_out_by(parse: Parse, rank: RankUse, i: int) -> int:
    """The figure of such a ranking is not asked for itself."""
    target = parse.draft.by[-1] if parse.draft.by else None
    rank.target, rank.by, rank.superlative = target, parse.value(i), True
    if target is not None and target.how not in ("by", "each", "per", "which", "who"):
        target.how = "rank"
    if rank.by in {use.id for use in parse.draft.metrics}:
        return i
    parse.mark(i, "rank", parse.value(i))
    return i + 1


def _two_ranks(parse: Parse, i: int) -> bool:
    """ "best and worst reps", "top 5 products and bottom 5 products": two lists, where one answer shows one."""
    if parse.kind(i - 1) == "and" and parse.kind(i - 2) in ("top", "number"):
        return True
    return parse.draft.ranking().n is not None and parse.numeral(i + 1) is not None


def peak(parse: Parse, i: int) -> int:
    """ "peak hour for orders": the hour with the most."""
    found = target_at(parse, i + 1, "rank")
    assert found is not None
    rank = parse.draft.ranking()
    rank.order, rank.item = "most" if parse.role(i, "mean") == "max" else "least", parse.items[i]
    rank.target, after = found
    add_target(parse, rank.target)
    parse.mark(i, "rank", rank.order)
    return after


def better(parse: Parse, i: int) -> int:
    """which channel performs best."""
    rank = parse.draft.ranking()
    rank.order, rank.superlative, rank.item = parse.value(i), True, parse.items[i]
    parse.mark(i, "rank", parse.value(i))
    return i + 1


def selling(parse: Parse, i: int) -> int:
    """best selling products: ranked by what the language's word speaks of; best sellers are products, popular ones
    those that are taken most often.
    """
    role = parse.kind(i)
    rank = parse.draft.ranking()
    rank.order, rank.item = parse.value(i), parse.items[i]
    sense = parse.items[i].sense
    popular = sense is not None and parse.lexicon.ties("popular") & set(sense.text.split())
    parse.draft.flags.add("popular" if popular else "selling")
    if sense is not None and parse.lexicon.ties("buying") & set(sense.text.split()):
        parse.draft.flags.add("buying")  # "who bought the most": a customer, no seller
    parse.mark(i, "rank", parse.value(i))
    after = i + 1
    if role == "sellers" and "who" in parse.draft.flags:
        return after  # "who are our top sellers": people, no goods
    if role == "sellers":
        for sense in parse.lexicon.implied("sellers"):
            if sense.kind == "dimension" and rank.target is None:
                parse.draft.flags.add(f"implied_target:{sense.value}")
                return after
        return i
    numeral = parse.numeral(after)
    if numeral is not None and (parse.kind(after + 1) in TARGET_KINDS or not _may_be_year(numeral)):
        rank.n, rank.percent = int(numeral.value), numeral.percent
        after += 1
    found = target_at(parse, after, "rank")
    if found is not None:
        rank.target, after = found
        add_target(parse, rank.target)
    return after


def _may_be_year(numeral: Numeral) -> bool:
    """ "who bought the most in 2025": nobody wants so many of them."""
    return _YEARS[0] <= numeral.value <= _YEARS[1] and not numeral.percent


def rank_word(parse: Parse, i: int) -> int:
    """rank reps by revenue; a leaderboard of reps."""
    rank = parse.draft.ranking()
    rank.order = rank.order or "top"
    rank.item = parse.items[i]
    if parse.value(i) in ("all", "order"):
        rank.all = True
    if parse.kind(i - 1) == "metric" and parse.items[i - 1].either:
        parse.draft.penalty += 10  # "customer rank" ranks customers
    parse.mark(i, "rank", parse.value(i))
    if parse.value(i) == "order":
        _check_order(parse, i)
    found = target_at(parse, i + 1, "rank")
    if found is None:
        return i + 1
    rank.target, after = found
    add_target(parse, rank.target)
    return after


def number(parse: Parse, i: int) -> int:
    """A number before a ranking word, an ordinal, a limit."""
    numeral = parse.numeral(i)
    assert numeral is not None
    following = parse.kind(i + 1)
    if numeral.written == "ordinal":
        return _ordinal(parse, i, numeral)
    if parse.lexicon.ties("place") & set(parse.items[i].before) and following in TARGET_KINDS:
        rank = parse.draft.ranking()  # "the number two rep"
        rank.order, rank.n, rank.nth = rank.order or "top", int(numeral.value), True
        parse.mark(i, "rank", str(rank.n))
        return i + 1
    if following in ("top", "selling") and parse.numeral(i + 2) is None:
        if _may_be_year(numeral):
            return i  # "which month of 2025 had the highest revenue": nobody wants the best 2025 of them
        parse.draft.ranking().n = int(numeral.value)
        parse.draft.ranking().percent = numeral.percent
        parse.mark(i, "rank", str(int(numeral.value)))
        return i + 1
    if following == "rows" and parse.draft.by:
        parse.draft.ranking().n = int(numeral.value)
        parse.draft.ranking().order = parse.draft.ranking().order or "top"
        parse.mark(i, "rank", str(int(numeral.value)))
        return i + 2
    ranked = any(parse.kind(j) in ("top", "selling", "better", "rank") for j in range(len(parse.items)))
    if following in TARGET_KINDS and ranked and parse.draft.ranking().n is None:
        parse.draft.ranking().n = int(numeral.value)
        parse.mark(i, "rank", str(int(numeral.value)))
        return i + 1
    return i


_YEARS = (1300, 2100)


def _ordinal(parse: Parse, i: int, numeral: Numeral) -> int:
    if parse.kind(i + 1) in ("top", "selling"):
        rank = parse.draft.ranking()
        rank.n, rank.nth = int(numeral.value), True
        parse.mark(i, "rank", str(int(numeral.value)))
        return i + 1
    ranked_by = parse.role(i + 2, "by") in ("by", "on") and parse.kind(i + 3) == "metric"
    if parse.kind(i + 1) in ("dimension", "generic") and ranked_by:
        rank = parse.draft.ranking()  # "the third territory by orders"
        rank.order, rank.n, rank.nth = rank.order or "top", int(numeral.value), True
        parse.mark(i, "rank", str(rank.n))
        return i + 1
    if numeral.value == 1 and parse.numeral(i + 1) is not None:
        return limit(parse, i)
    return i


def limit(parse: Parse, i: int) -> int:
    """first 20, limit 5."""
    numeral = parse.numeral(i + 1)
    if numeral is None or numeral.percent:
        return i
    if parse.role(i, "only") is not None and numbers.is_exact(parse, i + 1):
        return i + 1  # «مشتریانی که فقط یک سفارش دارند»
    if parse.role(i, "only") is not None and parse.kind(i - 1) == "condition_where":
        return i
    rank = parse.draft.ranking()
    rank.order, rank.n = rank.order or "top", int(numeral.value)
    parse.mark(i, "rank", "limit")
    parse.mark(i + 1, "rank", str(rank.n))
    after = i + 2
    found = target_at(parse, after, "rank")
    if found is not None:
        rank.target, after = found
        add_target(parse, rank.target)
    return after + 1 if parse.kind(after) == "rows" else after


def sort(parse: Parse, i: int) -> int:
    """highest first, descending, sorted."""
    value = parse.role(i, "sort")
    if not value and parse.items[i].island.last_word in parse.lexicon.ties("buying"):
        often = parse.kind(i + 1) in ("op", "number", "times") and done(parse, i) is not None
        if often or count_buyers(parse, i):
            return i + 1  # "who ordered more than once", "how many customers ordered"
    if not value and (counted := _counted_by_verb(parse, i)) is not None:
        parse.draft.metrics.append(MetricUse(counted, parse.items[i], False))
        parse.mark(i, "metric", counted)
        return i + 1
    rank = parse.draft.ranking()
    if value:
        rank.order = value
        if rank.n is None and rank.target is None:
            rank.all = True
        parse.mark(i, "rank", value)
        return i + 1
    rank.order, rank.all = rank.order or "top", True
    _check_order(parse, i)
    return i + 1


def _counted_by_verb(parse: Parse, i: int) -> str | None:
    """ "which customers ordered the most": the count of what the verb makes, which no order of a list is."""
    item = parse.items[i]
    noun = parse.lexicon.noun_of(item.island.last_word)
    asked = any(parse.kind(j) == "which" for j in range(i)) or parse.kind(i + 1) == "top"
    if noun is None or not asked or parse.draft.metrics or parse.kind(i + 1) == "by":
        return None
    counts = (s.value for s in parse.lexicon.find(noun) if s.kind == "metric")
    counted = next((m for m in counts if is_plain_count(parse.catalogue, m)), None)
    if counted is not None and item.island.last_word in parse.lexicon.ties("buying"):
        parse.draft.flags.add("buying")  # "who ordered the most": a customer
    return counted


def _check_order(parse: Parse, i: int) -> None:
    """ "by customer, sorted by region" is an order of names, which there is none of; "order date" is none at all."""
    by_name = parse.kind(i + 1) == "by" and parse.kind(i + 2) in ("dimension", "generic")
    if (parse.kind(i + 1) == "grain" and not parse.items[i + 1].plural) or (by_name and parse.draft.by):
        parse.draft.penalty += 10
