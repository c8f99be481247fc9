"""Rules for special answers, charts, I and we, help, and what is not done here."""

from __future__ import annotations

from intents.kinship import tables_of
from intents.parse import Parse
from queries.answer import Note


def special(parse: Parse, i: int) -> int:
    """A funnel, scorecard, timeline, profile, goals or dashboard named by the catalogue."""
    kind = parse.kind(i)
    if kind == "dashboard" and i == 1 and parse.kind(0) in ("member", "condition"):
        parse.draft.penalty += 10  # "open sales dashboard": a verb as likely as a filter
    if kind in parse.draft.special and parse.draft.special[kind] != parse.value(i):
        return i
    parse.draft.special[kind] = parse.value(i)
    parse.mark(i, "analysis", f"{kind}:{parse.value(i)}")
    return i + 1


def drop_out(parse: Parse, i: int) -> int:
    """ "where do leads drop out": between which stages of the funnel of those rows."""
    asked = {table for use in parse.draft.metrics for table in tables_of(parse.catalogue, use.id)}
    funnels = [f for f in parse.catalogue.funnels.values() if f.base in asked or not asked]
    if not funnels or parse.draft.special.keys() - {"funnel"} or len(parse.draft.metrics) > 1:
        return i
    parse.draft.special.setdefault("funnel", funnels[0].id)
    parse.draft.metrics.clear()
    parse.draft.flags.discard("where")
    parse.mark(i, "analysis", "funnel")
    return i + 1


def flag(parse: Parse, i: int, name: str = "") -> int:
    """A word that only says what kind of answer is meant."""
    parse.draft.flags.add(name or parse.kind(i))
    parse.mark(i, "analysis", parse.kind(i))
    return i + 1


def define(parse: Parse, i: int) -> int:
    """ "what does CAC mean": the word may be one of means too."""
    return flag(parse, i, "define")


def performance(parse: Parse, i: int) -> int:
    """doing, performing; an overview of something that is no figure."""
    parse.draft.flags.add("performance")
    if parse.role(i, "performance") == "card":
        parse.draft.flags.add("card")
    parse.mark(i, "analysis", "performance")
    return i + 1


def future(parse: Parse, i: int) -> int:
    """ "will", "expected": a forecast where the period lies ahead."""
    parse.draft.flags.add("future")
    parse.mark(i, "analysis", "forecast")
    return i + 1


def chart(parse: Parse, i: int) -> int:
    """as a treemap, on a map."""
    value, draft = parse.role(i, "chart"), parse.draft
    if value:
        if draft.chart not in (None, value):
            draft.problem = draft.problem or Note("transforms_together", {})
        draft.chart = value
    parse.mark(i, "chart", value or "chart")
    return i + 1


def me(parse: Parse, i: int) -> int:
    """my sales, my team; a bare "me" only where it is held against others or somebody's, not in "pull me …"."""
    said = parse.role(i, "me")
    if _is_spoken_to(parse, i):
        return i
    others = [j for step in (-1, 1) if parse.kind(i + step) in ("and", "vs") for j in (i + 2 * step,)]
    if parse.draft.me not in (None, said) or any(parse.kind(j) == "member" for j in others):
        parse.draft.problem = parse.draft.problem or Note("me_and_others", {})
    parse.draft.me = said
    parse.mark(i, "me", parse.draft.me or "me")
    return i + 1


def _is_spoken_to(parse: Parse, i: int) -> bool:
    sense, before = parse.items[i].sense, parse.items[i].before
    if sense is None or sense.text not in parse.lexicon.ties("oneself"):
        return False
    beside = parse.kind(i - 1) in ("vs", "and", "compare", "by", "not", "op") or parse.kind(i + 1) in ("vs", "and")
    return not beside and not parse.lexicon.ties("beside") & set(before[-1:])


def help_topic(parse: Parse, i: int) -> int:
    """what can I ask, which metrics are there."""
    parse.draft.special.setdefault("help", parse.role(i, "help") or "help")
    return i + 1


