"""When something is to be sent, in words: the whole schedule, or none."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from bot.opening import open_company
from intents.read import Reader
from intents.schedules import When, for_one_alone, is_scheduled, names_channel, when_said, without_channel
from queries.query import Query
from tests.conftest import DEMO_DAY

MONDAY, WORKDAYS = (0,), (0, 1, 2, 3, 4)
BEFORE = Query(("revenue",), by=("rep",), analysis="breakdown")


@pytest.fixture(scope="module")
def reader(demo: Path) -> Reader:
    company = open_company(demo, DEMO_DAY, pinned=True)
    company.store.close()
    return company.answering.reader


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("send this every Monday at 9", When("week", time(9), MONDAY)),
        ("send this every monday at 9:30am", When("week", time(9, 30), MONDAY)),
        ("send me revenue by rep last week every Friday at 5pm", When("week", time(17), (4,))),
        ("every morning send me new leads", When("day", time(9))),
        ("send this on mondays and thursdays", When("week", time(9), (0, 3))),
        ("send this every workday at 8:30", When("week", time(8, 30), WORKDAYS)),
        ("send this every day at noon", When("day", time(12))),
        ("send this every day at 9", When("day", time(9))),
        ("every day at 18:30 send me revenue by rep", When("day", time(18, 30))),
        ("هر روز ساعت ۹ فروش را بفرست", When("day", time(9))),
        ("send this on the first of every month at 8", When("month", time(8))),
        ("send this at the end of every month", When("month", time(9), day=31)),
        ("هر شنبه ساعت ۹ این را بفرست", When("week", time(9), (5,))),
        ("هر سه‌شنبه ساعت ۹ بفرست", When("week", time(9), (1,))),
        ("سه شنبه ها ساعت ۵ عصر بفرست", When("week", time(17), (1,))),
        ("هر پنج‌شنبه ساعت ۹ فروش به تفکیک فروشنده را بفرست", When("week", time(9), (3,))),
        ("هر روز صبح سرنخ‌های جدید را برایم بفرست", When("day", time(9))),
        ("هر روز کاری ساعت ۸:۳۰ بفرست", When("week", time(8, 30), (0, 1, 2, 5, 6))),
        ("اول هر ماه ساعت ۸ فروش را بفرست", When("month", time(8))),
        ("revenue by rep", None),
        ("send me revenue by rep", None),
        ("send this every Monday at 25", None),
        ("send this every other Monday at 9", None),
        ("فروش هر فروشنده", None),
    ],
)
def test_a_schedule_is_read_whole(reader: Reader, text: str, when: When | None) -> None:
    reading = reader.read(text, date(2026, 11, 24), before=BEFORE)
    assert when_said(reading) == when
    if when is not None:
        assert reading.query is not None and reading.query.metrics and not reading.unread


def test_a_channel_is_taken_out_with_its_word() -> None:
    assert without_channel("send this every Monday at 9 to <#C01NORTH|north>") == (
        "send this every Monday at 9",
        "C01NORTH",
    )
    assert without_channel("هر شنبه ساعت ۹ به <#C01> بفرست") == ("هر شنبه ساعت ۹ بفرست", "C01")
    assert without_channel("tell <#C01> when churn goes above 5 %")[0] == "tell us when churn goes above 5 %"
    assert without_channel("اگر … بود <#C01> را خبر کن")[0] == "اگر … بود خبر کن"
    assert without_channel("send this every Monday at 9 to #north") == ("send this every Monday at 9", "")
    assert names_channel("to #north") and names_channel("to <#C01>") and not names_channel("we are #1 &#39;")
    assert without_channel("revenue in Tehran") == ("revenue in Tehran", "")
    assert without_channel("from <#C01> to <#C02>") == ("from <#C01> to <#C02>", "")


@pytest.mark.parametrize("text", ["send this", "send it to me", "subscribe me to this", "remind me", "هر شنبه بفرست"])
def test_in_a_thread_an_order_to_send_is_no_question(reader: Reader, text: str) -> None:
    reading = reader.read(text, DEMO_DAY, before=BEFORE)
    assert reading.message is not None and reading.message.code == "subscribe_to" and reading.query is not None


def test_send_me_is_for_one_alone(reader: Reader) -> None:
    for text, alone in (("send me this every Monday", True), ("send this every Monday", False)):
        assert for_one_alone(reader.read(text, DEMO_DAY, before=BEFORE), text) is alone


def test_a_schedule_that_is_not_understood_is_told_from_none(reader: Reader) -> None:
    for text, scheduled in (("send this every Monday at 25", True), ("alert me if revenue drops below 10k", False)):
        reading = reader.read(text, DEMO_DAY, before=BEFORE)
        assert (when_said(reading), is_scheduled(reading)) == (None, scheduled)
