"""A delivered message or view, as a person sees it and can press it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
_INTERACTIVE = ("button", "overflow", "static_select", "checkboxes", "radio_buttons", "datepicker", "feedback_buttons")


@dataclass(frozen=True)
class Option:
    """Something to choose in a menu."""

    text: str
    value: str
    raw: Json


@dataclass(frozen=True)
class Element:
    """A button or a menu, and the block it stands in."""

    block_id: str
    raw: Json

    @property
    def action_id(self) -> str:
        """The name its listener knows it by."""
        return str(self.raw.get("action_id", ""))

    @property
    def label(self) -> str:
        """What stands on it."""
        return _plain(self.raw.get("text") or self.raw.get("placeholder"))

    @property
    def options(self) -> list[Option]:
        """What can be chosen in it."""
        grouped = [o for group in self.raw.get("option_groups", ()) for o in group["options"]]
        return [Option(_plain(o["text"]), o.get("value", ""), o) for o in [*self.raw.get("options", ()), *grouped]]


@dataclass(frozen=True)
class Message:
    """What stands in a channel."""

    channel: str
    raw: Json

    @property
    def ts(self) -> str:
        """Its place in the channel."""
        return str(self.raw["ts"])

    @property
    def thread(self) -> str | None:
        """The message it answers to."""
        return self.raw.get("thread_ts")

    @property
    def user(self) -> str:
        """Who wrote it."""
        return str(self.raw.get("user", ""))

    @property
    def only_for(self) -> str | None:
        """The one person who sees it; None if everybody does."""
        return self.raw.get("ephemeral_to")

    @property
    def text(self) -> str:
        """The text that stands in notifications."""
        return str(self.raw.get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.raw.get("blocks") or ())

    @property
    def files(self) -> list[Json]:
        """Its files."""
        return list(self.raw.get("files") or ())

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was posted."""
        return "edited" in self.raw

    @property
    def words(self) -> str:
        """Everything that can be read in it."""
        return "\n".join([self.text, *words_of(self.blocks)])

    @property
    def elements(self) -> list[Element]:
        """Its buttons and menus."""
        return elements_of(self.blocks)

    @property
    def table(self) -> list[list[str]]:
        """The rows of its table, heads first."""
        for block in self.blocks:
            if block["type"] in ("table", "data_table"):
                return [["".join(words_of(cell)) for cell in row] for row in block["rows"]]
        return []

    def element(self, action_id: str) -> Element:
        """The button or menu whose action_id it is, or begins with it followed by a colon."""
        return find(self.elements, action_id)


def find(elements: list[Element], action_id: str) -> Element:
    """The element with an action_id; raises AssertionError naming what there is."""
    for element in elements:
        if element.action_id == action_id or element.action_id.startswith(f"{action_id}:"):
            return element
    raise AssertionError(f"nothing to press is called {action_id!r}; there are {[e.action_id for e in elements]}")


def elements_of(blocks: list[Json]) -> list[Element]:
    """The buttons and menus of some blocks."""
    return [
        Element(str(block.get("block_id", "")), found)
        for block in blocks
        for found in _objects(block)
        if found.get("type") in _INTERACTIVE and "action_id" in found
    ]


def words_of(part: Any) -> Iterator[str]:
    """Every text in some blocks, in order."""
    if isinstance(part, list):
        for each in part:
            yield from words_of(each)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for name, each in part.items():
            if name != "text" or not isinstance(each, str):
                yield from words_of(each)


def _objects(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        for each in part:
            yield from _objects(each)
    elif isinstance(part, dict):
        yield part
        for each in part.values():
            yield from _objects(each)


def _plain(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else str(text or "")
