"""Title, subtitle and footer. The title says the finding where the figures show one clearly, else what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from charts.kinds.time_axis import begun
from charts.look import TITLE
from charts.targets import held_against
from charts.typeset import shorten
from charts.view import Row, View
from queries.answer import Value
from queries.locale import change_size_text, day_text
from queries.query import ChartKind

CLEAR = 1.03  # a first place counts as one from 3 % ahead of the second
_ONE_OF_MANY = 0.1  # a first place of less than this share of the whole says little about it
_HALF, _FEW = 0.5, 1 / 3  # so few of many make half of the whole
_ALL = 0.9995  # a share that would be written as 100.0 %
LONGEST_NAME = 560  # px of a name within the largest title: what is said of it must not be cut off
_MADE_OF_FIGURES = frozenset(("share", "running_total", "growth", "moving_average"))
STANDS_OUT = 1.5  # a low is told in place of the peak from so many times as far from the usual


@dataclass(frozen=True, slots=True)
class Heading:
    title: str
    subtitle: str
    footer: str


def heading(view: View, kind: ChartKind, *, title: str | None, source: str, remarks: tuple[str, ...] = ()) -> Heading:
    """The three lines of a chart; `remarks` are what its drawing has to say (what a mark means)."""
    what = subject(view)
    finding = title or (_finding(view, kind) if view.rows else None)
    facts = [*_facts(view), *view.remarks, *remarks]
    named = finding is None or finding == what or kind in ("scorecard", "timeline")
    parts = facts if named else [what, *facts]
    footer = [source] if source else []
    if view.answer.data_through:
        day = day_text(view.answer.data_through, view.language, view.answer.query.calendar)
        footer.append(view.words.THROUGH.format(day=day))
    separator = view.words.SEPARATOR
    shown = [p for p in parts if p not in view.said] or parts
    return Heading(finding or what, separator.join(shown), separator.join(footer))


def subject(view: View) -> str:
    """ "Revenue and orders by territory"."""
    query, words = view.answer.query, view.words
    asked = query.metrics or (() if query.analysis in view.words.KINDS else view.metrics)
    metrics = _metrics_text(view, list(asked))
    if not metrics:
        metrics = words.KINDS.get(query.analysis, "")
        funnel = view.catalogue.funnels.get(query.funnel or "")
        if funnel:
            metrics = funnel.words.label.get(view.language) or next(iter(funnel.words.label.values()))
    if not query.by:
        return str(metrics)
    breakdown = words.AND.join(_lower(view, b) for b in query.by)
    return str(words.BY.format(metric=metrics, breakdown=breakdown))


def _metrics_text(view: View, metrics: list[str]) -> str:
    """ "Revenue and orders"; a figure with its target is "revenue against target"."""
    for id in metrics:
        known = view.catalogue.metrics.get(id)
        if known and known.goal and len(metrics) > 1 and not set(metrics) - {id, known.goal, known.attainment}:
            return str(view.words.AGAINST_TARGET.format(metric=view.metric_label(id)))
    labels = [view.metric_label(m) for m in metrics]
    if len(labels) > 3:
        more = view.words.MORE.format(n=view.value(len(labels) - 2, "count"))
        return view.joined([labels[0], _inside(view, labels[1]), more])
    return view.joined([*labels[:1], *(_inside(view, label) for label in labels[1:])])


def _facts(view: View) -> list[str]:
    query, answer = view.answer.query, view.answer
    period = view.period(answer.period or query.period)
    filters = [view.filter_text(f) for f in (*query.filters, *query.scope)]
    against = [view.words.VERSUS.format(period=view.period(answer.compared))] if answer.compared else []
    return [t for t in (_drawn(view), period, *filters, *against) if t]


def _drawn(view: View) -> str | None:
    """What is drawn of a figure, where it is not the figure itself: its running total, its share."""
    roles = [view.answer.columns[view.main].role] if view.main is not None else []
    roles += [c.role for c in view.answer.columns if c.role == "moving_average"]
    said = next((view.words.ROLES[role] for role in roles if role in _MADE_OF_FIGURES), None)
    return said if said is None else str(said[:1].lower() + said[1:])


def _finding(view: View, kind: ChartKind) -> str | None:
    """What the figures say, in a sentence; None where it is not clear."""
    if kind == "target_bars":
        return _attained(view) or _targets_met(view)
    if kind == "card":
        return _changed(view) or _attained(view)
    if kind == "change_bars":
        return _grown(view)
    if kind == "lines":
        return _leading_line(view)
    if kind in ("bars", "leaderboard", "map", "treemap", "pie") and len(view.key_columns) == 1:
        return _peak(view) if view.is_time(0) else _first_place(view)
    if kind == "pareto":
        return _first_two(view, _ranked(view, view.main))
    if kind == "line":
        return _changed(view) or _extreme(view)
    if kind in ("grouped_bars", "stacked_bars", "heatmap", "treemap") and len(view.metrics) == 1:
        return _changed(view) or _largest_part(view)
    return None


def _changed(view: View) -> str | None:
    """Up or down on the period compared with: of the only row, or of the total."""
    metric = view.metric
    at = [view.column(r) for r in ("metric", "change", "change_percent")]
    alone = len(view.metrics) == 1 or (metric is not None and metric.attainment in view.metrics)
    if metric is None or view.answer.compared is None or not alone or at[1] is None:
        return None
    if not view.key_columns and len(view.rows) == 1:
        amount, percent = view.moves(view.rows[0])
    else:
        amount, percent = (_total(view, c) for c in at[1:])
        percent = None if (_total(view, at[0]) or 0) < 0 else percent
    if amount is None:
        return None
    words, period = view.words, view.period(view.answer.compared) or view.words.COMPARED_PERIOD
    size = change_size_text(amount, percent, metric.unit, view.language, view.catalogue.currency)
    pattern = words.UP if amount > 0 else words.DOWN if amount < 0 else words.SAME
    return str(pattern.format(metric=view.metric_label(metric.id), size=size, period=period))


def _attained(view: View) -> str | None:
    """How much of the target the figure, or its total, has reached."""
    metric = next((m for i in view.metrics if (m := view.catalogue.metrics.get(i)) and m.goal), None)
    if metric is None or metric.attainment is None:
        return None
    column = view.column("metric", metric.attainment)
    share = _total(view, column) if view.key_columns else view.number(view.rows[0], column)
    if share is None:
        return None
    percent = view.value(share, "percent")
    return str(view.words.ATTAINED.format(metric=view.metric_label(metric.id), percent=percent))


def _targets_met(view: View) -> str | None:
    """How many are at or above their target, where every one's share is known."""
    shares = [held_against(view, r).share for r in view.rows]
    if not shares or None in shares or len(shares) < (view.answer.group_count or 0):
        return None
    met = sum(1 for s in shares if s is not None and s >= 1)
    return str(view.words.TARGETS_MET.format(met=view.value(met, "count"), all=view.value(len(shares), "count")))


