"""The first sentence of a reply, made from the facts of the answer: the figure, its change, the target, who leads."""

from __future__ import annotations

from datetime import timedelta

from bot.moves import direction
from bot.notes import NOTHING_CLEAR, is_unfinished
from bot.ranked import listed_part
from bot.reading_line import having_text, transform_text
from bot.special import special_sentence
from bot.standing import is_nobody, standing_sentences
from bot.voice import Voice
from queries.answer import Answer, Role, Value
from queries.calendars.rules import rules_of
from queries.catalogue.model import Metric, Simple, Stock
from queries.locale import change_size_text, change_text, list_text
from queries.query import Period, Unit

_DAY = timedelta(days=1)
_MOST = 4  # figures in one sentence
_UNITS: tuple[Unit, ...] = ("month", "quarter", "half", "year")


def headline(answer: Answer, voice: Voice) -> str:
    """One to three sentences."""
    return " ".join(sentences_of(answer, voice))


def sentences_of(answer: Answer, voice: Voice) -> tuple[str, ...]:
    """The sentences of the headline, the figure's first.

    For a single figure the answer should carry the period before, for its change.
    """
    if answer.query.metrics and answer.without_data >= set(answer.query.metrics):
        return (_sentence(_nothing("no_data", answer, voice)),)
    if absent := _absent(answer, voice):
        return (_sentence(absent),)
    if met := _met(answer, voice):
        return tuple(_sentence(s) for s in (met, *standing_sentences(answer, voice)))
    if not answer.rows:
        return (_sentence(_empty(answer, voice)),)
    sentences: list[str] = []
    if special := special_sentence(answer, voice, when(answer, voice)):
        sentences.append(special)
    elif part := _part(answer, voice):
        sentences.append(part)
    elif _by_metric(answer):
        standing = list(standing_sentences(answer, voice))
        if _figures_known(answer):
            sentences.append(figures(answer, voice) + listed_part(answer, voice))
        elif standing and answer.query.having and not answer.query.bucket and len(answer.query.metrics) == 1:
            # No figure of the whole was told, so that the sentence must say what it is about.
            named = voice.words.headline["named"]
            standing[0] = named.format(
                metric=voice.label(answer.query.metrics[0]), when=when(answer, voice), standing=standing[0]
            )
        sentences += standing
    if not sentences:
        sentences = [
            voice.words.headline["rows"].format(count=voice.value(len(answer.rows), "count"), when=when(answer, voice))
        ]
    return tuple(_sentence(s) for s in sentences)


def figures(answer: Answer, voice: Voice) -> str:
    """ "Conversion was 18.4 % in October 2026, up 1.2 points on September", all metrics in one sentence."""
    metrics = _metrics(answer, voice)
    goals = {m.goal for m in metrics} | {m.attainment for m in metrics}
    shown = [m.id for m in metrics if m.id not in goals] or [m.id for m in metrics]
    parts: list[str] = []
    for metric in shown[:_MOST]:
        if not parts:
            figure = _figure(metric, "value", answer, voice)
            parts.append(figure + _change(metric, answer, voice) + _goal(metric, answer, voice))
        else:
            parts.append(_figure(metric, "also", answer, voice) + _change_beside(metric, answer, voice))
    return list_text(parts, voice.language)


def when(answer: Answer, voice: Voice, metric: str | None = None) -> str:
    """The period as it stands in a sentence: "in October 2026", "on 22 November 2026", "at the end of Q3 2026"."""
    told = [voice.catalogue.metrics[metric]] if metric else _metrics(answer, voice)
    stock = bool(told) and all(isinstance(m.definition, Stock) for m in told) and not answer.query.bucket
    return _when(answer.period or answer.query.period, stock, voice)


def when_of(period: Period | None, metric: Metric, voice: Voice) -> str:
    """The same for one figure over a period."""
    return _when(period, isinstance(metric.definition, Stock), voice)


