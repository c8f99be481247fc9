"""Trying out what is ordered: the message as it would be posted, for its owner alone."""

from __future__ import annotations

from dataclasses import replace

from bot.slack.desk import Desk
from bot.slack.message import notice
from bot.slack.outgoing import Outgoing
from bot.slack.pictures import file_name
from bot.slack.poster import Poster
from bot.slack.wording import cut
from bot.words.slack import say
from charts.errors import ChartError


def try_out(made: Outgoing, desk: Desk, poster: Poster, language: str) -> None:
    """Post it into the direct messages with the owner, its pictures below; its thread goes on from it."""
    channel = poster.direct(made.said.person)
    ts = poster.say(channel, made.message, None, made.mark)
    payload = {**made.said.payload, "ts": ts, "channel": channel, "thread": ts, "direct": True}
    desk.kept.remember(replace(made.said, channel=channel, thread_ts=ts, payload=payload))
    for title, chart in made.pictures:
        try:
            poster.upload(channel, ts, file_name(title) + ".png", cut(title, 250), desk.pictures.render(chart()))
        except ChartError as error:
            poster.say(channel, notice(say(language, "no_chart", reason=str(error))), ts, "")
