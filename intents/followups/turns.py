"""A turn of a conversation taken apart: what it sets, adds, drops, names as the old, and the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Literal

from intents.kinship import is_plain_count
from intents.parse import CONTENT_KINDS, Draft, Item, MetricUse, Parse, run_rules
from intents.rules import RULES
from intents.verbs import join_deeds
from queries.answer import Note
from queries.catalogue.model import Catalogue

Mode = Literal["set", "add", "drop", "old"]
_ASKING: tuple[Mode, ...] = ("set", "add")
_STRONG = frozenset(("same", "add", "drop", "instead", "instead_of", "versus"))
_BARE_RANK = 10
"""What a ranking at the very end costs a question of its own."""
_DROPPED = frozenset(
    ("metric", "dimension", "generic", "by", "grain", "adverb_grain", "cycle", "compare", "rank", "condition", "share",
     "change", "chart", "top", "running_total", "moving_average")
)  # fmt: skip
_LISTED = ("metrics", "by", "filters", "conditions", "having", "periods")
_COMPARING = frozenset(("vs", "compare", "change", "period"))
_SPOKEN_OF = 10
_WEAK = frozenset(("only", "ask"))
_OWN = frozenset(("performance", "dashboard_word", "exist", "come_from", "where", "how_long", "selling"))


@dataclass
class Turn:
    """`drafts` hold what was read in each mode; `said` the words of going on; `parts` what is to be dropped whole.

    `count` is a number said by itself ("show 20"); `drop_order` that the dropping word could order data changed;
    `moved` the way back from the period before ("and the year before?").
    """

    drafts: dict[Mode, Draft]
    said: frozenset[str]
    parts: tuple[str, ...] = ()
    count: int | None = None
    drop_order: bool = False
    moved: str | None = None

    @property
    def fresh(self) -> Draft:
        """What the turn sets."""
        return self.drafts["set"]

    def names_figures(self) -> bool:
        """A figure is asked for, more than as a condition or for the order of what is there."""
        return any(not use.having_only for mode in _ASKING for use in self.drafts[mode].metrics if not self.orders(use))

    def orders(self, use: MetricUse) -> bool:
        """The figure only says what is ranked by: "top 5 by orders", "sort by orders"."""
        return use.id == self.fresh.order_by and not self.fresh.by

    def stands_alone(self) -> bool:
        """A question of its own: it names its figure, or a special answer, and no word takes up the one before."""
        draft = self.fresh
        own = draft.flags & _OWN - ({"performance"} if "it" in self.said else set())
        own |= {"losing"} & draft.flags if draft.by else set()  # "unprofitable products"
        if draft.special or own:
            return not self.said & {"same"} or bool(draft.special)
        if not self.names_figures():
            return False
        if self.said & _STRONG:
            return False
        more = draft.by or draft.filters or draft.periods or draft.conditions or draft.rank or draft.flags
        return not self.said & _WEAK or bool(more)

    def may_narrow(self, catalogue: Catalogue) -> bool:
        """ "only enterprise customers": a condition on what was asked before, or customers counted instead?"""
        uses, fresh = self.fresh.metrics, self.fresh
        counted = len(uses) == 1 and is_plain_count(catalogue, uses[0].id)
        named = not uses and bool(fresh.by) and all(t.how == "bare" for t in fresh.by)
        condition = (
            bool(fresh.filters or fresh.conditions)
            and not fresh.periods
            and not fresh.special
            and not self.said & _STRONG
        )
        return "narrows" in self.said and condition and (named or (counted and not fresh.by))

    def narrowing(self) -> Turn:
        """The turn with its noun taken as a word for whose figures are asked."""
        return replace(self, drafts={**self.drafts, "set": replace(self.fresh, metrics=[], by=[])})

    def goes_on(self) -> bool:
        """A word says that the question before is taken up."""
        return bool(self.said & _STRONG)

    def is_fragment(self) -> bool:
        """It can be nothing but a part of a question."""
        return self.goes_on() or "by" in self.said

    def is_empty(self) -> bool:
        """Nothing is said that could change a query."""
        return (
            self.count is None
            and self.moved is None
            and not self.parts
            and not self.said & _ALONE
            and not any(map(_says, self.drafts.values()))
        )


_ALONE = frozenset(("back", "more", "all", "total", "everywhere"))


def _says(draft: Draft) -> bool:
    return any(getattr(draft, one.name) for one in fields(Draft) if one.name not in ("penalty", "spans", "unread"))


@dataclass
class _Split:
    """Items by mode while a turn is walked."""

    pieces: list[tuple[Mode, list[Item]]] = field(default_factory=lambda: [("set", [])])
    said: set[str] = field(default_factory=set)
    parts: list[str] = field(default_factory=list)
    spans: list[tuple[Item, str, str]] = field(default_factory=list)
    drop_order: bool = False
    orders: bool = False
    moved: str | None = None
    small: list[str] = field(default_factory=list)

    def begin(self, mode: Mode) -> None:
        self.pieces.append((mode, []))

    @property
    def mode(self) -> Mode:
        return self.pieces[-1][0]

    def become(self, mode: Mode) -> None:
        """The piece before the word has that mode: in some languages the verb stands last."""
        items = self.pieces[-1][1]
        if mode == "drop":
            self.parts += [item.roles["part"] for item in items if "part" in item.roles]
            items = [item for item in items if "part" not in item.roles]
        self.pieces[-1] = (mode, items)

    def take(self, item: Item) -> None:
        """A word of no meaning stands before the next one, as in any question."""
        if item.kind == "filler":
            self.small.append(item.sense.text if item.sense else "")
            return
        if self.small:
            item = replace(item, before=(*self.small, *item.before))
            self.small.clear()
        self.pieces[-1][1].append(item)

    def word(self, item: Item, value: str, role: str = "follow_up") -> None:
        self.said.add(value)
        self.spans.append((item, role, value))


def read_turn(parse: Parse) -> Turn:
    """The turn of one cover's items."""
    split = _Split()
    leading = True
    for i, item in enumerate(parse.items):
        leading = _walk(parse, i, item, split, leading)
    pieces = _new_beside_old(split.pieces)
    count, pieces = _bare_count(split.said, pieces)
    drafts: dict[Mode, Draft] = {"set": Draft(), "add": Draft(), "drop": Draft(), "old": Draft()}
    for mode, items in pieces:
        if items:
            draft = run_rules(replace(parse, items=items, draft=_begun(items)), RULES)
            join_deeds(replace(parse, items=items, draft=draft))
            if "compare_to" in {item.kind for item in items}:
                draft.flags.discard("vs")
            if items[-1].kind == "top":
                draft.penalty -= _BARE_RANK  # of what and how many was said before
            merge(drafts[mode], draft)
    fresh = drafts["set"]
    _only_listed(drafts["add"], fresh)
    if split.orders:
        fresh.problem = Note("cannot_change", {})
    fresh.spans += [(item.island, role, value) for item, role, value in split.spans]
    if fresh.by and all(t.how == "bare" for t in fresh.by) and "it" in split.said:
        fresh.penalty += _SPOKEN_OF  # "is that good?" asks for no goods
    if drafts["old"].by:
        fresh.penalty = drafts["old"].penalty = 0  # what stands for a breakdown is one, however it is named
    parts = tuple(dict.fromkeys((*split.parts, *_whole_parts(drafts["drop"]))))
    return Turn(drafts, frozenset(split.said), parts, count, split.drop_order, split.moved)


