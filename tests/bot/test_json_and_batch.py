"""Programs get one object a question, in the order asked, with raw values; docs/reading.md describes every key."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bot
from queries.query import Compare, from_json
from tests.bot.running import Kpibot

TODAY = ("--today", "2026-11-23")
DOCS = Path(bot.__file__).parents[1] / "docs"


def asked(kpibot: Kpibot, demo: Path, lines: bytes, tmp_path: Path, command: str = "ask") -> list[dict[str, Any]]:
    file = tmp_path / "questions.txt"
    file.write_bytes(lines)
    chart = ("--no-chart",) if command == "ask" else ()
    run = kpibot(command, "--batch", str(file), "--json", *chart, "--workspace", str(demo), *TODAY)
    assert (run.code, run.err) == (0, "")
    return run.objects


def test_a_batch_answers_every_line_in_order_whatever_stands_there(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    lines = (
        b"revenue last month\n\nblorb by channel\n\xff\xfe broken\r\n" + b"x" * 100_000 + b"\n"
        b"revenue by churn reason\n\x00\x07\nleads by source last quarter\r\n"
    )
    objects = asked(kpibot, demo, lines, tmp_path)
    assert [o["status"] for o in objects] == [
        "answered", "refused", "refused", "refused", "refused", "refused", "refused", "answered",
    ]  # fmt: skip
    assert objects[0]["question"] == "revenue last month"
    assert objects[7]["question"] == "leads by source last quarter"
    assert "600" in objects[4]["text"]


def test_two_runs_give_the_same_objects_but_for_their_timings(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    lines = b"revenue by month this year\ntop 5 products by revenue last quarter\nchurn rate by segment last quarter\n"
    first, second = (asked(kpibot, demo, lines, tmp_path) for _ in range(2))
    for item in (*first, *second):
        item.pop("timings_ms")
    assert first == second


def test_an_object_has_the_keys_and_raw_values_that_are_promised(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "conversion by channel last month", "--json", "--no-chart", "--workspace", str(demo), *TODAY)
    (found,) = run.objects
    reading = found["reading"]
    assert found["status"] == "answered"
    assert reading["metrics"] == ["lead_conversion_rate"]
    assert reading["by"] == ["marketing_channel"]
    assert reading["period"].items() >= {
        "start": "2026-10-01", "end": "2026-11-01", "label": "October 2026", "grain": None, "assumed": False,
    }.items()  # fmt: skip
    assert reading["chart"] == "bars"
    assert {k: reading[k] for k in ("filters", "having", "transform", "unread", "assumed", "corrected")} == {
        "filters": [], "having": [], "transform": [], "unread": [], "assumed": [], "corrected": [],
    }  # fmt: skip
    assert [c["name"] for c in found["columns"]] == ["marketing_channel", "lead_conversion_rate"]
    assert found["columns"][1]["unit"] == "percent"
    assert all(isinstance(channel, str) and 0 <= rate <= 1 for channel, rate in found["rows"])
    assert found["parameters"] == {"start": "2026-10-01", "end": "2026-11-01"}
    assert found["sql"].startswith("SELECT")
    assert found["chart_file"] is None
    assert {"parse", "compile", "query"} <= set(found["timings_ms"])


def test_a_plain_figure_has_only_the_column_asked_for(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "revenue last month", "--json", "--no-chart", "--workspace", str(demo), *TODAY)
    (found,) = run.objects
    assert [c["name"] for c in found["columns"]] == ["revenue"]
    assert len(found["rows"]) == 1 and len(found["rows"][0]) == 1
    assert found["reading"]["compare"] is None
    assert "up" in found["text"] or "down" in found["text"]


def test_every_key_is_documented(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "revenue last month", "--json", "--no-chart", "--workspace", str(demo), *TODAY)
    (found,) = run.objects
    documented = set(re.findall(r'`([a-z_]+)`|"([a-z_]+)":', (DOCS / "reading.md").read_text(encoding="utf-8")))
    words = {word for pair in documented for word in pair if word}
    assert sorted((set(found) | set(found["reading"])) - words) == []


def test_read_gives_the_same_reading_and_no_rows(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    lines = b"top 10 reps by revenue and deals won this year\nrevenue vs last year by region\n"
    full, read = (asked(kpibot, demo, lines, tmp_path, command) for command in ("ask", "read"))
    assert [o["reading"] for o in read] == [o["reading"] for o in full]
    assert all(o["rows"] == [] and o["sql"] is None for o in read)


def test_questions_come_from_standard_input_too(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "--batch", "-", "--no-chart", "--workspace", str(demo), *TODAY, stdin=b"revenue last month")
    assert [o["status"] for o in run.objects] == ["answered"]


def test_a_chart_is_saved_and_its_path_told(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    run = kpibot("ask", "conversion by channel last month", "--json", "--workspace", str(demo), *TODAY)
    (found,) = run.objects
    picture = tmp_path / found["chart_file"]
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert found["chart_problem"] is None


def test_my_is_the_person_who_asks(kpibot: Kpibot, demo: Path) -> None:
    people = kpibot("ask", "revenue by rep last quarter", "--json", "--no-chart", "--workspace", str(demo), *TODAY)
    reps = {row[0]: row[1] for row in people.objects[0]["rows"]}
    name = max(reps, key=lambda rep: reps[rep])
    email = email_of(demo, name)
    mine = ("ask", "my revenue last quarter", "--json", "--no-chart", "--workspace", str(demo), *TODAY)
    (found,) = kpibot(*mine, "--as", email.upper()).objects
    assert found["reading"]["me"] == "me"
    assert found["reading"]["filters"] == [{"dimension": "rep", "op": "in", "members": [name]}]
    assert abs(found["rows"][0][0] - reps[name]) < 0.01
    (unknown,) = kpibot(*mine).objects
    assert unknown["status"] == "refused"
    assert "--as" in unknown["text"]


def email_of(demo: Path, name: str) -> str:
    from data.store import Store
    from data.workspace import read_workspace

    with Store(read_workspace(demo).database) as store:
        rows = store.run("SELECT email FROM reps WHERE name = $name", {"name": name}).rows
    return str(rows[0][0])


def test_a_chat_takes_questions_until_its_input_ends_and_numbers_choose(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot(
        "chat", "--json", "--no-chart", "--workspace", str(demo), *TODAY, stdin=b"revenue last month\n\nleads today\n"
    )
    assert run.code == 0
    assert [json.loads(line)["question"] for line in run.out.splitlines()] == ["revenue last month", "leads today"]


def test_sql_is_laid_out_with_its_values_below(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("sql", "conversion by channel last month", "--workspace", str(demo), *TODAY)
    assert run.code == 0
    assert "\nFROM leads\n" in run.out
    assert "-- $start = 2026-10-01" in run.out


def test_a_comparison_says_the_days_it_is_held_against(kpibot: Kpibot, demo: Path, tmp_path: Path) -> None:
    """Of the unfinished year as many days of the year before, whether the question is answered or only read."""
    questions = b"sales last quarter vs the quarter before\nsales this year vs last year\nsales in Q1 2026 vs Q3 2024\n"
    days = [("2026-04-01", "2026-07-01"), ("2025-01-01", "2025-11-24")]
    for command in ("ask", "read"):
        objects = asked(kpibot, demo, questions, tmp_path, command)
        compared = [o["reading"]["compare"] for o in objects]
        assert [(c["start"], c["end"]) for c in compared[:2]] == days, command
        assert {c["kind"] for c in compared[:2]} <= {"previous_period", "previous_quarter", "previous_year"}
        assert compared[2]["kind"] == "explicit" and compared[2]["start"] is not None
        assert from_json(objects[1]["reading"]).compare == Compare("previous_year")
