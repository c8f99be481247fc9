"""`kpibot ask` and `kpibot read`: questions answered, or only read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.collecting import uncollected
from bot.commands.batch import lines_of
from bot.commands.options import (
    As,
    Batch,
    Explain,
    Json,
    Language,
    NoChart,
    Question,
    Today,
    Workspace,
    day_of,
    one_question,
)
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from bot.opening import Company
    from bot.reply import Reply


def ask(
    question: Question = None,
    json: Json = False,
    batch: Batch = None,
    today: Today = None,
    as_: As = None,
    lang: Language = None,
    no_chart: NoChart = False,
    workspace: Workspace = None,
) -> None:
    """Answer a question: the number, how it was read, a table and a chart."""
    with ending():
        _run(question, batch, json or batch is not None, today, as_, lang, workspace, compute=True, chart=not no_chart)


def read(
    question: Question = None,
    json: Json = False,
    batch: Batch = None,
    today: Today = None,
    as_: As = None,
    lang: Language = None,
    workspace: Workspace = None,
    explain: Explain = False,
) -> None:
    """Say how a question is read, as JSON or explained word by word, without computing anything."""
    with ending():
        if explain:
            _explain(one_question(question), day_of(today), as_, lang, workspace, pinned=today is not None)
            return
        _run(question, batch, True, today, as_, lang, workspace, compute=False, chart=False)


def _run(
    question: list[str] | None,
    batch: Path | None,
    json: bool,
    today: date | None,
    email: str | None,
    language: str | None,
    workspace: Path | None,
    *,
    compute: bool,
    chart: bool,
) -> None:
    if batch is not None and question:
        raise Stop(Exit.USAGE, "Give either a question or --batch FILE, not both.")
    texts = [one_question(question)] if batch is None else list(lines_of(batch))
    day = day_of(today)
    with ExitStack() as stack:
        with uncollected():
            from bot.answering import Question as Asked
            from bot.opening import open_company

            company = open_company(workspace, day, pinned=today is not None)
        access = company.access(email)
        picture: Callable[[Reply], Reply] | None = None
        if chart:
            from bot.pictures import Pictures, charts_folder

            picture = stack.enter_context(Pictures(company.dataset, charts_folder())).add
        for text in texts:
            asked = Asked(
                "" if text is None else text, day, language, compute=compute, valid=text is not None, access=access
            )
            reply = company.answering.reply(asked)
            failed = reply.failure if batch is None else None
            if json or failed is None:
                _give(picture(reply) if picture else reply, company, json)
            if failed is not None:
                raise Stop(failed, reply.headline)


def _explain(
    text: str, day: date, email: str | None, language: str | None, workspace: Path | None, *, pinned: bool
) -> None:
    """Every word of a question with what it was read as, and how the answer would be worked out."""
    from rich.console import Console

    from bot.answering import Question as Asked
    from bot.explain import explain
    from bot.opening import open_company
    from bot.statement import statement_of
    from bot.terminal import show_explanation

    company = open_company(workspace, day, pinned=pinned)
    access = company.access(email)
    answering = company.answering.seen_by(access)
    reply = answering.reply(Asked(text, day, language, access=access, compute=False))
    if reply.failure is not None:
        raise Stop(reply.failure, reply.headline)
    computed = reply.status == "answered" and reply.query is not None and reply.query.analysis != "dashboard"
    statement = statement_of(reply.query, answering.dataset, day) if computed and reply.query is not None else ""
    show_explanation(explain(reply, answering.voice(reply.language), statement), Console(highlight=False))


def _give(reply: Reply, company: Company, json: bool) -> None:
    if json:
        from bot.reply_json import json_line, reply_object

        sys.stdout.write(json_line(reply_object(reply, company.answering.voice(reply.language))) + "\n")
        sys.stdout.flush()
        return
    from rich.console import Console

    from bot.terminal import show

    show(reply, Console(highlight=False, soft_wrap=False))
