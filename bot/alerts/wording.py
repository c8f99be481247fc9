"""An alert in words: what it watches, and what it saw."""

from __future__ import annotations

from bot.alerts.alert import Alert, Condition
from bot.alerts.judging import Look, Seen
from bot.digests.content import about
from bot.digests.wording import schedule_text
from bot.headline import when_of
from bot.voice import Voice
from queries.answer import Unit
from queries.catalogue.model import Metric
from queries.locale import change_size_text, day_text, list_text, value_text
from queries.query import Query

_SHORT = 3  # digits of a bound that a compact figure shows whole


def title_of(query: Query, condition: Condition, voice: Voice) -> str:
    """ "Churn rate (North), above 5 %"."""
    words = voice.words.alert
    if condition.kind == "stale":
        return words["stale"].format(days=days_text(condition.value, voice))
    metric = voice.catalogue.metrics[query.metrics[0]]
    what, who = voice.label(metric.id), about(query.filters, voice)
    if query.me is not None:
        own = query.me.removeprefix("my_") if query.me != "me" else ""
        who = words["own_of"].format(what=voice.inside(own)) if own else words["own"]
    if who:
        what = words["about"].format(what=what, who=who)
    told = condition_text(condition, metric, voice)
    if not query.by:
        return words["title"].format(what=what, condition=told)
    by = voice.words.line["by"].format(things=list_text([voice.inside(b) for b in query.by], voice.language))
    return words["title_by"].format(what=what, by=by, condition=told)


def alert_name(alert: Alert, voice: Voice) -> str:
    """What an alert is called and what it watches, in somebody's language."""
    if not all(m in voice.catalogue.metrics for m in alert.query.metrics):
        return alert.name
    title = title_of(alert.query, alert.condition, voice)
    return f"{alert.name}: {title}" if alert.source == "settings" else title


def condition_text(condition: Condition, metric: Metric, voice: Voice) -> str:
    """ "above 5 %", "down by 10 % or more on the period before"."""
    words = voice.words.alert
    if condition.kind == "threshold":
        upper = bound_text(condition.upper, metric.unit, voice) if condition.upper is not None else ""
        return words[condition.op].format(value=bound_text(condition.value, metric.unit, voice), upper=upper)
    if condition.kind == "change":
        size = _size(condition, metric.unit, voice)
        return words[condition.way].format(size=size, against=words[condition.against])
    if condition.kind == "target":
        return words["target" if metric.good == "up" else "beyond"]
    return words["unusual"]


def bound_text(value: float, unit: Unit, voice: Voice) -> str:
    """A bound as short as it can be written without changing it: 5 %, 10K, 12,345."""
    digits = round(value * 100, 10)
    exact = round(digits, 1) == digits if unit == "percent" else float(f"{value:.{_SHORT}g}") == value
    style = "axis" if exact else "full"
    return value_text(value, unit, voice.language, voice.catalogue.currency, style=style)  # type: ignore[arg-type]


def days_text(days: float, voice: Voice) -> str:
    """ "one day", "3 days"."""
    words = voice.words.alert
    return words["one_day"] if days == 1 else words["days"].format(count=voice.value(int(days), "count"))


def when_looked(alert: Alert, voice: Voice) -> str:
    """When an alert looks: its schedule, or that it looks at each publishing."""
    if alert.schedule is None:
        return voice.words.alert["published"]
    return schedule_text(alert.schedule, voice.language)


def sentence(alert: Alert, look: Look, one: Seen, voice: Voice) -> str:
    """What was seen of one figure, as the first line of its alert."""
    words, condition = voice.words.alert, alert.condition
    if condition.kind == "stale":
        through = look.through
        day = day_text(through, voice.language, alert.query.calendar) if through else ""
        return words["old"].format(day=day, days=days_text(one.facts["days"], voice))
    metric = voice.catalogue.metrics[look.query.metrics[0]]
    figure = voice.label(metric.id)
    if look.query.by:
        named = [
            voice.member(d, None if m == "\x1e" else m)
            for d, m in zip(look.query.by, one.key.split("\x1f"), strict=False)
        ]
        figure = words["figure_of"].format(figure=figure, member=list_text(named, voice.language))
    elif who := about(look.query.filters, voice):
        figure = words["figure_of"].format(figure=figure, member=who)
    told = {"figure": figure, "when": when_of(look.period or look.query.period, metric, voice)}
    value = one.value if one.value is not None else 0.0
    if condition.kind == "threshold":
        text = voice.value(value, metric.unit)
        if text in (voice.value(condition.value, metric.unit), voice.value(condition.upper, metric.unit)):
            text = value_text(value, metric.unit, voice.language, voice.catalogue.currency, style="full")
        return words["is"].format(**told, value=text, condition=condition_text(condition, metric, voice))
    told["value"] = voice.value(value, metric.unit)
    if condition.kind == "change":
        return _moved(condition, look, one, value, metric, told, voice)
    if condition.kind == "target":
        return _target(look, one, metric, told, voice)
    told |= {name: voice.value(one.facts[name], metric.unit) for name in ("low", "high")}
    return words["low" if value < one.facts["expected"] else "high"].format(**told)


def _moved(
    condition: Condition, look: Look, one: Seen, value: float, metric: Metric, told: dict[str, str], voice: Voice
) -> str:
    before = one.facts["before"]
    share = (value - before) / abs(before) if before else None
    size = change_size_text(value - before, share, metric.unit, voice.language, voice.catalogue.currency)
    if condition.relative and metric.unit == "percent" and share is not None:
        size = voice.value(abs(share), "percent")
    elif not condition.relative and metric.unit != "percent":
        size = voice.value(abs(value - before), metric.unit)
    against = when_of(look.compared, metric, voice) if look.compared else voice.words.alert[condition.against]
    key = "rose" if value >= before else "fell"
    return voice.words.alert[key].format(**told, size=size, before=voice.value(before, metric.unit), against=against)


def _target(look: Look, one: Seen, metric: Metric, told: dict[str, str], voice: Voice) -> str:
    told |= {name: voice.value(one.facts[name], "percent") for name in ("share", "elapsed")}
    running = one.facts["elapsed"] < 1
    if metric.good != "up":
        return voice.words.alert["ahead_running" if running else "ahead"].format(**told)
    to_date = not running and look.running
    return voice.words.alert["behind_running" if running else "behind_to_date" if to_date else "behind"].format(**told)


def _size(condition: Condition, unit: Unit, voice: Voice) -> str:
    if condition.relative:
        return bound_text(condition.value, "percent", voice)
    if unit == "percent":
        return voice.words.alert["points"].format(size=bound_text(condition.value * 100, "points", voice))
    return bound_text(condition.value, unit, voice)