def _grown(view: View) -> str | None:
    """How many grew, and who most; or how many fell where nobody grew."""
    moved = [(a, s, r) for r in view.rows for a, s in (view.moves(r),) if a is not None and None not in r.keys]
    if len(moved) < 2 or view.metric is None or len(view.rows) < (view.answer.group_count or 0):
        return None
    points = view.metric.unit == "percent"
    sized = [(a if points else s, a, s, r) for a, s, r in moved if points or s is not None]
    grew, fell = sum(1 for a, *_ in moved if a > 0), sum(1 for a, *_ in moved if a < 0)
    if not sized or not (grew or fell):
        return None
    _, amount, share, row = max(sized, key=lambda m: m[0] or 0.0) if grew else min(sized, key=lambda m: m[0] or 0.0)
    change = change_size_text(amount, share, view.metric.unit, view.language, view.catalogue.currency)
    facts = {"all": view.value(len(view.rows), "count"), "member": _named(view, row), "change": change}
    if grew:
        return str(view.words.GREW.format(grew=view.value(grew, "count"), **facts))
    return str(view.words.FELL.format(fell=view.value(fell, "count"), **facts))


def _leading_line(view: View) -> str | None:
    """Whose figures over the whole time come to most, where they add up."""
    if not view.adds_in_time or len(view.key_columns) != 2 or view.metric is None:
        return None
    who = 1 if view.is_time(0) else 0
    ranked = _sums(view, who)
    if len(ranked) < 2 or ranked[0][0] <= ranked[1][0] * CLEAR or ranked[1][0] < 0:
        return None
    value, row = ranked[0]
    names = {"member": _named(view, row, who), "metric": _inside(view, view.metric_label(view.metric.id))}
    return str(view.words.HIGHEST.format(value=view.value(value, view.main), **names))


