"""Digests of kpibot.yaml: what is sent to which channel, when, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.orders import ORDER_KEYS, OrderSetting, order_of, read_named
from data.section import Section

_KEYS = (*ORDER_KEYS, "dashboard", "figures", "question", "missed")


@dataclass(frozen=True, slots=True)
class DigestSetting:
    """One digest as the file says it: a dashboard, figures or a question; every Monday where nothing else is said."""

    order: OrderSetting
    dashboard: str | None
    figures: tuple[str, ...]
    question: str | None
    missed: str


def read_digests(root: Section, languages: tuple[str, ...]) -> tuple[DigestSetting, ...]:
    """The digests of the file. Raises WorkspaceError."""
    return read_named(root, "digests", lambda node: _digest(root.within(node, _KEYS), languages))


def _digest(section: Section, languages: tuple[str, ...]) -> DigestSetting:
    given = [key for key in ("dashboard", "figures", "question") if key in section.names]
    if len(given) > 1:
        raise section.mistake(given[1], f"a digest has {given[0]!r} or {given[1]!r}, not both")
    order = order_of(section, languages)
    return DigestSetting(
        order=order if order.every else replace(order, every=("monday",)),
        dashboard=section.text("dashboard"),
        figures=section.texts("figures"),
        question=section.text("question"),
        missed=section.choice("missed", ("late", "skip")) or "late",
    )
