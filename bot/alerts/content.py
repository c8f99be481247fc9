"""What an alert says when its figure turned bad: the figure, how it changed, what drove it, and its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.alerts.alert import Alert
from bot.alerts.judging import Look, Seen
from bot.alerts.wording import sentence, title_of
from bot.answering import Answering, Question
from bot.reading_line import query_parts
from bot.reply import Reply
from bot.voice import Voice
from charts.chart import Chart
from charts.draw import draw
from queries.calendars.rules import rules_of
from queries.query import Compare, Filter, Period, Query, Unit, plain_analysis

MOST_LINES = 10
_TREND = 12
_COURSE: dict[str | None, Unit] = {"day": "day", "week": "week", "quarter": "quarter", "year": "year"}  # else months


@dataclass(frozen=True, slots=True)
class AlertContent:
    """`lines` say what is bad, the first being the headline; `more` sentences say how it came.

    `reading_line` is how the figure is read; `query` is its question, from which the thread goes on, None where there
    is no figure. `queries` are all that is told of, rights included. `draw` makes the picture, titled `title`.
    """

    lines: tuple[str, ...]
    more: tuple[str, ...]
    reading_line: str
    query: Query | None
    queries: tuple[Query, ...]
    title: str
    draw: Callable[[], Chart] | None


def compose_alert(
    alert: Alert, look: Look, keys: Iterable[str], answering: Answering, question: Question
) -> AlertContent:
    """What is said of the groups that turned bad, as somebody with the rights of the question sees them.

    Without any it says how things stand: so an alert is tried out.
    """
    told = [one for one in look.seen if one.key in set(keys)]
    seen = answering.seen_by(question.access)
    voice = seen.voice(alert.language)
    lines = [sentence(alert, look, one, voice) for one in told[:MOST_LINES]]
    if not told:
        lines = [voice.words.alert["calm"].format(title=title_of(alert.query, alert.condition, voice))]
    if len(told) > MOST_LINES:
        lines.append(voice.words.alert["more"].format(count=voice.value(len(told) - MOST_LINES, "count")))
    if look.reply is None or not look.query.metrics:
        return AlertContent(tuple(lines), (), "", None, (), "", None)
    about = _narrowed(look.query, told)
    plain = seen.reply_to_query(about, question)
    asked = [r.query for r in (look.reply, plain) if r.query is not None]
    more = [plain.lead] if plain.status == "answered" and not about.by else []
    drivers = _drivers(about, alert, seen, question, voice) if len(told) == 1 else None
    if drivers is not None and drivers.query is not None:
        more.append(drivers.headline)
        asked.append(drivers.query)
    picture = _course(about, seen, question) if not about.by else plain
    drawn: Callable[[], Chart] | None = None
    title = ""
    if picture is not None and picture.answer is not None and picture.chart_kind is not None and picture.answer.rows:
        title = " · ".join(query_parts(picture.query, voice, picture.answer.period)) if picture.query else ""
        asked += [picture.query] if picture.query is not None else []
        drawn = _drawing(picture, alert, seen, lines[0] if len(told) == 1 else None)
    return AlertContent(tuple(lines), tuple(more), plain.reading_line, about, tuple(asked), title, drawn)


def _narrowed(query: Query, told: list[Seen]) -> Query:
    """The question about the one group that turned bad; about all of them where there are several."""
    if len(told) != 1 or not query.by:
        return query
    members = [None if part == "\x1e" else part for part in told[0].key.split("\x1f")]
    only = tuple(Filter(d, "in", (m,)) for d, m in zip(query.by, members, strict=True))
    kept = tuple(f for f in query.filters if f.dimension not in query.by)
    return plain_analysis(replace(query, by=(), filters=(*kept, *only), analysis="value"))


def _drivers(query: Query, alert: Alert, seen: Answering, question: Question, voice: Voice) -> Reply | None:
    """Why it changed; None where it did not, or that cannot be asked of this figure."""
    if query.period is None or query.period.start is None or query.me is not None:
        return None
    against = Compare(alert.condition.against)
    reply = seen.reply_to_query(replace(query, compare=against, analysis="drivers", chart=None), question)
    if reply.status != "answered" or reply.answer is None or not reply.answer.rows:
        return None
    metric, totals = query.metrics[0], reply.answer.totals
    unit = voice.catalogue.metrics[metric].unit
    now, before = (voice.value(totals.get(key), unit) for key in (metric, f"{metric}__previous"))
    return reply if now != before else None


def _course(query: Query, seen: Answering, question: Question) -> Reply | None:
    """How the figure came here, by the unit of its days."""
    period = query.period
    if period is None or period.end is None:
        return None
    unit: Unit = _COURSE.get(period.unit, "month")
    rules = rules_of(period.calendar, seen.dataset.catalogue.calendar)
    end = rules.next(period.end, unit) if rules.start(period.end, unit) != period.end else period.end
    past = Period(rules.shift(end, unit, -_TREND), end, unit, _TREND, period.calendar)
    reply = seen.reply_to_query(replace(query, by=(unit,), period=past, analysis="trend"), question)
    return reply if reply.status == "answered" else None


def _drawing(picture: Reply, alert: Alert, seen: Answering, title: str | None) -> Callable[[], Chart]:
    answer, kind = picture.answer, picture.chart_kind
    assert answer is not None and kind is not None
    voice, condition = seen.voice(alert.language), alert.condition
    bound = condition.value if condition.kind == "threshold" and condition.upper is None else None
    if bound is not None and kind == "bars" and answer.query.bucket is not None:
        kind = "line"  # a bound is seen where a line crosses it

    def drawn() -> Chart:
        return draw(
            answer,
            voice.catalogue,
            voice.members,
            kind,
            alert.language,
            title=title,
            source=voice.catalogue.name,
            bound=bound,
        )

    return drawn
