"""No statement runs without the rights: taking one away anywhere in its tree is noticed before it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from guarded_company import CATALOGUE
from sqlglot import exp

from queries.cannot import CannotAnswer
from queries.catalogue.load import load_catalogue_text
from queries.catalogue.model import Catalogue
from queries.compiler.shape import Shape, filter_shape, shape
from queries.compiler.statement import build
from queries.query import Filter, Having, Query, Rank
from queries.verify import Unverified, verify

GUARDED = load_catalogue_text(CATALOGUE)
SCOPES = {
    "rep": (Filter("rep", "in", ("A",)),),
    "team": (Filter("team", "in", ("T",)),),
    "rep and area": (Filter("rep", "in", ("A", None)), Filter("area", "in", ("X", "Y"))),
}
EXTRAS = {
    "plain": {},
    "by product": {"by": ("product",)},
    "by month": {"by": ("month",)},
    "ranked": {"by": ("customer",), "rank": Rank("top", 3)},
    "leaders by month": {"by": ("customer", "month"), "rank": Rank("top", 3)},
    "by frequency": {"by": ("frequency",)},
    "with a condition": {"having": (Having("revenue", ">", 5.0, level="row"),)},
}


def shapes(scope: tuple[Filter, ...]) -> Iterator[Shape]:
    """The shape of every metric in every form, compared with the period before too."""
    for metric in GUARDED.metrics:
        for parts in EXTRAS.values():
            query = replace(Query(metrics=(metric,), scope=scope), **parts)  # type: ignore[arg-type]
            yield shape(query, started=True, timed=True, compared=False)
            yield shape(query, started=True, timed=True, compared=True)
    funnel = Query(analysis="funnel", funnel="lead", scope=scope)
    yield shape(funnel, started=True, timed=True, compared=False)


def tree_of(made: Shape) -> exp.Select | None:
    """The statement; None where the catalogue refuses it."""
    try:
        return build(made, GUARDED).tree
    except CannotAnswer:
        return None


def rights_in(tree: exp.Select, scope: tuple[Filter, ...]) -> list[exp.Expr]:
    """Every condition of the rights, wherever it stands."""
    names = {f"scope_{place}" for place in range(len(scope))}
    found = [p.find_ancestor(exp.In) for p in tree.find_all(exp.Placeholder) if p.name in names]
    conditions = [condition for condition in found if condition is not None]
    return [c.parent if isinstance(c.parent, exp.Or) else c for c in conditions]


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_every_right_that_is_taken_away_is_missed(scope: tuple[Filter, ...]) -> None:
    wanted = tuple(map(filter_shape, scope))
    trees = removed = 0
    for made in shapes(scope):
        tree = tree_of(made)
        if tree is None:
            continue
        verify(tree, GUARDED, wanted)
        trees += 1
        for place in range(len(rights_in(tree, scope))):
            mutant = tree_of(made)
            assert mutant is not None
            rights_in(mutant, scope)[place].replace(exp.true())
            with pytest.raises(Unverified, match="rights"):
                verify(mutant, GUARDED, wanted)
            removed += 1
    assert trees > 100 and removed > trees


@pytest.mark.parametrize(
    "weakened",
    [
        lambda right: exp.Or(this=right.copy(), expression=exp.true()),
        lambda right: exp.Not(this=right.copy()),
        lambda right: exp.In(this=exp.column("customer_id", "orders"), field=right.args["field"].copy()),
        lambda right: exp.In(this=right.this.copy(), field=exp.Placeholder(this="filter_0")),
    ],
    ids=["or true", "not", "another column", "another value"],
)
def test_a_right_that_is_weakened_is_missed(weakened: object) -> None:
    scope = SCOPES["team"]
    made = shape(Query(metrics=("revenue",), scope=scope), started=True, timed=True, compared=False)
    tree = tree_of(made)
    assert tree is not None and callable(weakened)
    (right,) = rights_in(tree, scope)
    right.replace(weakened(right))
    with pytest.raises(Unverified, match="rights"):
        verify(tree, GUARDED, tuple(map(filter_shape, scope)))


def test_the_demo_company_keeps_to_the_rights_too(demo_catalogue: Catalogue) -> None:
    """Every metric that a team's rights reach: each SELECT over a table has them."""
    scope = (Filter("team", "in", ("T",)),)
    wanted, trees = tuple(map(filter_shape, scope)), 0
    for metric in demo_catalogue.metrics:
        for by in ((), ("month",)):
            made = shape(Query(metrics=(metric,), by=by, scope=scope), started=True, timed=True, compared=True)
            try:
                tree = build(made, demo_catalogue).tree
            except CannotAnswer:
                continue
            verify(tree, demo_catalogue, wanted)
            trees += 1
            for place in range(len(rights_in(tree, scope))):
                mutant = build(made, demo_catalogue).tree
                rights_in(mutant, scope)[place].replace(exp.true())
                with pytest.raises(Unverified):
                    verify(mutant, demo_catalogue, wanted)
    assert trees > 50
