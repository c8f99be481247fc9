"""A conversation on the command line: every line goes on from the ones before, numbers choose, names are completed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.answering import Answering
from bot.completing import completions, names_of
from bot.conversation import Conversation
from queries.dataset import Dataset
from queries.many_members import ManyNames, write_names
from tests.bot.running import Kpibot

TODAY = date(2026, 11, 23)
PINNED = ("--today", TODAY.isoformat())


def test_each_line_of_a_batch_goes_on_from_the_ones_before(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    turns = "conversion by channel last month\nand by region?\nwhat about last quarter\nback\ntell me a joke\ntop 3\n"
    (tmp_path / "turns").write_text(turns, "utf-8")
    run = kpibot("chat", "--batch", "turns", "--json", "--no-chart", "--workspace", str(demo), *PINNED)
    assert run.code == 0
    readings = [one["reading"] for one in run.objects]
    assert [one["status"] for one in run.objects] == [*["answered"] * 4, "refused", "answered"]
    assert [r["by"] for r in readings[:4]] == [["marketing_channel"], ["region"], ["region"], ["region"]]
    assert [r["period"]["start"] for r in readings[:4]] == ["2026-10-01", "2026-10-01", "2026-07-01", "2026-10-01"]
    assert readings[5]["rank"]["n"] == 3 and readings[5]["by"] == ["region"]
    assert readings[1]["assumed"] == [{"code": "kept", "parts": ["metrics", "period"]}]


def test_asking_each_by_itself_keeps_nothing(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "turns").write_text("conversion by channel last month\nand by region?\n", "utf-8")
    run = kpibot("read", "--batch", "turns", "--workspace", str(demo), *PINNED)
    assert run.objects[1]["status"] != "answered"


def test_a_line_that_is_no_text_does_not_end_a_conversation(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "turns").write_bytes(b"revenue last month\n\xff\xfe\nby region\n")
    run = kpibot("chat", "--batch", "turns", "--no-chart", "--workspace", str(demo), *PINNED)
    assert [one["status"] for one in run.objects] == ["answered", "refused", "answered"]
    assert run.objects[2]["reading"]["metrics"] == ["revenue"]


def test_a_number_takes_the_choice_and_the_conversation_goes_on_from_it(answering: Answering) -> None:
    talk = Conversation(answering, TODAY)
    talk.say("revenue by territory last month")
    asked = talk.say("only enterprise")
    assert asked.status == "clarify" and len(asked.choices) > 1
    taken = talk.say("2")
    assert taken.status == "answered" and taken.query == asked.choices[1].query
    following = talk.say("last quarter")
    assert following.query is not None and following.query.filters == asked.choices[1].query.filters


def test_a_number_that_is_no_choice_is_not_taken_as_one(answering: Answering) -> None:
    talk = Conversation(answering, TODAY)
    talk.say("revenue by territory last month")
    assert talk.say("2").status != "answered"


def test_the_reading_line_says_what_was_kept(answering: Answering) -> None:
    talk = Conversation(answering, TODAY)
    talk.say("revenue by territory last month")
    line = talk.say("top 5").reading_line
    assert line.endswith("kept from before: the figure, the breakdown and the period")
    assert "assumed" not in line


def test_names_are_completed_after_what_was_written(demo_dataset: Dataset) -> None:
    names = names_of(demo_dataset)
    assert completions("revenue by sales ch", names) == ["revenue by sales channel"]
    assert "Conversion rate" in completions("Con", names)
    assert completions("", names) == [] and completions("zzz", names) == []
    assert "revenue in Tehran" in completions("revenue in Teh", names)


def test_very_many_members_are_completed_by_looking_them_up(tmp_path: Path) -> None:
    write_names(tmp_path, {"Top Foods": {}, "Top Fashion": {}, "Tor Steel": {}})
    many = ManyNames(tmp_path)
    assert sorted(completions("revenue of top f", ["Revenue"], [many])) == [
        "revenue of top fashion", "revenue of top foods",
    ]  # fmt: skip
    assert completions("revenue of to", ["Revenue"], [many]) == []
    assert completions("revenue of Tor", ["Revenue"], [many.narrowed(["Top Foods"])]) == []
