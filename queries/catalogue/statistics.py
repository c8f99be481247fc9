"""What else can be asked of the rows that a mean is taken of: their median, extremes and percentiles.

No catalogue has to define them: they are there beside every metric that is a mean of rows, under the metric's id, two
underscores (which no id of a catalogue has) and the statistic's.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from queries.catalogue.model import Metric, Ratio, Simple, Words
from queries.locale.languages import language_of

_PERCENTILES = ("p10", "p25", "p75", "p90", "p95", "p99")
STATISTICS = ("median", "max", "min", *_PERCENTILES)


def statistic_parts(name: str) -> tuple[str, ...]:
    """("price", "median") of "price__median"; none for another name."""
    metric, _, statistic = name.partition("__")
    return (metric, statistic) if statistic in STATISTICS else ()


def made_statistic(metrics: Mapping[str, Metric], name: str, called: Mapping[str, Set[str]]) -> Metric | None:
    """The statistic of that name of the rows that a metric is the mean of; `called` tells whose each name is."""
    parts = statistic_parts(name)
    return _of_rows(metrics[parts[0]], parts[1], metrics, called) if parts and parts[0] in metrics else None


def names_of(metrics: Mapping[str, Metric]) -> dict[str, set[str]]:
    """The ids of the metrics that have each name, in small letters."""
    found: dict[str, set[str]] = {}
    for metric in metrics.values():
        for text in (*metric.words.label.values(), *(t for some in metric.words.synonyms.values() for t in some)):
            found.setdefault(text.casefold(), set()).add(metric.id)
    return found


def inside(label: str) -> str:
    """A label as it stands inside a name: "win rate", but "CSAT"."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def row_mean(metric: Metric, metrics: Mapping[str, Metric]) -> Simple | None:
    """The mean over rows that a metric is, also as the sum of its rows by their number."""
    definition = metric.definition
    if isinstance(definition, Ratio):
        total, count = metrics[definition.numerator].definition, metrics[definition.denominator].definition
        if not isinstance(total, Simple) or not isinstance(count, Simple) or total.expr is None:
            return None
        definition = replace(total, agg="avg")
        if total.agg != "sum" or count != replace(total, agg="count", expr=None):
            return None
    if not isinstance(definition, Simple) or definition.agg != "avg" or definition.spread is not None:
        return None
    return definition


def _of_rows(
    metric: Metric, statistic: str, metrics: Mapping[str, Metric], called: Mapping[str, Set[str]]
) -> Metric | None:
    mean = row_mean(metric, metrics)
    if mean is None:
        return None
    if statistic in _PERCENTILES:
        definition = replace(mean, agg="percentile", percentile=int(statistic[1:]) / 100)
    else:
        definition = replace(mean, agg=statistic)  # type: ignore[arg-type]
    label = {code: _called(text, statistic, code, metric.id, called) for code, text in metric.words.label.items()}
    return replace(
        metric, id=f"{metric.id}__{statistic}", definition=definition, words=Words(label), goal=None, attainment=None
    )


def _called(label: str, statistic: str, code: str, id: str, called: Mapping[str, Set[str]]) -> str:
    """ "Average price" becomes "Median price", "CSAT" becomes "Median CSAT".

    It is the "median sales of a single row" where sales are another metric.
    """
    language = language_of(code)
    word = next((one for one in language.means if label.casefold().startswith(f"{one} ")), None)
    rest = label if word is None else label[len(word) + 1 :]
    kind = "percentile" if statistic in _PERCENTILES else statistic
    told = language.statistics[kind].format(what=inside(rest), number=statistic[1:])
    taken = called.get(rest.casefold(), frozenset()) - {id}
    return language.of_a_row.format(what=told) if taken else told