def _largest_part(view: View) -> str | None:
    """Whose part of a whole crossed by two breakdowns is the largest: of the one that is no time, or the coarser."""
    role = view.answer.columns[view.main].role if view.main is not None else None
    if len(view.key_columns) != 2 or not view.adds or view.metric is None or role != "metric":
        return None
    timed = view.is_time(0) or view.is_time(1)
    if (timed and not view.adds_in_time) or view.answer.query.rank or len(view.rows) < (view.answer.group_count or 0):
        return None
    counts = [len({r.keys[i] for r in view.rows}) for i in (0, 1)]
    who = 1 if view.is_time(0) else 0 if view.is_time(1) else int(counts[1] < counts[0])
    if any((view.number(r, view.main) or 0.0) < 0 for r in view.rows):
        return None
    ranked = _sums(view, who)
    whole = sum(v for v, _ in ranked) + sum(view.number(r, view.main) or 0.0 for r in view.rows if r.keys[who] is None)
    if len(ranked) < 2 or not whole or ranked[0][0] <= ranked[1][0] * CLEAR or ranked[0][0] >= _ALL * whole:
        return None
    share = view.value(ranked[0][0] / whole, "percent")
    metric = _inside(view, view.metric_label(view.metric.id))
    return str(view.words.SHARE.format(share=share, member=_named(view, ranked[0][1], who), metric=metric))


def _sums(view: View, who: int) -> list[tuple[float, Row]]:
    """The drawn figures of each named member of a breakdown, summed, the largest first, with one of its rows."""
    sums: dict[Value, tuple[float, Row]] = {}
    for row in view.rows:
        before, _ = sums.get(row.keys[who], (0.0, row))
        sums[row.keys[who]] = before + (view.number(row, view.main) or 0.0), row
    return sorted((pair for key, pair in sums.items() if key is not None), key=lambda p: -p[0])


def _total(view: View, column: int | None) -> float | None:
    value = view.answer.totals.get(view.answer.columns[column].id) if column is not None else None
    return float(value) if isinstance(value, int | float) else None


def _ranked(view: View, column: int | None) -> list[tuple[float, Row]]:
    found = [(v, r) for r in view.rows if (v := view.number(r, column)) is not None and None not in r.keys]
    return sorted(found, key=lambda pair: -pair[0])


def _first_place(view: View) -> str | None:
    """The member in front: its share of the whole where the parts make one, or what the first few have."""
    words, main, rank = view.words, view.main, view.answer.query.rank
    if rank is not None and rank.on != "value":
        return _grown(view)  # in front is who changed most
    ranked = _ranked(view, main)
    if len(ranked) < 2 or main is None or view.metric is None:
        return None
    if rank and rank.order == "bottom":
        ranked.reverse()
        clear = ranked[0][0] * CLEAR < ranked[1][0]
    else:
        clear = ranked[0][0] > 0 and ranked[0][0] > ranked[1][0] * CLEAR
    names = {"member": _named(view, ranked[0][1]), "metric": _inside(view, view.metric_label(view.metric.id))}
    if rank and rank.order == "bottom":
        return str(words.LOWEST.format(value=view.cell(ranked[0][1], main), **names)) if clear else None
    total = _total(view, view.column("metric"))
    parts = view.answer.columns[main].role == "metric" and view.adds and view.metric.good != "down" and not rank
    if parts and total and ranked[-1][0] >= 0:
        share = ranked[0][0] / total
        if len(ranked) > 3 and share < _ONE_OF_MANY and (told := _half(view, ranked)):
            return told
        if clear and _ONE_OF_MANY <= share < _ALL:
            return str(words.SHARE.format(share=view.value(share, "percent"), **names))
        if not clear and len(ranked) > 3 and ranked[1][0] > ranked[2][0] * CLEAR and share >= _ONE_OF_MANY:
            return _first_two(view, ranked)
    if not clear:
        return None
    if view.answer.columns[main].role == "share":
        return str(words.SHARE.format(share=view.cell(ranked[0][1], main), **names))
    pattern = words.LEADS if view.metric.good == "up" and rank else words.HIGHEST
    return str(pattern.format(value=view.cell(ranked[0][1], main), **names))


