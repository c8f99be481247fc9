"""Areas that share a box by their values, as square as they can be (Bruls, Huizing, van Wijk)."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]  # x0, y0, x1, y1


def squarified(values: Sequence[float], box: Box) -> list[Box]:
    """A box for each of the values, which are positive and largest first."""
    whole = sum(values)
    x0, y0, x1, y1 = box
    if not values or whole <= 0:
        return [(x0, y0, x0, y0) for _ in values]
    areas = [v * (x1 - x0) * (y1 - y0) / whole for v in values]
    out: list[Box] = []
    while areas:
        side = min(x1 - x0, y1 - y0)
        count = 1
        while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
            count += 1
        row, areas = areas[:count], areas[count:]
        thick = sum(row) / side if side else 0.0
        at = y0 if x1 - x0 >= y1 - y0 else x0
        for area in row:
            length = area / thick if thick else 0.0
            if x1 - x0 >= y1 - y0:
                out.append((x0, at, x0 + thick, at + length))
            else:
                out.append((at, y0, at + length, y0 + thick))
            at += length
        if x1 - x0 >= y1 - y0:
            x0 += thick
        else:
            y0 += thick
    return out


def _worst(row: Sequence[float], side: float) -> float:
    """The longest proportion in a row laid along a side."""
    whole = sum(row)
    return max(max(side * side * a / whole**2, whole**2 / (side * side * a)) for a in row if a > 0)
