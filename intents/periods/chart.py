"""Rules applied to a question from its last token to its first, until nothing new can be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from intents.periods.atoms import Node, atoms_at
from intents.periods.grammar import Compiled, Element, Grammar, Openings
from intents.periods.moment import Now
from intents.tokens import Token, glued

_LONGEST = 24  # tokens in one node: keeps nonsense of any length linear
_MOST = 120  # nodes starting at one token
_NO_KINDS: frozenset[str] = frozenset()
_Slots = tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What was found: at each token the nodes that start there, by their kind."""

    tokens: Sequence[Token]
    grammar: Grammar
    now: Now
    starts: list[dict[str, list[Node]]]


def parse(tokens: Sequence[Token], grammar: Grammar, now: Now) -> Chart:
    """Everything that whole periods are made of.

    Every place of a pattern takes at least one token, so what starts further right is complete before it is needed.
    """
    chart = Chart(tokens, grammar, now, [{} for _ in range(len(tokens) + 1)])
    for i in range(len(tokens) - 1, -1, -1):
        if tokens[i].text not in grammar.starters and tokens[i].kind != "number":
            continue
        nodes = list(atoms_at(i, tokens, grammar))
        here = chart.starts[i]
        seen: set[object] = set()
        done = 0
        while done < len(nodes) and len(nodes) < _MOST:
            node = nodes[done]
            done += 1
            here.setdefault(node.kind, []).append(node)
            for compiled, last, slots in _joined(node, chart, grammar.openings):
                value = value_of(compiled, slots, now)
                key = (compiled.rule.gives, last, value)
                if value is not None and key not in seen:
                    seen.add(key)
                    nodes.append(Node(compiled.rule.gives, i, last, value, compiled, slots))
    return chart


def wholes(chart: Chart, i: int) -> Iterator[tuple[Compiled, int, _Slots]]:
    """The whole periods that may start at a token: the rule, where it ends and its slots. Dates are not counted yet."""
    for nodes in chart.starts[i].values():
        for node in nodes:
            yield from _joined(node, chart, chart.grammar.whole_openings)


def value_of(compiled: Compiled, slots: _Slots, now: Now) -> object:
    """What a rule makes of its slots, or None."""
    try:
        return compiled.rule.produce(now, **{name: node.value for name, node in slots}, **compiled.rule.fixed)
    except (ValueError, OverflowError):
        return None  # beyond the years a calendar can count


def _joined(node: Node, chart: Chart, openings: Mapping[str, Openings]) -> Iterator[tuple[Compiled, int, _Slots]]:
    """The rules that a node may begin, filled in every way with what follows."""
    opening = openings.get(node.kind)
    if opening is None:
        return
    rules = dict.fromkeys(opening.alone)
    for kind in chart.starts[node.last]:
        if kind in opening.before:
            rules.update(dict.fromkeys(opening.before[kind]))
    tokens, i = chart.tokens, node.first
    for start in rules:
        rule = start.compiled.rule
        if rule.only == "whole" and i:
            continue
        if rule.not_after and i and rule.not_after & chart.grammar.kinds.get(tokens[i - 1].text, _NO_KINDS):
            continue
        for last, slots in _fill(start.rest, node.last, ((start.slot, node),) if start.slot else (), chart):
            if last - i > _LONGEST or (rule.only != "anywhere" and not _closes(last, tokens)):
                continue
            if rule.not_before and not rule.not_before.isdisjoint(chart.starts[last]):
                continue
            yield start.compiled, last, slots


def _fill(elements: tuple[Element, ...], position: int, slots: _Slots, chart: Chart) -> list[tuple[int, _Slots]]:
    """Every way to fill the places of a pattern from a position on: (where it ends, the slots)."""
    paths = [(position, slots)]
    for element in elements:
        grown = []
        for at, filled in paths:
            here = chart.starts[at]
            if not here or (element.glued and not glued(chart.tokens, at)):
                continue
            for kind in element.kinds:
                for node in here.get(kind, ()):
                    grown.append((node.last, (*filled, (element.slot, node)) if element.slot else filled))
        paths = grown + paths if element.optional else grown
        if not paths:
            break
    return paths


def _closes(last: int, tokens: Sequence[Token]) -> bool:
    return all(token.kind == "punct" for token in tokens[last:])
