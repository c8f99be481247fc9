"""The answering path in this process."""

from __future__ import annotations

import pytest

from bot.answering import Answering
from intents.read import Reader
from queries.dataset import Dataset


@pytest.fixture(scope="session")
def answering(demo_dataset: Dataset) -> Answering:
    """The answering path over the demo company."""
    return Answering(demo_dataset, Reader(demo_dataset.catalogue, demo_dataset.members, ("en",)))