def exist(parse: Parse, i: int) -> int:
    """are there, do we have: asks for names where no figure is asked; an available budget is no budget."""
    if parse.value(i) == "had" and any(item.kind == "metric" for item in parse.items):
        return i
    parse.draft.flags.add("exist")
    return i + 1


def command(parse: Parse, i: int) -> int:
    """An order to change data, where it opens the sentence; "refund rate" is none, whatever is known of it."""
    named = _written(parse, i) in parse.lexicon.ties("happening") and len(parse.items) > 1
    if i == 0 and not (named and parse.items[1].after_unread):
        parse.draft.problem = Note("cannot_change", {"word": parse.value(i) or _written(parse, i)})
        return i + 1
    return i


def only(parse: Parse, i: int) -> int:
    """ "only" says nothing where a figure is asked; alone it takes up an earlier question."""
    return i + 1 if any(item.kind in ("metric", "funnel", "scorecard") for item in parse.items) else i


def pronoun(parse: Parse, i: int) -> int:
    """ "her" speaks of someone this question named before; of nobody named it is not understood."""
    return i + 1 if any(parse.kind(j) in ("dimension", "generic", "member") for j in range(i)) else i


def not_yet(parse: Parse, i: int) -> int:
    """Understood, answered in another way than by a figure."""
    parse.draft.problem = parse.draft.problem or Note(f"not_yet_{parse.kind(i)}", {})
    return i + 1


def unsupported(parse: Parse, i: int) -> int:
    """A statistic that is not kept."""
    parse.draft.problem = parse.draft.problem or Note("unsupported", {"word": _written(parse, i)})
    return i + 1


def _written(parse: Parse, i: int) -> str:
    sense = parse.items[i].sense
    return sense.text if sense else ""


def subscribe(parse: Parse, i: int) -> int:
    """send me this …, subscribe me to …: what follows is the question that an answer is to be sent to."""
    parse.draft.flags.add("subscribe")
    parse.mark(i, "schedule", "subscribe")
    return i + 1


def schedule(parse: Parse, i: int) -> int:
    """every morning, every Monday at 9: when the answer is to be sent, with the hour after it."""
    parse.draft.flags.add("subscribe")
    parse.mark(i, "schedule", "schedule")
    after = i + 1
    while parse.kind(after) in ("number", "clock") and _tells_hour(parse, after, i):
        parse.mark(after, "schedule", "schedule")
        after += 1
    return after


def if_so(parse: Parse, i: int) -> int:
    """ "send me churn every Monday if it is above 5 %", "if churn exceeds 5 %, tell me": the condition of an order."""
    if not any(item.kind in ("alert", "subscribe", "schedule", "weekdays") for item in parse.items):
        return i
    parse.draft.flags.add("ordered_if")
    parse.mark(i, "schedule", "if")
    return i + 1


def _tells_hour(parse: Parse, i: int, first: int) -> bool:
    sense, at = parse.items[first].sense, parse.lexicon.ties("clock")
    if i > first + 1 or parse.kind(i) == "clock" or at & set(parse.items[i].before):
        return True
    return sense is not None and sense.text.rpartition(" ")[2] in at  # "every day at" 9


def weekdays(parse: Parse, i: int) -> int:
    """on Mondays; "send me … every Monday" is a schedule."""
    sending = parse.lexicon.ties("sending")
    items = parse.items
    told = any(sending & set(item.before) or item.kind in ("subscribe", "alert") for item in items)
    if told or parse.kind(i + 1) == "number":
        return schedule(parse, i)
    return flag(parse, i)


def kind_word(parse: Parse, i: int) -> int:
    """ "who churned: profile" says again what kind of answer is meant; "customers who left: traits" says it first."""
    if not any(item.kind == parse.value(i) for item in parse.items):
        figures = {item.value for item in parse.items if item.kind == "metric"}
        profile = next((p.id for p in parse.catalogue.profiles.values() if p.subset in figures), None)
        if parse.value(i) == "funnel" and not parse.draft.special and parse.catalogue.funnels:
            return flag(parse, i, "which_funnel")
        if parse.value(i) != "profile" or profile is None:
            return i
        parse.draft.special["profile"] = profile
    parse.mark(i, "analysis", parse.value(i))
    return i + 1
