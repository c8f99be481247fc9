"""What can go wrong with a picture; the number never depends on it."""

from __future__ import annotations


class ChartError(Exception):
    """No picture; the message says why."""


class BadFigure(ChartError):
    """The figure would draw nothing, or is not one the browser may be given."""


class RenderFailed(ChartError):
    """The browser refused the figure or died on it twice."""


class RenderTimeout(RenderFailed):
    """No picture within the time limit."""


class RenderBusy(ChartError):
    """Too many charts are waiting."""


class NoBrowser(ChartError):
    """There is no browser on this machine, or it does not start."""