def _when(period: Period | None, stock: bool, voice: Voice) -> str:
    words = voice.words.when
    if period is None or (period.start is None and period.end is None):
        return words["always"]
    if period.end is not None and stock:
        if _unit(period, voice) in ("month", "quarter", "half", "year"):
            return words["end"].format(period=voice.period(period))
        last = Period(period.end - _DAY, period.end, "day", 1, period.calendar)
        return words["end_day"].format(period=voice.period(last))
    if period.start is None or period.end is None:
        return words["since"].format(period=voice.period(period))
    return words[_unit(period, voice)].format(period=voice.period(period))


def _unit(period: Period, voice: Voice) -> str:
    """What one whole unit a period is, "span" for any other."""
    if period.start is None or period.end is None:
        return "span"
    days = (period.end - period.start).days
    if days == 1:
        return "day"
    rules = rules_of(period.calendar, voice.catalogue.calendar)
    for unit in _UNITS:  # three months may be a quarter
        if period.start == rules.start(period.start, unit) and period.end == rules.next(period.start, unit):
            return unit
    return "span"


def _figure(metric: str, pattern: str, answer: Answer, voice: Voice) -> str:
    words, value = voice.words, _fact(answer, "metric", metric)
    unit = voice.catalogue.metrics[metric].unit
    label = voice.label(metric) if pattern == "value" else voice.inside(metric)
    was = words.was(label, unit == "count")
    over = next((t for t in answer.query.transforms if "_over:" in t), None)
    if over is not None:
        label += f" ({transform_text(over, voice)})"  # a mean must not be taken for the whole
    at = when(answer, voice, metric)
    if value is None:
        pattern = "no_plan" if _is_planned(voice.catalogue.metrics[metric]) else "no_value"
        return words.headline[pattern].format(metric=label, inside=voice.inside(metric), when=at)
    return words.headline[pattern].format(metric=label, was=was, value=voice.value(value, unit), when=at)


def _is_planned(metric: Metric) -> bool:
    return isinstance(metric.definition, Simple) and metric.definition.spread is not None


def _part(answer: Answer, voice: Voice) -> str:
    """What share of a figure one part of it makes up; "" where that is not what was asked."""
    query = answer.query
    if query.by or "share" not in query.transforms or len(query.metrics) != 1 or len(query.filters) != 1:
        return ""
    (metric,), (part,) = query.metrics, query.filters
    share, value = _fact(answer, "share", metric), _fact(answer, "metric", metric)
    if share is None:
        return ""
    members = [voice.member(part.dimension, member) for member in part.members]
    return voice.words.headline["part"].format(
        members=list_text(members, voice.language),
        share=voice.value(share, "percent"),
        metric=voice.inside(metric),
        when=when(answer, voice, metric),
        value=voice.value(value, voice.catalogue.metrics[metric].unit),
    )


def _change(metric: str, answer: Answer, voice: Voice) -> str:
    value, before = _fact(answer, "metric", metric), _fact(answer, "previous", metric)
    if not isinstance(value, int | float) or not isinstance(before, int | float) or answer.compared is None:
        return ""
    words, unit = voice.words.headline, voice.catalogue.metrics[metric].unit
    against = _against(metric, answer.compared, answer, voice)
    change = value - before
    if change == 0:
        return words["same"].format(period=against)
    if before == 0 and unit != "percent":
        return words["up_from_nothing"].format(before=voice.value(before, unit), period=against)
    percent = None if before == 0 else change / abs(before)
    size = change_size_text(change, percent, unit, voice.language, voice.catalogue.currency)
    return words[direction(change, size)].format(size=size, period=against)


def _against(metric: str, compared: Period, answer: Answer, voice: Voice) -> str:
    """The period compared with; of a stock the day at its end."""
    if not isinstance(voice.catalogue.metrics[metric].definition, Stock) or compared.end is None or answer.query.bucket:
        return voice.against(compared, answer.period)
    if _unit(compared, voice) in ("month", "quarter", "half", "year"):
        return voice.words.when["end_of"].format(period=voice.against(compared, answer.period))
    day = Period(compared.end - _DAY, compared.end, "day", 1, compared.calendar)
    return voice.against(day, answer.period)


def _change_beside(metric: str, answer: Answer, voice: Voice) -> str:
    """The change of a further figure in brackets: " (+18.4 %)"."""
    value, before = _fact(answer, "metric", metric), _fact(answer, "previous", metric)
    if not isinstance(value, int | float) or not isinstance(before, int | float) or value == before:
        return ""
    unit = voice.catalogue.metrics[metric].unit
    percent = (value - before) / abs(before) if before else None
    return f" ({change_text(value - before, percent, unit, voice.language, voice.catalogue.currency)})"


