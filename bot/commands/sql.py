"""`kpibot sql`: the statement behind an answer, laid out for reading."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.options import As, Language, Question, Today, Workspace, day_of, one_question
from bot.failures import Exit, Stop, ending


def sql(
    question: Question = None,
    today: Today = None,
    as_: As = None,
    lang: Language = None,
    workspace: Workspace = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell which rollup each table is read from, or why none.")
    ] = False,
) -> None:
    """Print the SQL that answers a question, and the values bound to it."""
    with ending():
        from bot.answering import Question as Asked
        from bot.opening import open_company
        from bot.statement import statement_of

        text, day = one_question(question), day_of(today)
        company = open_company(workspace, day, pinned=today is not None)
        access = company.access(as_)
        reply = company.answering.reply(Asked(text, day, lang, access=access, compute=False))
        if reply.query is None or reply.status != "answered":
            raise Stop(Exit.QUESTION, reply.headline)
        typer.echo(statement_of(reply.query, company.answering.seen_by(access).dataset, day, explained=explain))
