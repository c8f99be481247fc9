"""Checks a statement's tree before it may run: one SELECT over the catalogue's tables, the person's rights on it."""

from __future__ import annotations

from sqlglot import exp

from queries.catalogue.model import Catalogue


class Unverified(Exception):
    """The statement is not one that the compiler may make; running it would break a promise."""


def verify(tree: exp.Expr, catalogue: Catalogue, *, scope: int) -> None:
    """Raise Unverified where anything is out of place."""
    if not isinstance(tree, exp.Select):
        raise Unverified(f"a {type(tree).__name__} is no SELECT")
