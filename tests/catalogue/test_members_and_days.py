"""What a dataset knows of its data: the members of each dimension and the last day that was loaded."""

from __future__ import annotations

from datetime import date

import pytest
from shop_database import MemoryEngine
from tiny_shop import SHOP

from queries.catalogue.load import load_catalogue_text
from queries.dataset import Dataset, open_dataset

TODAY = date(2026, 9, 20)


@pytest.fixture(scope="module")
def shop() -> Dataset:
    text = SHOP.replace("label: {en: Area, fa: ناحیه},", "label: {en: Area}, label_columns: {fa: name_fa},")
    return open_dataset(load_catalogue_text(text), MemoryEngine(), TODAY)


def test_a_name_that_two_share_is_one_member_and_missing_is_none(shop: Dataset) -> None:
    assert shop.members.names["area"] == {"North": {"fa": "شمال"}, "South": {"fa": "جنوب"}}


def test_declared_members_come_first_and_others_follow(shop: Dataset) -> None:
    assert list(shop.members.names["segment"]) == ["Small", "Big", "Tiny"]
    assert shop.members.names["segment"]["Big"] == {"fa": "بزرگ"}


def test_bands_are_members(shop: Dataset) -> None:
    assert list(shop.members.names["frequency"]) == ["None", "1", "2+"]
    assert shop.members.count("frequency") == 3
    assert shop.members.count("nothing") == 0


def test_days_after_today_are_not_loaded(shop: Dataset) -> None:
    assert shop.through == date(2026, 4, 15)


def test_plans_do_not_say_how_far_the_data_goes() -> None:
    without = SHOP.replace("spread: month, ", "")
    assert open_dataset(load_catalogue_text(without), MemoryEngine(), TODAY).through == date(2026, 4, 15)
    counted = without.replace("    grain: month\n", "    grain: month\n    loaded: true\n")
    assert open_dataset(load_catalogue_text(counted), MemoryEngine(), TODAY).through == date(2026, 6, 1)


def test_the_version_changes_with_the_data(shop: Dataset) -> None:
    engine = MemoryEngine()
    first = open_dataset(shop.catalogue, engine, TODAY)
    engine.connection.execute("INSERT INTO products VALUES (3, 'Nib')")
    assert first.version == shop.version
    assert open_dataset(shop.catalogue, engine, TODAY).version != first.version
