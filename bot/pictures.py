"""The picture of a reply: drawn, rendered and saved. A picture that fails never costs the number."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from bot.answering import Stopwatch
from bot.reply import Reply
from charts.errors import ChartError, NoBrowser
from data.first_use import home
from queries.dataset import Dataset

if TYPE_CHECKING:
    from bot.dashboard import Dashboard
    from charts.worker import ChartWorker


class Pictures:
    """One browser for all pictures of a run; it boots while the first question is computed."""

    def __init__(self, dataset: Dataset, folder: Path) -> None:
        self._dataset, self._folder = dataset, folder
        self._worker: ChartWorker | None = None
        self._problem: ChartError | None = None

    def __enter__(self) -> Pictures:
        from charts.worker import ChartWorker

        try:
            worker = ChartWorker()
            worker.start(wait=False)
            self._worker = worker
        except ChartError as error:
            self._problem = error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker is not None:
            self._worker.close()

    def add(self, reply: Reply, *, name: str = "") -> Reply:
        """The reply with its picture, a dashboard's with all its pages, or with the reason why there is none.

        `name` is for somebody's own folder: NAME.png, pages NAME-1.png, instead of names that never meet again.
        """
        if reply.answer is None or reply.chart_kind is None or not reply.answer.rows:
            return reply
        watch = Stopwatch()
        try:
            with watch.stage("chart"):
                files = self._save_pages(reply.dashboard, name) if reply.dashboard else (self._save(reply, name),)
        except ChartError as error:
            return replace(reply, chart_problem=_reason(error))
        except OSError as error:
            return replace(reply, chart_problem=f"{self._folder}: {error.strerror or error}")
        except Exception as error:  # a fault in drawing must not cost the number; it is said, not hidden
            return replace(reply, chart_problem=f"it could not be drawn ({error!r})")
        spent = {**reply.timings_ms, **watch.spent}
        return replace(reply, chart_file=files[0], chart_files=files, timings_ms=spent)

    def save_document(self, dashboard: Dashboard, file: Path) -> None:
        """All pages of a dashboard as one PDF. Raises ChartError where there is no browser."""
        document = self._ready().document([page.chart for page in dashboard.pages])
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, document)

    def _save(self, reply: Reply, name: str) -> Path:
        from charts.draw import draw

        assert reply.answer is not None and reply.chart_kind is not None
        worker, data = self._ready(), self._dataset
        answer = reply.pictured() if reply.pictured is not None else reply.answer
        chart = draw(answer, data.catalogue, data.members, reply.chart_kind, reply.language, source=data.catalogue.name)
        return self._keep(name or slug(reply.question), worker.render(chart), plain=bool(name))

    def _save_pages(self, dashboard: Dashboard, name: str) -> tuple[Path, ...]:
        worker, files = self._ready(), []
        for number, page in enumerate(dashboard.pages, start=1):
            picture = worker.render(page.chart)
            files.append(self._keep(f"{name or dashboard.name}-{number}", picture, plain=bool(name)))
        return tuple(files)

    def _ready(self) -> ChartWorker:
        if self._worker is None:
            raise self._problem or NoBrowser("there is no browser")
        return self._worker

    def _keep(self, name: str, picture: bytes, *, plain: bool = False) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / (f"{name}.png" if plain else f"{name}-{hashlib.sha256(picture).hexdigest()[:8]}.png")
        _write(file, picture)
        return file


def charts_folder() -> Path:
    """Where pictures are saved."""
    return home() / "charts"


def _write(file: Path, content: bytes) -> None:
    """A file that is there whole or not at all."""
    fresh = file.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def slug(question: str) -> str:
    """A question as part of a file's name."""
    words = re.findall(r"\w+", question.lower())
    return "-".join(words)[:48].strip("-") or "chart"


def _reason(error: ChartError) -> str:
    return str(error) or type(error).__name__