def _goal(metric: str, answer: Answer, voice: Voice) -> str:
    """The target's part of the sentence, where the answer carries how much of it was reached."""
    known = voice.catalogue.metrics[metric]
    share = _fact(answer, "metric", known.attainment) if known.attainment else None
    if not isinstance(share, int | float):
        return ""
    target, value = (_fact(answer, "metric", m) for m in (known.goal or "", metric))
    if is_unfinished(answer):
        return voice.words.headline["of_target_to_date"].format(share=voice.value(share, "percent"))
    if (
        isinstance(target, int | float)
        and isinstance(value, int | float)
        and abs(value - share * target) < 1e-6 * target
    ):
        amount = voice.value(target, known.unit)
        return voice.words.headline["of_target_amount"].format(share=voice.value(share, "percent"), target=amount)
    return voice.words.headline["of_target"].format(share=voice.value(share, "percent"))


def _fact(answer: Answer, role: Role, metric: str) -> Value:
    """A figure over everything asked: the only row's, or the total of its column."""
    index = answer.column(role, metric)
    if index is None:
        return None
    if not answer.query.by and len(answer.rows) == 1:
        return answer.rows[0][index]
    return answer.totals.get(answer.columns[index].id)


def _by_metric(answer: Answer) -> bool:
    return any(c.role == "metric" for c in answer.columns) and answer.query.analysis in (
        "value",
        "breakdown",
        "trend",
        "scorecard",
    )


def _figures_known(answer: Answer) -> bool:
    if not answer.query.by:
        return True
    return any(answer.totals.get(c.id) is not None for c in answer.columns if c.role == "metric")


def _metrics(answer: Answer, voice: Voice) -> list[Metric]:
    return [voice.catalogue.metrics[m] for m in answer.query.metrics if m in voice.catalogue.metrics]


def _absent(answer: Answer, voice: Voice) -> str:
    """Of how many the figure is 0, where that is what was asked; "" of any other question."""
    query = answer.query
    asked = [h for h in query.having if h.op == "=" and h.value == 0 and h.level == "group"]
    if len(asked) != 1 or len(query.having) != 1 or len(query.by) != 1 or query.metrics != (asked[0].metric,):
        return ""
    count = answer.groups
    words = voice.words.headline
    return words["absent" if count else "absent_none"].format(
        dimension=voice.label(query.by[0]),
        metric=voice.inside(query.metrics[0]),
        when=when(answer, voice),
        count=voice.value(count, "count", full=True),
    )


def _met(answer: Answer, voice: Voice) -> str:
    """How many members meet a condition, where that is what was asked; "" of any other question."""
    query = answer.query
    plain = len(query.by) == 1 and (query.analysis == "breakdown" or query.bucket is not None)
    plain = plain and (query.dimensions == query.by or not answer.rows)
    grouped = bool(query.having) and all(h.level == "group" for h in query.having)
    if not plain or not grouped or query.rank is not None or query.compare is not None or query.transforms:
        return ""
    count = answer.groups - sum(is_nobody(row, answer) for row in answer.rows)
    words = voice.words.headline
    return words["met" if count else "met_none"].format(
        dimension=voice.label(query.by[0]),
        conditions=list_text([having_text(h, voice) for h in query.having], voice.language),
        when=when(answer, voice),
        count=voice.value(count, "count", full=True),
    )


def _empty(answer: Answer, voice: Voice) -> str:
    if not answer.query.metrics:
        return voice.words.headline["none"].format(when=when(answer, voice))
    clear = any(note.code == NOTHING_CLEAR for note in answer.notes)
    return _nothing("profile_none" if clear else "nothing", answer, voice)


def _nothing(pattern: str, answer: Answer, voice: Voice) -> str:
    metrics = list_text([voice.inside(m) for m in answer.query.metrics], voice.language)
    return voice.words.headline[pattern].format(metric=metrics, when=when(answer, voice))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "؟", "?", "!")) else ".")
