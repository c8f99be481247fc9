"""A reply as text for a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.explain import Explanation
from bot.reply import Reply, ReplyTable
from bot.words import words_of


def show(reply: Reply, console: Console) -> None:
    """Print a reply: headline, reading, table, notes, then what can be chosen."""
    page = words_of(reply.language).page
    console.print(Text(reply.headline, style="bold"))
    shown = reply.dashboard.sentences if reply.dashboard is not None else reply.insights
    for sentence in shown:
        console.print(Text(f"• {sentence}"))
    if reply.reading_line and reply.reading_line != reply.headline:
        console.print(Text(reply.reading_line, style="dim"))
    if reply.table is not None:
        console.print()
        console.print(table_view(reply.table))
        if reply.table.more:
            console.print(Text(page["more"].format(count=reply.table.more), style="dim"))
    if reply.notes:
        console.print()
    for note in reply.notes:
        console.print(Text(note))
    for number, choice in enumerate(reply.choices, start=1):
        console.print(Text(f"  {number}. {choice.label}: {choice.question}"))
    if reply.suggestions:
        console.print(Text(page["try"]))
        for question in reply.suggestions:
            console.print(Text(f"  {question}"))
    for file in reply.chart_files or ([reply.chart_file] if reply.chart_file else []):
        console.print(Text(page["chart"].format(path=file)))
    if reply.chart_problem:
        console.print(Text(page["no_chart"].format(reason=reply.chart_problem)))


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print how a question was read, a section after the other."""
    for number, section in enumerate(explanation.sections):
        if number:
            console.print()
        console.print(Text(section.title, style="bold"))
        for line in section.lines:
            console.print(Text(f"  {line}"))
        if section.code:
            console.print(Text(section.code))
        if section.note:
            console.print(Text(f"  {section.note}", style="dim"))


def table_view(table: ReplyTable) -> Table:
    """The table with figures to the right and its total below a line."""
    view = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_footer=table.total is not None)
    footers = table.total or ("",) * len(table.headers)
    for header, numeric, footer in zip(table.headers, table.numeric, footers, strict=True):
        view.add_column(Text(header), Text(footer), justify="right" if numeric else "left")
    for row in table.rows:
        view.add_row(*(Text(cell) for cell in row))
    return view
