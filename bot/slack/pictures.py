"""Charts and files that follow a message: made after the number is out, and never at its cost."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from bot.csv_rows import csv_text
from bot.reading_line import query_parts
from bot.reply import Reply
from bot.slack.delivering import Delivery, Posted
from bot.slack.message import notice
from bot.slack.poster import PostFailed
from bot.slack.wording import cut
from bot.state import Said
from bot.voice import Voice
from bot.words.slack import say
from charts.chart import Chart
from charts.errors import ChartError

if TYPE_CHECKING:
    from charts.worker import ChartWorker

_log = structlog.get_logger(__name__)
_MOST_FILES = 8  # pictures of one dashboard


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart still to be rendered and what to call it."""

    title: str
    chart: Callable[[], Chart]


class SlackPictures:
    """One browser for all charts of the bot."""

    def __init__(self, worker: ChartWorker | None, problem: str = "") -> None:
        self._worker, self._problem = worker, problem
        self._newest: dict[
            str, str
        ] = {}  # message → the answer it shows, so that a slow chart of an older one stays out
        self._lock = threading.Lock()

    def send(
        self, reply: Reply, voice: Voice, said: Said, delivery: Delivery, posted: Posted, keep: Callable[[Said], None]
    ) -> None:
        """The charts of a reply into its thread; `keep` is told their files."""
        with self._lock:
            self._newest[f"{posted.channel}:{posted.ts}"] = said.ts
            while len(self._newest) > 10_000:
                self._newest.pop(next(iter(self._newest)))
        wanted = pictures_of(reply, voice)
        if not wanted:
            return
        files: list[str] = []
        try:
            channel, thread = delivery.file_place(posted)
            for picture in wanted:
                content = self.render(picture.chart())
                if not self._is_newest(posted, said):
                    return
                name = file_name(picture.title) + ".png"
                files.append(delivery.poster.upload(channel, thread, name, cut(picture.title, 250), content))
        except ChartError as error:
            _log.warning("no chart", reason=str(error))
            self._excuse(delivery, posted, say(reply.language, "no_chart", reason=str(error) or type(error).__name__))
        except PostFailed as error:
            _log.warning("chart not taken", reason=error.reason)
            self._excuse(delivery, posted, say(reply.language, "no_upload", reason=error.reason))
        except Exception as error:  # a fault in drawing must not cost the number
            _log.exception("chart failed")
            self._excuse(delivery, posted, say(reply.language, "no_chart", reason=type(error).__name__))
        if files:
            keep(replace(said, payload={**said.payload, "files": files}))
            if posted.private and not delivery.asked.direct:
                self._excuse(delivery, posted, say(reply.language, "chart_in_dm"))

    def send_csv(self, reply: Reply, voice: Voice, delivery: Delivery, posted: Posted) -> None:
        """All rows of a reply as a file into its thread."""
        if reply.answer is None or not reply.answer.rows:
            self._excuse(delivery, posted, say(reply.language, "no_csv"))
            return
        content = csv_text(reply.answer, voice).encode("utf-8-sig")
        try:
            channel, thread = delivery.file_place(posted)
            title = cut(_title(reply, voice), 250)
            delivery.poster.upload(channel, thread, file_name(title) + ".csv", title, content)
        except PostFailed as error:
            self._excuse(delivery, posted, say(reply.language, "no_upload_csv", reason=error.reason))
            return
        if posted.private and not delivery.asked.direct:
            self._excuse(delivery, posted, say(reply.language, "csv_in_dm"))

    def render(self, chart: Chart, *, urgent: bool = True) -> bytes:
        """A chart as PNG; one that nobody waits for lets the others go first. Raises ChartError."""
        if self._worker is None:
            raise ChartError(self._problem)
        return self._worker.render(chart, urgent=urgent)

    def _is_newest(self, posted: Posted, said: Said) -> bool:
        with self._lock:
            return not posted.ts or self._newest.get(f"{posted.channel}:{posted.ts}", said.ts) == said.ts

    def _excuse(self, delivery: Delivery, posted: Posted, text: str) -> None:
        """Say beside the message what became of its file."""
        try:
            delivery.beside(posted, notice(text))
        except PostFailed as error:
            _log.error("not told", reason=error.reason, text=text)


def pictures_of(reply: Reply, voice: Voice) -> list[Picture]:
    """The charts of a reply."""
    if reply.status != "answered":
        return []
    if reply.dashboard is not None:
        pages = reply.dashboard.pages[:_MOST_FILES]
        return [Picture(page.title, lambda chart=page.chart: chart) for page in pages]  # type: ignore[misc]
    answer, kind = reply.answer, reply.chart_kind
    if answer is None or kind is None or not answer.rows:
        return []

    def drawn() -> Chart:
        from charts.draw import draw

        shown = reply.pictured() if reply.pictured is not None else answer
        return draw(shown, voice.catalogue, voice.members, kind, voice.language, source=voice.catalogue.name)

    return [Picture(_title(reply, voice), drawn)]


def _title(reply: Reply, voice: Voice) -> str:
    """What a file holds; how the question was read to get there stands in the message."""
    if reply.query is None:
        return reply.question
    period = reply.answer.period if reply.answer else None
    return " · ".join(query_parts(reply.query, voice, period)) or reply.question


def file_name(question: str) -> str:
    """What a file about a question is called, without its ending."""
    return "-".join(re.findall(r"\w+", question.lower()))[:60].strip("-") or "kpibot"
