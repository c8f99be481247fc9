"""`kpibot dashboard`: one of the catalogue's dashboards as sentences, a table, pictures and a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.collecting import uncollected
from bot.commands.options import As, Json, Language, NoChart, Today, Workspace, day_of
from bot.failures import Exit, Stop, ending

if TYPE_CHECKING:
    from bot.opening import Company
    from bot.reply import Reply

Name = Annotated[
    list[str] | None,
    typer.Argument(help="Which dashboard; more words narrow it: sales for Tehran last month.", show_default=False),
]
When = Annotated[str | None, typer.Option("--period", help="Of which time, such as “last quarter”.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write all pages into one PDF.")]
Png = Annotated[Path | None, typer.Option("--png", metavar="FOLDER", help="Write each page as a picture.")]


def dashboard(
    name: Name = None,
    period: When = None,
    pdf: Pdf = None,
    png: Png = None,
    json: Json = False,
    today: Today = None,
    as_: As = None,
    lang: Language = None,
    no_chart: NoChart = False,
    workspace: Workspace = None,
) -> None:
    """Show a dashboard: its figures, what matters in them, and its pages as pictures or PDF."""
    with ending():
        from bot.answering import Question as Asked
        from charts.errors import ChartError

        with uncollected():
            from bot.opening import open_company

            day = day_of(today)
            company = open_company(workspace, day, pinned=today is not None)
        text = question_of(" ".join([*(name or ()), *([period] if period else [])]), company, lang)
        reply = company.answering.reply(Asked(text, day, lang, access=company.access(as_)))
        if reply.dashboard is None:
            raise Stop(reply.failure or Exit.QUESTION, reply.headline)
        try:
            reply = _with_files(reply, company, pdf, png, draw=not no_chart)
        except ChartError as error:
            raise Stop(Exit.NO_BROWSER, f"{pdf} could not be written: {error}") from error
        _give(reply, company, json)
        if pdf is not None and not json:
            typer.echo(f"PDF: {pdf}")


def question_of(words: str, company: Company, language: str | None) -> str:
    """The question for a dashboard named by its id or any of its names, and what else was said of it."""
    from bot.named_dashboard import named_dashboard

    known = company.dataset.catalogue.dashboards
    found = named_dashboard(words, company.dataset.catalogue)
    if found is None:
        raise Stop(Exit.QUESTION, f"Which dashboard? There are: {', '.join(known) or 'none'}.")
    names = known[found[0]].words
    spoken = names.synonyms.get(language or "en") or names.synonyms.get("en") or tuple(names.label.values())
    return " ".join(part for part in (spoken[0], found[1]) if part)


def _with_files(reply: Reply, company: Company, pdf: Path | None, png: Path | None, *, draw: bool) -> Reply:
    """The reply with its pages saved: where asked, else among the other pictures."""
    from bot.pictures import Pictures, charts_folder

    if pdf is None and png is None:
        if not draw:
            return reply
        with Pictures(company.dataset, charts_folder()) as pictures:
            return pictures.add(reply)
    assert reply.dashboard is not None
    with Pictures(company.dataset, png or charts_folder()) as pictures:
        if pdf is not None:
            pictures.save_document(reply.dashboard, pdf)
        return pictures.add(reply, name=reply.dashboard.name) if png is not None else reply


def _give(reply: Reply, company: Company, json: bool) -> None:
    if json:
        from bot.reply_json import json_line, reply_object

        typer.echo(json_line(reply_object(reply, company.answering.voice(reply.language))))
        return
    from rich.console import Console

    from bot.terminal import show

    show(reply, Console(highlight=False, soft_wrap=False))