def _ties_figures(parse: Parse, i: int) -> bool:
    """ "revenue plus margin in Q3" names two figures of its own; "plus margin" adds one to those before."""
    return parse.kind(i - 1) == "metric" and parse.kind(i + 1) == "metric" and parse.items[i].kind == "and"


def _is_only(parse: Parse, i: int) -> bool:
    """ "only" before what is to be left; before a number it is a limit in some languages."""
    item = parse.items[i]
    return item.kind == "only" or ("only" in item.roles and parse.numeral(i + 1) is None)


def _begun(items: Sequence[Item]) -> Draft:
    """ "vs the period before": the period it is before was said in the question before."""
    kinds = {item.kind for item in items}
    return Draft(flags={"vs"}) if "compare_to" in kinds and kinds & {"vs", "compare"} else Draft()


def _walk(parse: Parse, i: int, item: Item, split: _Split, leading: bool) -> bool:
    """Put one item where it belongs; whether only words of going on were seen so far."""
    turn = item.roles.get("turn")
    if leading and turn is None and item.kind == "and" and item.value == "and" and i + 1 < len(parse.items):
        split.word(item, "same")
        split.said.add("and")
        return True
    if leading and item.kind == "and" and item.value == "or" and i + 1 < len(parse.items):
        split.word(item, "or")
        return True
    if leading and turn == "same":
        split.word(item, turn)
        return True
    if leading and item.kind in ("vs", "by"):
        split.said.add("versus" if item.kind == "vs" else "by")
    if item.kind == "compare_to" and not any(other.kind in _COMPARING for other in parse.items):
        split.moved = item.value
        split.spans.append((item, "period", item.value))
        return False
    match turn:
        case "of" if leading:
            split.word(item, "ask")
            split.said.add("narrows")
        case "with" if leading:
            split.word(item, "ask")
            split.begin("add")
        case "add" if not _ties_figures(parse, i):
            _turn_to(split, parse.items[i + 1 :], "add")
            one = i + 1 < len(parse.items) and parse.lexicon.ties("one") & set(parse.items[i + 1].before)
            split.orders = split.orders or bool(one and "command" in item.roles)
            split.word(item, turn)
        case "drop" if _drops(parse, i):
            _turn_to(split, parse.items[i + 1 :], "drop")
            split.drop_order = split.drop_order or "command" in item.roles
            split.word(item, turn)
        case "instead_of":
            split.begin("old")
            split.word(item, turn)
        case "ask":
            split.word(item, turn)
        case "instead" if i + 1 == len(parse.items) or (leading and not parse.items[i + 1].before):
            split.word(item, turn)  # "instead" by itself, no "instead" and "of"
        case "back" | "more" | "everywhere" | "total" if "filler" not in item.roles or _no_figure(parse):
            split.word(item, turn)
        case "all" if _no_figure(parse):
            split.word(item, turn)
        case "it" if "pronoun" not in item.roles:
            split.said.add("it")
            split.spans.append((item, "filler", "it"))
        case _:
            if _is_only(parse, i):
                split.word(item, "only")
                split.said |= {"narrows"} if leading else set()
            elif item.kind == "condition_where" and not split.pieces[-1][1]:
                split.spans.append((item, "word", "where"))  # "only where …": a condition of what was asked before
            elif split.mode == "drop" and "part" in item.roles and parse.numeral(i + 1) is None:
                split.parts.append(item.roles["part"])
                split.spans.append((item, "follow_up", item.roles["part"]))
            else:
                split.take(item)
    return False