def _half(view: View, ranked: list[tuple[float, Row]]) -> str | None:
    """How few of many make half of the whole; None where they are not few, or not all are there."""
    whole = sum(v for v, _ in ranked) + sum(view.number(r, view.main) or 0.0 for r in view.rows if None in r.keys)
    if view.metric is None or whole <= 0 or len(view.rows) < (view.answer.group_count or 0):
        return None
    reached, count = 0.0, 0
    while reached < _HALF * whole and count < len(ranked):
        reached, count = reached + ranked[count][0], count + 1
    if reached < _HALF * whole or count > _FEW * len(ranked):
        return None
    facts = {"count": view.value(count, "count"), "all": view.value(len(ranked), "count")}
    facts |= {"share": view.value(reached / whole, "percent")}
    return str(view.words.FEW.format(metric=_inside(view, view.metric_label(view.metric.id)), **facts))


def _peak(view: View) -> str | None:
    """The highest bucket of a trend; an unfinished last one can be no low, but it can be the peak."""
    ranked = _ranked(view, view.main)
    if len(ranked) < 3 or view.metric is None or not _draws_figure(view) or _look_alike(view, ranked[0], ranked[1]):
        return None
    return _told_of_bucket(view, view.words.PEAK, ranked[0])


def _look_alike(view: View, first: tuple[float, Row], second: tuple[float, Row]) -> bool:
    """Two figures that are written alike: who compares the labels sees no first place."""
    return view.cell(first[1], view.main) == view.cell(second[1], view.main)


def _extreme(view: View) -> str | None:
    """The highest bucket, or the lowest one where it stands out further from the usual of all."""
    ranked = _ranked(view, view.main)
    if len(ranked) < 5 or view.metric is None or not _draws_figure(view):
        return _peak(view)
    whole = [pair for pair in ranked if not begun(view, pair[1])]
    usual = median(v for v, _ in ranked)
    deepest = len(whole) > 1 and not _look_alike(view, whole[-1], whole[-2])
    if deepest and usual - whole[-1][0] > STANDS_OUT * (ranked[0][0] - usual):
        return _told_of_bucket(view, view.words.TROUGH, whole[-1])
    return _peak(view)


def _draws_figure(view: View) -> bool:
    """Of a running total or a growth the highest is no peak of the figure."""
    return view.main is not None and view.answer.columns[view.main].role == "metric"


def _told_of_bucket(view: View, pattern: str, pair: tuple[float, Row]) -> str:
    when = when_text(view, view.key(0).of, view.key_label(pair[1]))
    metric = view.metric_label(view.metrics[0])
    return pattern.format(metric=metric, bucket=when, value=view.cell(pair[1], view.main))


def when_text(view: View, grain: str, bucket: str) -> str:
    """ "in October 2026", "on Sunday"."""
    return str(view.words.WHEN.get(grain, view.words.WHEN_ELSE).format(bucket=bucket))


def _first_two(view: View, ranked: list[tuple[float, Row]]) -> str | None:
    """How much the first two make up of all that is drawn."""
    total = sum(view.number(r, view.main) or 0.0 for r in view.rows)
    if len(ranked) < 3 or not total or view.metric is None or ranked[-1][0] < 0:
        return None
    if len(view.rows) < (view.answer.group_count or 0):
        return None
    if ranked[0][0] + ranked[1][0] > _ALL * total:
        return None
    share = view.value((ranked[0][0] + ranked[1][0]) / total, "percent")
    members = view.joined([_named(view, r, room=LONGEST_NAME / 2) for _, r in ranked[:2]])
    metric = _inside(view, view.metric_label(view.metric.id))
    return str(view.words.FIRST_REASONS.format(members=members, share=share, metric=metric))


def _named(view: View, row: Row, at: int = 0, room: float = LONGEST_NAME) -> str:
    """A member within a sentence; a bare number or range ("35-44") with the name of its dimension before it."""
    label = shorten(view.key_label(row, at), room, TITLE, bold=True)
    if view.is_time(at) or any(c.isalpha() for c in label):
        return label
    return f"{view.breakdown_label(view.key(at).of)} {label}"


def _lower(view: View, breakdown: str) -> str:
    return _inside(view, view.breakdown_label(breakdown))


def _inside(view: View, label: str) -> str:
    """A label within a sentence: a plain word without its capital, an abbreviation as it is."""
    first = label.split(" ")[0]
    return label[:1].lower() + label[1:] if first[1:].islower() or len(first) == 1 else label
