"""An answer's rows as CSV: headers in words, raw values, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from bot.reply_table import header
from bot.voice import Voice
from queries.answer import Answer, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(answer: Answer, voice: Voice) -> str:
    """Every row of an answer. Members are in the voice's language, figures as they are, dates ISO."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_cell(header(column, answer, voice)) for column in answer.columns])
    for row in answer.rows:
        cells = []
        for value, column in zip(row, answer.columns, strict=True):
            text = voice.member(column.of, value) if column.role == "dimension" and isinstance(value, str) else value
            cells.append(_cell(text))
        writer.writerow(cells)
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    # A spreadsheet runs what begins like a formula; a number may begin with a minus.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