def _turn_to(split: _Split, following: Sequence[Item], mode: Mode) -> None:
    if any(_is_content(other) or "part" in other.roles for other in following):
        split.begin(mode)
    else:
        split.become(mode)


def _is_content(item: Item) -> bool:
    return item.kind in CONTENT_KINDS or item.kind in ("period", "number", "grain", "adverb_grain", "cycle", "by")


def _no_figure(parse: Parse) -> bool:
    return all(item.kind not in ("metric", "funnel", "scorecard", "profile", "goals") for item in parse.items)


def _drops(parse: Parse, i: int) -> bool:
    """Whether the word at i drops a part; before a member it excludes, as in any question."""
    item, following = parse.items[i], parse.items[i + 1 : i + 3]
    if not following:
        trailing = parse.items[i - 1] if i else None  # Persian says the verb last
        return trailing is not None and "not" not in item.roles
    if "not" not in item.roles:
        return True
    if any(_is_content(before) for before in parse.items[:i]):
        return False  # "reps without orders" are those who have none
    first, second = following[0], following[1] if len(following) > 1 else None
    if first.kind == "member" or (
        first.kind in ("dimension", "generic") and second is not None and second.kind == "member"
    ):
        return False
    return first.kind in _DROPPED or "part" in first.roles


def _new_beside_old(pieces: list[tuple[Mode, list[Item]]]) -> list[tuple[Mode, list[Item]]]:
    """ "instead of last month, last quarter": what follows the old thing is the new one."""
    if not any(mode == "old" for mode, _ in pieces) or any(items for mode, items in pieces if mode == "set"):
        return pieces
    found: list[tuple[Mode, list[Item]]] = []
    for mode, items in pieces:
        cut = _end_of_first(items) if mode == "old" else len(items)
        found += [(mode, items[:cut]), ("set", items[cut:])]
    return found


