"""Rules applied to a question from its last token to its first, until nothing new can be made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.periods.atoms import Node, atoms_at
from intents.periods.grammar import Compiled, Element, Grammar, Rule
from intents.periods.moment import Now
from intents.tokens import Token, glued

_LONGEST = 24  # tokens in one node: keeps nonsense of any length linear
_MOST = 120  # nodes starting at one token
_Starts = list[dict[str, list[Node]]]


def parse(tokens: Sequence[Token], grammar: Grammar, now: Now) -> list[list[Node]]:
    """All nodes by the token they start at.

    Every place of a pattern takes at least one token, so what starts further right is complete before it is needed.
    """
    starts: _Starts = [{} for _ in range(len(tokens) + 1)]
    found: list[list[Node]] = [[] for _ in tokens]
    for i in range(len(tokens) - 1, -1, -1):
        nodes = found[i]
        nodes.extend(atoms_at(i, tokens, grammar))
        seen = {(node.kind, node.last, node.value) for node in nodes}
        done = 0
        while done < len(nodes) and len(nodes) < _MOST:
            node = nodes[done]
            done += 1
            starts[i].setdefault(node.kind, []).append(node)
            for compiled, place in grammar.rules.get(node.kind, ()):
                for made in _apply(compiled, place, node, starts, tokens, grammar, now):
                    key = (made.kind, made.last, made.value)
                    if key not in seen:
                        seen.add(key)
                        nodes.append(made)
    return found


def _apply(
    compiled: Compiled, place: int, node: Node, starts: _Starts, tokens: Sequence[Token], grammar: Grammar, now: Now
) -> Iterator[Node]:
    rule, elements = compiled.rule, compiled.elements
    if rule.only != "anywhere" and node.first:
        return
    if rule.not_after and node.first and not rule.not_after.isdisjoint(grammar.kinds_of(tokens[node.first - 1].text)):
        return
    for last, parts in _fill(elements, place + 1, node.last, starts, tokens):
        if last - node.first > _LONGEST or (rule.only == "whole" and not _closes(last, tokens)):
            continue
        if rule.not_before and not rule.not_before.isdisjoint(starts[last]):
            continue
        filled = ((elements[place], node), *parts)
        slots: dict[str, object] = {element.slot: part.value for element, part in filled if element.slot}
        value = _value(rule, slots, now)
        if value is not None:
            inner = tuple(part for element, part in filled if element.slot)
            name = rule.name or next((part.rule for part in inner), "")
            yield Node(rule.gives, node.first, last, value, name, compiled.rank, inner)


def _value(rule: Rule, slots: dict[str, object], now: Now) -> object:
    try:
        return rule.produce(now, **slots, **rule.fixed)
    except (ValueError, OverflowError):
        return None  # beyond the years a calendar can count


def _fill(
    elements: tuple[Element, ...], place: int, position: int, starts: _Starts, tokens: Sequence[Token]
) -> Iterator[tuple[int, tuple[tuple[Element, Node], ...]]]:
    if place == len(elements):
        yield position, ()
        return
    element = elements[place]
    if position < len(tokens) and (not element.glued or glued(tokens, position)):
        here = starts[position]
        for kind in element.kinds:
            for node in here.get(kind, ()):
                for last, rest in _fill(elements, place + 1, node.last, starts, tokens):
                    yield last, ((element, node), *rest)
    if element.optional:
        yield from _fill(elements, place + 1, position, starts, tokens)


def _closes(last: int, tokens: Sequence[Token]) -> bool:
    return all(token.kind == "punct" for token in tokens[last:])
