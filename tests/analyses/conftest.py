"""The small company, opened once."""

from __future__ import annotations

import pytest
from analyses.small_company import MemoryEngine, small_company

from queries.dataset import Dataset


@pytest.fixture(scope="session")
def _company() -> tuple[Dataset, MemoryEngine]:
    return small_company()


@pytest.fixture
def company(_company: tuple[Dataset, MemoryEngine]) -> Dataset:
    return _company[0]


@pytest.fixture
def engine(_company: tuple[Dataset, MemoryEngine]) -> MemoryEngine:
    return _company[1]