def _end_of_first(items: Sequence[Item]) -> int:
    comma = next((i for i, item in enumerate(items) if item.kind == "and" and item.value == "comma" and i), None)
    if comma is not None:
        return comma
    first = next((i for i, item in enumerate(items) if _is_content(item) and item.kind != "by"), None)
    return len(items) if first is None else first + 1


def _bare_count(
    said: set[str], pieces: list[tuple[Mode, list[Item]]]
) -> tuple[int | None, list[tuple[Mode, list[Item]]]]:
    """ "show 20", "10 more": a number with nothing it belongs to."""
    for mode, items in pieces:
        numbers = [item for item in items if item.island.numeral is not None]
        counted = [item for item in items if item.kind in ("rows", "range")]  # «۲۰ تا»
        if mode in ("set", "add") and len(numbers) == 1 and len(items) == 1 + len(counted):
            numeral = numbers[0].island.numeral
            assert numeral is not None
            words = numbers[0].island.last - numbers[0].island.first > 1  # the word that counts things: «۲۰ تا»
            taken_up = said & {"more", "instead"} or ("same" in said and "and" not in said)  # "make it 10"
            asked = words or bool(numbers[0].before or counted or taken_up)
            if asked and numeral.value == int(numeral.value) and 0 < numeral.value < 1000 and not numeral.percent:
                rest: list[tuple[Mode, list[Item]]] = [(m, o) for m, o in pieces if o is not items]
                return int(numeral.value), rest
    return None, pieces


def merge(into: Draft, other: Draft) -> None:
    """Take what one piece says into what others said; of what can be said once, the first holds."""
    for one in fields(Draft):
        mine, theirs = getattr(into, one.name), getattr(other, one.name)
        if isinstance(mine, list):
            mine.extend(theirs)
        elif isinstance(mine, set | dict):
            mine |= theirs
        elif one.name == "penalty":
            into.penalty += theirs
        elif mine is None:
            setattr(into, one.name, theirs)


def _whole_parts(dropped: Draft) -> tuple[str, ...]:
    """Parts that are dropped as a whole where anything of them is named: "without the top 5", "no growth"."""
    parts = []
    for part, names in (("rank", ("rank",)), ("chart", ("chart",)), ("compare", ("compare",))):
        if any(getattr(dropped, name) for name in names):
            parts.append(part)
        for name in names:
            setattr(dropped, name, None)
    if dropped.flags & {"change", "changed"}:
        parts.append("compare")
    return tuple(parts)


def _only_listed(added: Draft, fresh: Draft) -> None:
    """Things are added to a list; all else that is said beside them is set as anywhere ("also top 5")."""
    if added.metrics:  # "add orders by product": only the figure is added
        fresh.by, fresh.filters = [*fresh.by, *added.by], [*fresh.filters, *added.filters]
        added.by, added.filters = [], []
    empty = Draft()
    for name in _LISTED:
        setattr(empty, name, getattr(added, name))
        setattr(added, name, [])
    merge(fresh, added)
    for one in fields(Draft):
        setattr(added, one.name, getattr(empty, one.name))
