"""A question, wherever it is asked: the number first, its chart after it in the same thread."""

from __future__ import annotations

from tests.slack.people import REP, SALES
from tests.slack.town import SlackTown


def test_a_mention_in_a_channel_is_answered_in_its_thread(town: SlackTown) -> None:
    ts = town.mention(REP.id, SALES.id, "conversion by channel last month")
    town.wait(lambda: town.files(SALES.id, ts), "the chart")
    town.calm()
    answer, chart = town.messages(SALES.id, ts)
    assert "Conversion rate" in answer.text
    assert answer.table[0][0] == "Marketing channel"
    assert len(answer.table) == 7
    assert [f["mimetype"] for f in chart.files] == ["image/png"]
    assert not town.ephemerals(SALES.id, REP.id)
