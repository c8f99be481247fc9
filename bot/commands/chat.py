"""`kpibot chat`: a conversation in the terminal, each question going on from the ones before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.batch import lines_of
from bot.commands.options import As, Batch, Json, Language, NoChart, Today, Workspace, day_of
from bot.failures import ending

if TYPE_CHECKING:
    from queries.dataset import Dataset

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
    with ending():
        from rich.console import Console

        from bot.conversation import Conversation
        from bot.opening import open_company
        from bot.pictures import Pictures, charts_folder
        from bot.reply_json import json_line, reply_object
        from bot.terminal import show

        day = day_of(today)
        company = open_company(workspace, day, pinned=today is not None)
        access = company.access(as_)
        talk = Conversation(company.answering, day, lang, access)
        json = json or batch is not None
        console = Console(highlight=False)
        with nullcontext() if no_chart else Pictures(company.dataset, charts_folder()) as pictures:
            seen = company.answering.seen_by(access).dataset
            for text in _typed(seen, json) if batch is None else _written(batch):
                reply = talk.say(text)
                if pictures is not None:
                    reply = pictures.add(reply)
                if json:
                    sys.stdout.write(json_line(reply_object(reply, company.answering.voice(reply.language))) + "\n")
                    sys.stdout.flush()
                else:
                    show(reply, console)


def _written(file: Path) -> Iterator[str | None]:
    """Every line of a file; None for one that is no text."""
    return lines_of(file)


def _typed(seen: Dataset, quiet: bool) -> Iterator[str]:
    """The lines somebody types until they leave, without empty ones."""
    at_terminal = not quiet and sys.stdin.isatty()
    if at_terminal:
        from bot.completing import complete_with

        complete_with(seen)
    while True:
        try:
            line = input("> ") if at_terminal else sys.stdin.readline()
        except EOFError:
            return
        if not line and not at_terminal:
            return
        text = line.strip()
        if text.lower() in _LEAVE:
            return
        if text:
            yield text
