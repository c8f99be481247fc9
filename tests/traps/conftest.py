"""A tiny company from the tables drawn in a test's docstring and the CATALOGUE of its module."""

from __future__ import annotations

import pytest
from drawn_tables import drawn_tables
from tiny_company import Company, MemoryEngine

from queries.catalogue.load import load_catalogue_text


@pytest.fixture
def company(request: pytest.FixtureRequest) -> Company:
    """The company drawn in the docstring of the test (or of its module), described by the module's CATALOGUE.

    An indirect parameter (old, new) changes the catalogue's text.
    """
    tables = drawn_tables(request.function.__doc__ or "")
    here = {t.name for t in tables}
    tables += [t for t in drawn_tables(request.module.__doc__ or "") if t.name not in here]
    text = request.module.CATALOGUE.replace(*getattr(request, "param", ("", "")))
    catalogue = load_catalogue_text(text)
    return Company(catalogue, MemoryEngine(tables, catalogue.calendar))
