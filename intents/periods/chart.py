"""Rules applied to a question from its last token to its first, until nothing new can be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.periods.atoms import Node, atoms_at
from intents.periods.grammar import Compiled, Element, Grammar
from intents.periods.moment import Now
from intents.tokens import Token, glued

_LONGEST = 24  # tokens in one node: keeps nonsense of any length linear
_MOST = 120  # nodes starting at one token
# Nothing but whole periods is made of these: their dates are counted only for those that are kept.
_LATE = frozenset({"RANGE", "PERIOD"})
_Starts = list[dict[str, list[Node]]]
_NO_KINDS: frozenset[str] = frozenset()


def parse(tokens: Sequence[Token], grammar: Grammar, now: Now) -> list[list[Node]]:
    """All nodes by the token they start at; periods and ranges get their value from `late_value`.

    Every place of a pattern takes at least one token, so what starts further right is complete before it is needed.
    """
    starts: _Starts = [{} for _ in range(len(tokens) + 1)]
    found: list[list[Node]] = [[] for _ in tokens]
    for i in range(len(tokens) - 1, -1, -1):
        nodes = found[i]
        nodes.extend(atoms_at(i, tokens, grammar))
        if not nodes:
            continue
        before = grammar.kinds.get(tokens[i - 1].text, _NO_KINDS) if i else _NO_KINDS
        seen: set[object] = set()
        done = 0
        while done < len(nodes) and len(nodes) < _MOST:
            node = nodes[done]
            done += 1
            starts[i].setdefault(node.kind, []).append(node)
            for compiled, place in _openings(node, grammar, starts):
                if not compiled.rule.not_after.isdisjoint(before):
                    continue
                for made in _apply(compiled, place, node, starts, tokens, now):
                    late = made.kind in _LATE
                    key = (
                        made.kind,
                        made.last,
                        (compiled, *(id(part) for _, part in made.slots)) if late else made.value,
                    )
                    if key not in seen:
                        seen.add(key)
                        nodes.append(made)
    return found


def late_value(node: Node, now: Now) -> object:
    """What a node stands for, counted now if its kind is one that waits."""
    if node.kind not in _LATE or node.by is None:
        return node.value
    slots = {name: late_value(part, now) for name, part in node.slots}
    return None if None in slots.values() else _value(node.by, slots, now)


def _openings(node: Node, grammar: Grammar, starts: _Starts) -> dict[tuple[Compiled, int], None]:
    opening = grammar.openings.get(node.kind)
    if opening is None:
        return {}
    rules = dict.fromkeys(opening.alone)
    for kind in starts[node.last]:
        if kind in opening.before:
            rules.update(dict.fromkeys(opening.before[kind]))
    return rules


def _apply(
    compiled: Compiled, place: int, node: Node, starts: _Starts, tokens: Sequence[Token], now: Now
) -> Iterator[Node]:
    rule, elements = compiled.rule, compiled.elements
    if rule.only == "whole" and node.first:
        return
    name = elements[place].slot
    for last, rest in _fill(elements, place + 1, node.last, starts, tokens):
        if last - node.first > _LONGEST or (rule.only == "whole" and not _closes(last, tokens)):
            continue
        if rule.not_before and not rule.not_before.isdisjoint(starts[last]):
            continue
        slots = ((name, node), *rest) if name else rest
        if rule.gives in _LATE:
            yield Node(rule.gives, node.first, last, None, compiled, slots)
        elif (value := _value(compiled, {name: part.value for name, part in slots}, now)) is not None:
            yield Node(rule.gives, node.first, last, value, compiled, slots)


def _value(compiled: Compiled, slots: dict[str, object], now: Now) -> object:
    try:
        return compiled.rule.produce(now, **slots, **compiled.rule.fixed)
    except (ValueError, OverflowError):
        return None  # beyond the years a calendar can count


def _fill(
    elements: tuple[Element, ...], place: int, position: int, starts: _Starts, tokens: Sequence[Token]
) -> Iterator[tuple[int, tuple[tuple[str, Node], ...]]]:
    """Every way to fill the places from one on with nodes from a position on: (where it ends, the slots)."""
    if place == len(elements):
        yield position, ()
        return
    element = elements[place]
    here = starts[position]
    if here and (not element.glued or glued(tokens, position)):
        slot = element.slot
        for kind in element.kinds:
            for node in here.get(kind, ()):
                for last, rest in _fill(elements, place + 1, node.last, starts, tokens):
                    yield last, (((slot, node), *rest) if slot else rest)
    if element.optional:
        yield from _fill(elements, place + 1, position, starts, tokens)


def _closes(last: int, tokens: Sequence[Token]) -> bool:
    return all(token.kind == "punct" for token in tokens[last:])
