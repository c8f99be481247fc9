"""Conditions on a number, with the number bound."""

from __future__ import annotations

from sqlglot import exp

from queries.compiler import nodes

_TESTS: dict[str, type[exp.Binary]] = {">": exp.GT, ">=": exp.GTE, "<": exp.LT, "<=": exp.LTE, "=": exp.EQ}


def compared_with(number: exp.Expr, op: str, name: str) -> exp.Expr:
    """The condition; "between" takes both ends in."""
    if op == "between":
        return exp.Between(
            this=number, low=nodes.parameter(name, "DOUBLE"), high=nodes.parameter(f"{name}_upper", "DOUBLE")
        )
    return _TESTS[op](this=number, expression=nodes.parameter(name, "DOUBLE"))
