"""Targets, quotas and budgets: which figure each is the goal of, and how much of it was reached."""

from __future__ import annotations

from collections.abc import Iterable

from queries.guessing import en
from queries.guessing.candidate import Candidate, Context, ratio
from queries.guessing.entity import Entity
from queries.guessing.fields import Field, Role

_ACTUAL_WORDS = frozenset({"actual", "actuals", "achieved", "real"})
_AMOUNTS = frozenset({"amount", "value"})
"""An amount is that of the sales, where there are such, and not any column called so."""
_PLAIN = _AMOUNTS | {"monthly", "quarterly", "annual", "yearly", "sale", "sales"}


def is_target(one: Field) -> bool:
    """Whether a number is a goal, not a fact."""
    return one.role in (Role.SUM, Role.STATE) and one.heading.has(en.TARGET)


def mark_plans(entity: Entity) -> None:
    """Tables of nothing but goals say nothing about how far the data goes."""
    figures = list(entity.of_role(Role.SUM, Role.STATE))
    if figures and all(is_target(one) for one in figures):
        entity.loaded = False


def tell_by_plans(entities: Iterable[Entity]) -> None:
    """Where there is nothing but plans, they say how far the data goes."""
    dated = [entity for entity in entities if entity.time is not None]
    if not any(entity.loaded for entity in dated):
        for entity in dated:
            entity.loaded = True


def add_targets(context: Context, targets: dict[str, str]) -> None:
    """Give each figure its goal. `targets` are the goals' ids with the table they stand on."""
    for id, table in targets.items():
        target = context.by_id(id)
        actual = _actual_of(target, table, context, set(targets))
        if actual is None:
            context.draft.note("warning", f"{target.english}: no figure was found that this is the target of")
            continue
        if "goal" in actual.values:
            continue
        many = sum(1 for other in targets if other != id) > 0
        words = (*actual.words, "attainment") if many else ("target", "attainment")
        label = "" if many else "Target attainment"
        attainment = context.add(
            Candidate(
                "target_attainment" if not many else f"{actual.id}_attainment",
                ratio(actual.id, id, "percent", "up"),
                words,
                actual.of,
                label=label,
                synonyms=en.SYNONYMS["target attainment"] if not many else (),
                rank=25,
                why=f"{actual.english} by {target.english.lower()}.",
            )
        )
        if not many:
            target.synonyms = (*target.synonyms, "target", "goal")
        actual.values["goal"], actual.values["attainment"] = id, attainment
        context.draft.note("guessed", f"{target.english} is the target of {actual.english}")


def _actual_of(target: Candidate, table: str, context: Context, targets: set[str]) -> Candidate | None:
    """The sum that a goal is for: of the same table or words, else the sales."""
    rest = tuple(word for word in target.words if word not in en.TARGET)
    able = [
        c
        for c in context.found
        if c.id not in targets
        and c.values.get("agg") in ("sum", "count", "count_distinct")
        and c.values.get("format") == target.values.get("format")
        and not c.hidden
    ]
    beside = [c for c in able if c.values.get("table") == table]
    money = [c for c in able if c.rank <= 10 and target.values.get("format") == "currency"]
    plainly = set(rest) <= _PLAIN and len(money) == 1
    for some in (beside, () if plainly and set(rest) <= _AMOUNTS else able):
        for one in some:
            plain = tuple(word for word in one.words if word not in _ACTUAL_WORDS)
            if rest and (plain == rest or one.words == rest or " ".join(rest) in one.synonyms):
                return one
    with_actual = [c for c in beside if set(c.words) & _ACTUAL_WORDS]
    if len(with_actual) == 1:
        return with_actual[0]
    return money[0] if plainly else None


def target_table(entity: Entity) -> dict[str, Field]:
    """The goals among an entity's fields."""
    return {one.name: one for one in entity.fields.values() if is_target(one)}
