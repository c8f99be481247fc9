"""Many answers on one page to look at: each question with its answer, how it was read, and its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from bot.reply import Reply

SEEN_AT = 560  # px: about as wide as Slack shows a picture
_STYLE = f"""
body {{ font: 15px/1.5 Inter, Vazirmatn, system-ui, sans-serif; color: #0F172A; background: #EEF2F7; margin: 24px }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax({SEEN_AT}px, 1fr)); gap: 20px }}
section {{ background: #FFF; border-radius: 10px; padding: 16px; break-inside: avoid }}
h2 {{ font-size: 17px; margin: 0 0 6px }}
img {{ width: {SEEN_AT}px; max-width: 100%; display: block; margin: 8px 0; border: 1px solid #EBEFF4 }}
p {{ margin: 4px 0 }} .read, .note {{ color: #475569 }} .open {{ color: #C2410C }}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question under a name of its own, as it was answered."""

    name: str
    reply: Reply


def contact_sheet(company: str, entries: Sequence[Entry]) -> str:
    """The page as HTML. The pictures lie beside it."""
    answered = sum(e.reply.status == "answered" for e in entries)
    head = f"{escape(company)}: {answered} of {len(entries)} questions answered"
    body = "\n".join(_section(entry) for entry in entries)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{head}</title>\n'
        f"<style>{_STYLE}</style></head>\n<body><h1>{head}</h1><main>\n{body}\n</main></body></html>\n"
    )


def _section(entry: Entry) -> str:
    reply = entry.reply
    lines = [
        f"<h2>{escape(entry.name)} · <bdi>{escape(reply.question)}</bdi></h2>",
        _paragraph("said" if reply.status == "answered" else "open", reply.headline),
        *(_paragraph("said", sentence) for sentence in _sentences(reply)),
        _paragraph("read", reply.reading_line),
        *(f'<img src="{escape(f.name)}" alt="{escape(reply.headline)}">' for f in reply.chart_files),
        *(_paragraph("note", note) for note in reply.notes),
        _paragraph("open", reply.chart_problem),
    ]
    return f'<section lang="{reply.language}">{"".join(lines)}</section>'


def _sentences(reply: Reply) -> Iterable[str]:
    return reply.dashboard.sentences if reply.dashboard else reply.insights


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}" dir="auto">{escape(text)}</p>' if text else ""
