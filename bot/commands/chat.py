"""`kpibot chat`: questions one after the other in the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.commands.ask import ask
from bot.commands.options import As, Batch, Json, Language, NoChart, Today, Workspace, day_of
from bot.failures import ending

if TYPE_CHECKING:
    from bot.answering import Question
    from bot.opening import Company
    from bot.reply import Reply

_LEAVE = ("exit", "quit", "bye", "خروج")


def chat(
    json: Json = False,
    batch: Batch = None,
    today: Today = None,
    as_: As = None,
    lang: Language = None,
    no_chart: NoChart = False,
    workspace: Workspace = None,
) -> None:
    """Ask one question after the other; a number chooses when kpibot asks back."""
    if batch is not None:
        ask(None, json, batch, today, as_, lang, no_chart, workspace)
        return
    with ending():
        from contextlib import nullcontext

        from rich.console import Console

        from bot.answering import Question
        from bot.opening import open_company
        from bot.pictures import Pictures, charts_folder
        from bot.reply_json import json_line, reply_object
        from bot.terminal import show

        day = day_of(today)
        company = open_company(workspace, day, pinned=today is not None)
        person = company.person(as_)
        console = Console(highlight=False)
        before: Reply | None = None
        with nullcontext() if no_chart else Pictures(company.dataset, charts_folder()) as pictures:
            while (text := _line(json)) is not None:
                if text.lower() in _LEAVE:
                    break
                if not text:
                    continue
                before = _reply(company, Question(text, day, lang, person), before)
                if pictures is not None:
                    before = pictures.add(before)
                if json:
                    sys.stdout.write(json_line(reply_object(before, company.answering.voice(before.language))) + "\n")
                    sys.stdout.flush()
                else:
                    show(before, console)


def _reply(company: Company, question: Question, before: Reply | None) -> Reply:
    """The reply; a bare number takes that choice of the reply before."""
    text = question.text
    if before is not None and before.choices and text.isdecimal() and 1 <= int(text) <= len(before.choices):
        return company.answering.reply_to_choice(before, before.choices[int(text) - 1], question)
    return company.answering.reply(question)


def _line(quiet: bool) -> str | None:
    """The next line somebody types; None at the end."""
    if not quiet and sys.stdin.isatty():
        try:
            return input("> ").strip()
        except EOFError:
            return None
    line = sys.stdin.readline()
    return line.strip() if line else None
