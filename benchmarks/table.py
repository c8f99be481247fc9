"""A table of text."""

from __future__ import annotations


class Table:
    """Rows of cells under a title; all cells but the first are set to the right."""

    def __init__(self, title: str, heads: tuple[str, ...]) -> None:
        self.title, self.rows = title, [heads]

    def add(self, *cells: str) -> None:
        """Another row."""
        assert len(cells) == len(self.rows[0])
        self.rows.append(cells)

    def __str__(self) -> str:
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.rows[0]))]
        lines = [
            "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
            for row in self.rows
        ]
        return "\n".join([f"\n{self.title}", lines[0], "-" * len(lines[0]), *lines[1:]])
