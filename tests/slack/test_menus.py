"""What can be pressed under an answer: another reading in its place, an explanation, a file, a word back to us."""

from __future__ import annotations

import csv
import io

from tests.slack.message import Message
from tests.slack.people import OTHER, REP, SALES
from tests.slack.town import SlackTown


def _asked(town: SlackTown, text: str) -> Message:
    ts = town.mention(REP.id, SALES.id, text)
    town.wait(lambda: town.files(SALES.id, ts), "the chart")
    town.calm()
    return town.messages(SALES.id, ts)[0]


def _now(town: SlackTown, message: Message) -> Message:
    """The message as it stands now."""
    return next(m for m in town.all(message.channel) if m.ts == message.ts)


def _charts(town: SlackTown) -> list[str]:
    """The pictures that stand in the channel."""
    return [f["id"] for f in town.files(SALES.id) if f.get("mimetype") == "image/png"]


def _another(message: Message, menu: str) -> str:
    """Something in a menu that is not chosen yet."""
    element = message.element(menu)
    return next(o.text for o in element.options if o.raw != element.raw.get("initial_option"))


def test_each_menu_changes_the_answer_in_its_place_and_its_chart_after_it(town: SlackTown) -> None:
    answer = _asked(town, "win rate by region this quarter")
    for menu in ("period", "breakdown", "comparison", "chart"):
        before, files = _now(town, answer), [f["id"] for f in town.files(SALES.id)]
        choice = _another(before, menu)
        town.choose(REP.id, before, menu, choice)
        town.wait(lambda: _now(town, answer).raw != before.raw, f"the change of {menu}")  # noqa: B023
        town.wait(lambda: _charts(town) and not set(_charts(town)) & set(files), f"the chart after {menu}")  # noqa: B023
        town.calm()
        after = _now(town, answer)
        chosen = after.element(menu).raw["initial_option"]["text"]["text"]
        assert chosen == choice
        assert "Win rate" in after.text
        assert len(_charts(town)) == 1, "the chart of the answer before is taken away"
    assert len([m for m in town.messages(SALES.id) if m.blocks]) == 1


def test_a_comparison_shows_in_the_table(town: SlackTown) -> None:
    answer = _asked(town, "revenue by region last quarter")
    comparisons = [o.text for o in answer.element("comparison").options]
    assert len(comparisons) > 1
    town.choose(REP.id, answer, "comparison", _another(answer, "comparison"))
    town.wait(lambda: len(_now(town, answer).table[0]) > 2, "the comparison")


def test_another_persons_choice_leaves_the_answer_alone(town: SlackTown) -> None:
    answer = _asked(town, "win rate by region this quarter")
    town.choose(OTHER.id, answer, "period", _another(answer, "period"))
    thread = str(answer.thread)
    town.wait(lambda: [m for m in town.messages(SALES.id, thread) if m.blocks][1:], "an answer of their own")
    assert _now(town, answer).raw == answer.raw


def test_how_it_was_read_is_explained(town: SlackTown) -> None:
    answer = _asked(town, "conversion by channel last month")
    town.choose(REP.id, answer, "more", "explain")
    view = town.wait(town.modal, "the explanation")
    words = str(view["blocks"])
    assert "conversion" in words.lower()
    assert "SELECT" in words


def test_all_rows_come_as_a_file(town: SlackTown) -> None:
    answer = _asked(town, "revenue by territory last quarter")
    town.choose(REP.id, answer, "more", "csv")
    found = town.wait(lambda: [f for f in town.files(SALES.id, answer.thread) if f["name"].endswith(".csv")], "it")
    rows = list(csv.reader(io.StringIO(town.content(found[0]).decode("utf-8-sig"))))
    assert len(rows) > 20
    assert {len(row) for row in rows} == {len(rows[0])}
    assert float(rows[1][-1]) > 0


def test_a_wrong_reading_can_be_told(town: SlackTown) -> None:
    answer = _asked(town, "conversion by channel last month")
    town.choose(REP.id, answer, "more", "wrong")
    view = town.wait(town.modal, "the form")
    block = next(b for b in view["blocks"] if b["type"] == "input")
    value = {"type": "plain_text_input", "value": "I meant web traffic"}
    assert town.submit(REP.id, {block["block_id"]: {block["element"]["action_id"]: value}}) == {}
    town.wait(lambda: town.ephemerals(SALES.id, REP.id), "thanks")
    assert town.modal() is None


def test_a_private_answer_changes_in_its_place_too(town: SlackTown) -> None:
    town.command(REP.id, SALES.id, "/kpi", "win rate by region this quarter")
    answer = town.wait(lambda: town.ephemerals(SALES.id, REP.id), "the answer")[0]
    town.calm()
    town.choose(REP.id, answer, "period", choice := _another(answer, "period"))
    town.wait(lambda: _now(town, answer).raw != answer.raw, "the change")
    town.calm()
    chosen = _now(town, answer).element("period").raw["initial_option"]["text"]["text"]
    assert chosen == choice
    assert len([m for m in town.ephemerals(SALES.id, REP.id) if m.blocks and m.elements]) == 1
    assert town.messages(SALES.id) == []


def test_a_press_delivered_twice_is_done_once(town: SlackTown) -> None:
    answer = _asked(town, "revenue by territory last quarter")
    town.choose(REP.id, answer, "more", "csv")
    press = next(p for p in town.wire.delivered if p.get("type") == "block_actions")
    town.wire.deliver("interactive", press)
    town.wait(lambda: [f for f in town.files(SALES.id) if f["name"].endswith(".csv")], "the file")
    town.calm()
    assert len([f for f in town.files(SALES.id) if f["name"].endswith(".csv")]) == 1
