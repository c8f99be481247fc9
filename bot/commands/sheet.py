"""`kpibot sheet`: the answers to a file of questions on one page, to look them all over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.collecting import uncollected
from bot.commands.batch import lines_of
from bot.commands.options import As, Language, Today, Workspace, day_of
from bot.failures import Exit, Stop, ending

PAGE = "index.html"
File = Annotated[
    Path, typer.Argument(help="Questions, one a line; a name and a tab may stand before each.", show_default=False)
]
Folder = Annotated[Path, typer.Argument(help="Where the page and the pictures go.", show_default=False)]


def sheet(
    file: File, folder: Folder, today: Today = None, as_: As = None, lang: Language = None, workspace: Workspace = None
) -> None:
    """Answer the questions of a file on one page with all their charts, to look them over."""
    with ending():
        with uncollected():
            from bot.answering import Question
            from bot.opening import open_company
            from bot.pictures import Pictures

            day = day_of(today)
            company = open_company(workspace, day, pinned=today is not None)
        from bot.contact_sheet import Entry, contact_sheet

        access, entries = company.access(as_), []
        with Pictures(company.dataset, folder) as pictures:
            for name, text in named_questions(lines_of(file)):
                reply = company.answering.reply(Question(text or "", day, lang, valid=text is not None, access=access))
                entries.append(Entry(name, pictures.add(reply, name=name)))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / PAGE).write_text(contact_sheet(company.workspace.name, entries), encoding="utf-8")
        except OSError as error:
            raise Stop(Exit.FILE, f"{folder / PAGE} cannot be written: {error.strerror}.") from error
        typer.echo(f"Page: {folder / PAGE}")


def named_questions(lines: Iterator[str | None]) -> Iterator[tuple[str, str | None]]:
    """Each question with the name of its picture: its own, or its number and first words; None where the line is no
    text. Empty lines and those that begin with # are no questions.
    """
    from bot.pictures import slug

    number = 0
    for line in lines:
        if line is not None and (not line.strip() or line.startswith("#")):
            continue
        number += 1
        if line is None:
            yield f"{number:03}", None
            continue
        before, tab, after = line.partition("\t")
        text = (after if tab else before).strip()
        yield (re.sub(r"[^\w.-]+", "-", before.strip()) if tab else f"{number:03}-{slug(text)}"), text
