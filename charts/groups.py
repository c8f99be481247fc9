"""The groups of a breakdown in the order they are drawn, cut to what a picture holds."""

from __future__ import annotations

from dataclasses import dataclass

from charts.view import Row, View


@dataclass(frozen=True, slots=True)
class Groups:
    """`rows` in their order; `rest` are those cut, `rest_total` their sum where it means something."""

    rows: list[Row]
    rest: int = 0
    rest_total: float | None = None


def ordered_rows(view: View, column: int | None, at: int = 0) -> list[Row]:
    """Time runs, declared members and rankings keep their order; all else goes by size, the missing member last."""
    rows = view.rows
    if view.is_time(at):
        return sorted(rows, key=lambda r: str(r.keys[at]) if not isinstance(r.keys[at], int) else f"{r.keys[at]:06}")
    if view.answer.query.rank:
        return list(rows)
    known = view.dimension(at)
    if known and known.ordered:
        bands = known.bands.bounds if known.bands else ()
        declared = [m.value for m in known.members] or [label for label, _ in bands]
        place = {name: i for i, name in enumerate(declared)}
        return sorted(rows, key=lambda r: (r.keys[at] is None, place.get(str(r.keys[at]), len(place))))
    return sorted(rows, key=lambda r: (r.keys[at] is None, *_by_size(view.number(r, column))))


def _by_size(value: float | None) -> tuple[bool, float]:
    return value is None, -(value or 0.0)


def cut(view: View, rows: list[Row], column: int | None, most: int | None = None) -> Groups:
    """At most so many; the rest is summed up as one bar where the parts make a whole, else only counted."""
    most = min(most or view.frame.bars, view.frame.bars)
    everything = max(view.answer.group_count or 0, len(rows))
    if len(rows) <= most:
        return Groups(rows, rest=0 if view.answer.query.rank else everything - len(rows))
    whole = (
        view.adds
        and not view.is_time(0)
        and column is not None
        and view.answer.columns[column].role in ("metric", "share")
    )
    if not whole or everything != len(rows):
        return Groups(rows[:most], rest=everything - most)
    rest = rows[most - 1 :]
    return Groups(rows[: most - 1], len(rest), sum(view.number(r, column) or 0.0 for r in rest))


def shown_text(view: View, shown: int, everything: int) -> tuple[str, ...]:
    """ "20 of 31 shown", or nothing to say."""
    if shown >= everything:
        return ()
    return (view.words.SHOWN.format(shown=view.value(shown, "count"), all=view.value(everything, "count")),)
