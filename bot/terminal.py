"""A reply as text for a terminal."""

from __future__ import annotations

import re

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.explain import Explanation
from bot.reply import Reply, ReplyTable
from bot.words import words_of

_COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
"""What a terminal obeys instead of showing it; names of members come from anybody's files."""


def show(reply: Reply, console: Console) -> None:
    """Print a reply: headline, reading, table, notes, then what can be chosen."""
    page = words_of(reply.language).page
    console.print(_text(reply.headline, style="bold"))
    shown = reply.dashboard.sentences if reply.dashboard is not None else reply.insights
    for sentence in shown:
        console.print(_text(f"• {sentence}"))
    if reply.reading_line and reply.reading_line != reply.headline:
        console.print(_text(reply.reading_line, style="dim"))
    if reply.table is not None:
        console.print()
        console.print(table_view(reply.table))
        if reply.table.more:
            left = page["earlier" if reply.table.earlier else "more"].format(count=reply.table.more)
            console.print(_text(left, style="dim"))
    if reply.notes:
        console.print()
    for note in reply.notes:
        console.print(_text(note))
    for number, choice in enumerate(reply.choices, start=1):
        console.print(_text(f"  {number}. {choice.label}: {choice.question}"))
    if reply.suggestions:
        console.print(_text(page["try"]))
        for question in reply.suggestions:
            console.print(_text(f"  {question}"))
    for file in reply.chart_files or ([reply.chart_file] if reply.chart_file else []):
        console.print(_text(page["chart"].format(path=file)))
    if reply.chart_problem:
        console.print(_text(page["no_chart"].format(reason=reply.chart_problem)))


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print how a question was read, a section after the other."""
    for number, section in enumerate(explanation.sections):
        if number:
            console.print()
        console.print(_text(section.title, style="bold"))
        for line in section.lines:
            console.print(_text(f"  {line}"))
        if section.code:
            console.print(_text(section.code))
        if section.note:
            console.print(_text(f"  {section.note}", style="dim"))


def table_view(table: ReplyTable) -> Table:
    """The table with figures to the right and its total below a line."""
    view = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=table.total is not None)
    footers = table.total or ("",) * len(table.headers)
    for header, numeric, footer in zip(table.headers, table.numeric, footers, strict=True):
        view.add_column(_text(header), _text(footer), justify="right" if numeric else "left")
    for row in table.rows:
        view.add_row(*(_text(cell) for cell in row))
    return view


def _text(content: str, style: str = "") -> Text:
    return Text(_COMMANDS.sub("\N{REPLACEMENT CHARACTER}", content), style=style)
