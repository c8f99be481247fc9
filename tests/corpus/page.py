"""Writes docs/language.md: what can be asked, read by the reader itself. `python -m tests.corpus.page` renews it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.notes import note_text
from bot.reading_line import reading_line
from bot.voice import Voice
from intents.followups import Thread
from intents.reading import Reading
from tests.reading.demo import TODAY, demo_catalogue, demo_members
from tests.reading.persian import reader

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "language.md"
_HEAD = """# What can be asked

Every question below was read by kpibot itself when this page was written, on Monday 23 November 2026, with the demo
company's catalogue; `python -m tests.corpus.page` renews it, and a test holds it current. Beside each question is the
reading line that comes with its answer. The names of figures and breakdowns come from your own catalogue
([catalogue.md](catalogue.md)); how periods are understood is in [periods.md](periods.md).

Three things hold always. A word that changes the answer is never dropped: it is used, or named as not understood. Where
a question has two meanings, kpibot asks. What the figures cannot tell is refused, with what they can.
"""
_PEERS = """
## What people ask other tools

Each form of question that other analytics tools show in their own documentation, on the demo company and in our words,
in the order of those tools' pages. **works**: read as it is meant. **asks**: kpibot asks back, or offers the nearest
reading. **refuses**: it says what is not understood or not kept.
"""


def told(reading: Reading) -> str:
    """The reading line of what is answered; else what is said instead."""
    voice = Voice(reading.language, demo_catalogue(), demo_members())
    if reading.status == "answered" and reading.query is not None:
        return reading_line(reading, reading.query, voice)
    text = note_text(reading.message, voice) if reading.message else ""
    if reading.unread:
        text = voice.words.page["unread"].format(words=", ".join(reading.unread))
    offered = f" → {reading.choices[0].question}" if reading.choices else ""
    return f"{text or voice.words.page['choose']}{offered}"


def outcome(reading: Reading) -> str:
    """works, asks or refuses."""
    return {"clarify": "asks", "refused": "refuses"}.get(reading.status, "works")


def chat(turns: list[str]) -> list[Reading]:
    """The readings of a conversation's turns."""
    thread, readings = Thread(), []
    for turn in turns:
        readings.append(reader().read(turn, TODAY, before=thread.before, earlier=thread.earlier))
        thread = thread.after(readings[-1])
    return readings


def peer_readings() -> list[tuple[dict[str, Any], Reading]]:
    """Every form that peers show with its reading; one tool's follow-ups are one conversation."""
    forms: list[dict[str, Any]] = yaml.safe_load((HERE / "peer_forms.yaml").read_text("utf-8"))
    follow = [form for form in forms if form.get("follows")]
    turns = iter(chat([form["say"] for form in follow]))
    return [(form, next(turns) if form.get("follows") else reader().read(form["say"], TODAY)) for form in forms]


def page() -> str:
    """The whole page."""
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / "page.yaml").read_text("utf-8"))
    parts = [_HEAD]
    for row in rows:
        parts.append(f"\n## {row['row']}. {row['form']}\n")
        for key in ("en", "fa", "chat", "chat_fa", "not"):
            if key in row:
                parts.append(_table(row[key], key))
    parts.append(_PEERS)
    parts.append(_peer_table())
    return "\n".join(parts).rstrip() + "\n"


def _table(questions: list[str], key: str) -> str:
    readings = chat(questions) if key.startswith("chat") else [reader().read(q, TODAY) for q in questions]
    heads = {"fa": "| پرسش | خوانده می‌شود |", "chat_fa": "| پرسش‌ها پشت سر هم | خوانده می‌شود |"}
    plain = {"chat": "| Turn by turn | Reads |", "not": "| Asked back or refused | Why |"}
    head = heads.get(key) or plain.get(key, "| Ask | Reads |")
    lines = [
        head,
        "| --- | --- |",
        *(f"| {_cell(q)} | {_cell(told(r))} |" for q, r in zip(questions, readings, strict=True)),
    ]
    table = "\n".join(lines) + "\n"
    return f'<div dir="rtl">\n\n{table}\n</div>\n' if key in heads else table


def _peer_table() -> str:
    lines = ["| Form | On the demo company | Outcome | Reads, or why not |", "| --- | --- | --- | --- |"]
    last = ""
    for form, reading in peer_readings():
        if form["peer"] != last:
            last = form["peer"]
            lines.append(f"| **{last}** | | | |")
        why = form.get("why")
        said = told(reading) if not why else f"{told(reading)} ({why})"
        lines.append(f"| {_cell(form['form'])} | {_cell(form['say'])} | {outcome(reading)} | {_cell(said)} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("&gt;", "&amp;gt;").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
