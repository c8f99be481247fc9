"""Applies a query's transforms to its figures, one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from queries.cannot import refuse
from queries.dataset import Dataset
from queries.results.along import add_growth, add_moving_average, add_running_total
from queries.results.figures import Figures
from queries.results.places import add_rank
from queries.results.shares import add_share


def apply_transforms(found: Figures, dataset: Dataset, today: date) -> None:
    """Add the columns asked for; a transform nobody knows is refused."""
    if found.dark and found.query.transforms:
        raise refuse(
            "no_data_in_period",
            through=dataset.through_of(replace(found.query, period=None), today),
            metrics=tuple(sorted(found.dark)),
        )
    for transform in dict.fromkeys(found.query.transforms):
        name, _, detail = transform.partition(":")
        if name == "share":
            add_share(found, detail or None, dataset, today)
        elif name == "running_total":
            add_running_total(found, dataset, today)
        elif name == "moving_average" and (not detail or detail.isdigit()):
            add_moving_average(found, int(detail or 3), dataset, today)
        elif name == "growth" and detail in ("", "year"):
            add_growth(found, dataset, today, year=bool(detail))
        elif name == "rank":
            add_rank(found, dataset, today)
        elif name == "change" and found.query.compare is not None:
            continue  # the comparison has its columns already; the word says what to show first
        else:
            raise refuse("unknown_transform", transform=transform)
