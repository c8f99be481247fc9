"""What a person is offered without asking: questions that work for them, and their figures of this month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering import Question
from bot.opening import Company
from bot.reply import Reply
from bot.rights import Access
from queries.query import Compare, Period, Query

_MOST = 24


def examples(company: Company, access: Access, today: date, language: str, most: int) -> list[str]:
    """Questions of the catalogue that this person gets an answer to, from each dashboard in turn. None names a member,
    since it might be one that the person may not see.
    """
    dashboards = [d.items for d in company.dataset.catalogue.dashboards.values()]
    found: list[str] = []
    for place in range(max(map(len, dashboards), default=0)):
        for items in dashboards:
            text = items[place].get(language) if place < len(items) else None
            if text and len(text) <= 75 and _works(text, company, access, today, language):
                found.append(text)
                if len(found) >= most:
                    return found
    return found


def figures(company: Company, access: Access, today: date, language: str, most: int) -> list[Reply]:
    """The main figure of each dashboard for this month so far, as the person's own question gives it."""
    month = Period(today.replace(day=1), _next_month(today), "month")
    found: list[Reply] = []
    for metric in _main_metrics(company, today)[:_MOST]:
        query = Query(metrics=(metric,), period=month, compare=Compare("previous_period"))
        asked = Question("", today, language=language, access=access)
        reply = company.answering.reply_to_query(query, asked)
        if reply.status == "answered" and reply.answer is not None and reply.answer.rows:
            found.append(reply)
        if len(found) >= most:
            break
    return found


def _main_metrics(company: Company, today: date) -> list[str]:
    """The metrics of the dashboards' items, the first of each dashboard first."""
    catalogue, reader = company.dataset.catalogue, company.answering.reader
    ranked: list[tuple[int, str]] = []
    for dashboard in catalogue.dashboards.values():
        names: list[str] = []
        for item in dashboard.items:
            query = reader.read(item.get("en") or next(iter(item.values())), today).query
            names += [m for m in (query.metrics if query else ()) if m not in names]
        ranked += list(enumerate(names))
    return list(dict.fromkeys(name for _, name in sorted(ranked, key=lambda pair: pair[0])))


def _works(text: str, company: Company, access: Access, today: date, language: str) -> bool:
    asked = Question(text, today, language=language, access=access)
    reply = company.answering.reply(replace(asked, compute=False))
    return reply.status == "answered" and reply.query is not None and not reply.query.filters


def _next_month(day: date) -> date:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)
