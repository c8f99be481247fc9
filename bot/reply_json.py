"""A reply as the JSON object that programs read. docs/reading.md describes every key."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.reply import Reply
from bot.voice import Voice
from queries.query import Query, to_json


def reply_object(reply: Reply, voice: Voice) -> dict[str, Any]:
    """The object of a reply; keys that do not apply are null or empty."""
    answer = reply.answer
    return {
        "question": reply.question,
        "language": reply.language,
        "status": reply.status,
        "reading": _reading(reply, voice),
        "text": " ".join(part for part in (reply.headline, *reply.notes) if part),
        "reading_line": reply.reading_line,
        "choices": [
            {"label": choice.label, "question": choice.question, "reading": to_json(choice.query)}
            for choice in reply.choices
        ],
        "suggestions": list(reply.suggestions),
        "sql": answer.sql if answer else None,
        "parameters": {k: _plain(v) for k, v in answer.parameters.items()} if answer else {},
        "columns": [{"name": c.id, "role": c.role, "unit": c.unit, "of": c.of} for c in answer.columns]
        if answer
        else [],
        "rows": [[_plain(v) for v in row] for row in answer.rows] if answer else [],
        "totals": {k: _plain(v) for k, v in answer.totals.items()} if answer else {},
        "data_through": _plain(answer.data_through) if answer else None,
        "chart_file": str(reply.chart_file) if reply.chart_file else None,
        "chart_files": [str(file) for file in reply.chart_files],
        "insights": list(reply.insights),
        "dashboard_answer": _dashboard(reply),
        "chart_problem": reply.chart_problem or None,
        "timings_ms": dict(reply.timings_ms),
    }


def _dashboard(reply: Reply) -> dict[str, Any] | None:
    """What a dashboard says; its figures are those of its items' own questions."""
    shown = reply.dashboard
    if shown is None:
        return None
    return {
        "name": shown.name,
        "title": shown.title,
        "period": shown.period_text,
        "sentences": list(shown.sentences),
        "figures": [{"metric": t.query.metrics[0], "value": _plain(t.answer.rows[0][0])} for t in shown.tiles],
        "items": [
            {"id": i.id, "what": i.what, "text": i.answer.headline, "own_period": i.own_window} for i in shown.items
        ],
        "missing": [{"what": what, "why": why} for what, why in shown.missing],
    }


def json_line(thing: dict[str, Any]) -> str:
    """One line of JSON, with letters of every script as they are."""
    return json.dumps(thing, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))


def _reading(reply: Reply, voice: Voice) -> dict[str, Any]:
    reading = reply.reading
    query = reply.query or (reading.query if reading else None) or Query()
    data = to_json(query)
    known = reply.status == "answered"
    data["chart"] = reply.chart_kind if known else data["chart"]
    if reading is not None and reading.query is not None:
        data["me"] = reading.query.me
    if query.period is not None:
        assumed = any(note.code == "period" for note in reading.assumed) if reading else False
        data["period"] |= {"label": voice.period(query.period), "assumed": assumed}
    else:
        data["period"] = None
    if reply.compared is not None and data["compare"] is not None and data["compare"]["kind"] != "explicit":
        data["compare"] |= {name: _plain(getattr(reply.compared, name)) for name in ("start", "end")}
    data["unread"] = list(reading.unread) if reading else []
    data["assumed"] = (
        [{"code": n.code, **{k: _plain(v) for k, v in n.facts.items()}} for n in reading.assumed] if reading else []
    )
    data["corrected"] = [{"written": c.written, "read": c.read} for c in reading.corrected] if reading else []
    data["spans"] = (
        [{"start": s.start, "end": s.end, "text": s.text, "role": s.role, "value": s.value} for s in reading.spans]
        if reading
        else []
    )
    return data


def _plain(value: object) -> Any:
    """A value as JSON has it: dates in ISO form, no NaN, no other type left over."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)
