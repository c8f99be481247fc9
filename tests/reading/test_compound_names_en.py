"""Breakdowns named by several words stay whole, whatever figures end in their first word."""

from __future__ import annotations

from random import Random

from queries.catalogue.model import Catalogue
from tests.reading import demo


def _root(catalogue: Catalogue, name: str) -> str:
    dimension = catalogue.dimensions.get(name)
    return (dimension.same_as or dimension.id) if dimension else name


def test_no_compound_name_is_split_over_two_readings() -> None:
    catalogue, random, torn = demo.demo_catalogue(), Random(3), []
    compounds = {
        d.id: [name for name in (d.words.label["en"], *d.words.synonyms.get("en", ())) if " " in name]
        for d in catalogue.dimensions.values()
    }
    for metric in (m for m in catalogue.metrics.values() if not m.hidden):
        for dimension, names in ((d, names) for d, names in compounds.items() if names):
            figure = random.choice([metric.words.label["en"], *metric.words.synonyms.get("en", ())])
            question = f"{figure} {random.choice(['by', 'per', 'for each'])} {random.choice(names)} in 2025"
            reading = demo.read(question)
            if reading.status != "answered":
                continue
            assert reading.query is not None
            by = {_root(catalogue, name) for name in reading.query.by}
            if reading.query.metrics != (metric.id,) or by != {_root(catalogue, dimension)}:
                torn.append(question)
    assert torn == []


def test_a_figure_does_not_end_inside_a_longer_name() -> None:
    query = demo.read("revenue per customer type and sales team last month").query
    assert query is not None
    assert (query.metrics, query.by) == (("revenue",), ("customer_type", "team"))
    query = demo.read("revenue per customer last month").query
    assert query is not None and query.metrics == ("revenue_per_customer",)
