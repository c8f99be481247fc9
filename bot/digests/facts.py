"""The three facts of a digest that matter, each of another figure while there are such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.findings import BEHIND
from bot.reply import Reply
from bot.robust import spread
from bot.voice import Voice
from queries.answer import Answer, Role, Value
from queries.catalogue.model import Catalogue
from queries.query import Period

MOST_FACTS = 3
_ENOUGH, _FAR = 8, 3.5  # earlier periods to know what is usual; spreads from it that are not
_NOTABLE = 0.05  # a change below this share is no mover


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the digest: its reply, and the same with what its headline tells and how it came here."""

    reply: Reply
    full: Answer

    @property
    def metric(self) -> str:
        """The figure's id."""
        return self.full.columns[self.full.column("metric") or 0].of

    @property
    def value(self) -> Value:
        """The figure's value."""
        return self.full.rows[0][self.full.column("metric") or 0]


def facts_of(told: Sequence[Told], moved: Reply | None, period: Period, voice: Voice) -> tuple[str, ...]:
    """What is notable of the figures over a period, `moved` being the first one by its parts; else how they are."""
    plain = (figure.reply.lead for figure in told if figure.value is not None)
    return chosen(_notable(told, moved, period, voice), plain)


def chosen(notable: Iterable[tuple[str, str]], plain: Iterable[str]) -> tuple[str, ...]:
    """The first notable facts, each of another figure while there are such; then the plain ones."""
    first: dict[str, str] = {}
    more: list[str] = []
    for figure, text in notable:
        if text and first.setdefault(figure, text) != text:
            more.append(text)
    return tuple(dict.fromkeys((*first.values(), *more, *plain)))[:MOST_FACTS]


def _notable(told: Sequence[Told], moved: Reply | None, period: Period, voice: Voice) -> Iterator[tuple[str, str]]:
    """Against target, what is out of its usual range, the biggest movers, what changed most.

    Each with the figure it tells of; the movers tell of parts, not of a figure.
    """
    against = [(share, t) for t in told if (share := _attained(t, voice.catalogue)) is not None]
    aimed = min(against, key=lambda pair: pair[0])[1] if against else None
    if aimed is not None:
        yield aimed.metric, aimed.reply.lead
    unusual = [fact for _, fact in sorted(_unusual(told, period, voice), key=lambda pair: -pair[0])]
    yield from ([fact for fact in unusual if aimed is None or fact[0] != aimed.metric] or unusual)[:1]
    if moved is not None:
        yield "", moved.headline.removeprefix(moved.lead).strip()
    moves = sorted(((abs(size), t) for t in told if (size := _growth(t)) is not None), key=lambda pair: -pair[0])
    yield from ((t.metric, t.reply.lead) for size, t in moves if size >= _NOTABLE)


def _unusual(told: Sequence[Told], period: Period, voice: Voice) -> Iterator[tuple[float, tuple[str, str]]]:
    """The figures far from what they were in the periods before, by the median and the spread around it."""
    for figure in told:
        column, value = figure.full.columns[figure.full.column("metric") or 0], figure.value
        past = [v for day, v in figure.full.history if v is not None and day < (period.start or day)]
        if not isinstance(value, int | float) or len(past) < _ENOUGH:
            continue
        ordered = sorted(past)
        usual, noise = ordered[len(ordered) // 2], spread(past)
        if noise <= 0 or abs(value - usual) <= max(_FAR * noise, _NOTABLE * abs(usual)):
            continue
        low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
        text = voice.words.digest["unusual_high" if value > usual else "unusual_low"].format(
            metric=voice.label(column.of),
            was=voice.words.was(voice.label(column.of), column.unit == "count"),
            value=voice.value(value, column.unit),
            low=voice.value(low, column.unit),
            high=voice.value(high, column.unit),
            count=voice.value(len(past), "count"),
        )
        yield abs(value - usual) / noise, (column.of, text)


def _attained(figure: Told, catalogue: Catalogue) -> float | None:
    """How much of its target a figure has reached, where that is far from or past it; None without a target."""
    metric = catalogue.metrics[figure.metric]
    share = cell(figure.full, "metric", metric.attainment) if metric.attainment else None
    return float(share) if isinstance(share, int | float) and (share < BEHIND or share >= 1) else None


def _growth(figure: Told) -> float | None:
    change, before = cell(figure.full, "change", figure.metric), cell(figure.full, "previous", figure.metric)
    if not isinstance(change, int | float) or not isinstance(before, int | float) or not before:
        return None
    return change / abs(before)


def cell(answer: Answer, role: Role, of: str) -> Value:
    """What the one row of an answer has in that role of a figure."""
    index = answer.column(role, of)
    return answer.rows[0][index] if index is not None and answer.rows else None
