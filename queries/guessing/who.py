"""Who the rows are of a table that is called by its subject: people of human resources, customers who may churn."""

from __future__ import annotations

from data.profiling.names import singular
from queries.guessing import en
from queries.guessing.entity import Entity
from queries.guessing.fields import Role


def who_of(entity: Entity, noun: tuple[str, ...]) -> tuple[str, ...]:
    """The noun that its columns tell, where its own says only what the table is about; () where they tell none."""
    if not set(map(singular, noun)) & en.SUBJECTS:
        return ()
    words = [set(one.heading.words) for one in entity.fields.values()]
    hired = any(said & en.HIRED for said in words)
    if hired and any(said & en.POSITIONS for said in words):
        return ("employee",)
    leaves = any(one.heading.has(en.LEAVES) for one in entity.of_role(Role.FLAG))
    return ("customer",) if leaves and not hired else ()
