"""What Slack refuses or spoils besides shape: lengths, counts, tables, ids that are there twice, pings out of data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
BLOCKS, ALL_CHARACTERS, TEXT = 50, 13_000, 40_000
VIEW_BLOCKS = 100
_TEXTS = {  # block type: the longest text
    "section": 3000,
    "header": 150,
    "markdown": 12_000,
}
_ELEMENTS = {"actions": 25, "context": 10, "context_actions": 5}
_NOT_AT_HOME = ("table", "data_table", "markdown")
_ONCE = {"table": 1, "data_table": 1}
_EVERYBODY = re.compile(r"<!(?:channel|here|everyone|subteam)\b")


def over_limits(blocks: list[Json], *, view: bool = False) -> list[str]:
    """What is wrong with the blocks of a message, or of a view; [] if nothing."""
    most = VIEW_BLOCKS if view else BLOCKS
    told = [f"{len(blocks)} blocks, {most} at most"] if len(blocks) > most else []
    told += _twice((b["block_id"] for b in blocks if b.get("block_id")), "block_id")
    kinds = Counter(block["type"] for block in blocks)
    told += [f"{kinds[kind]} blocks of type {kind}, {n} at most" for kind, n in _ONCE.items() if kinds[kind] > n]
    if not view and (size := sum(len(text) for text in all_texts(blocks))) > ALL_CHARACTERS:
        told.append(f"{size} characters in all, {ALL_CHARACTERS} at most")
    for place, block in enumerate(blocks):
        told += [f"blocks[{place}] ({block['type']}): {problem}" for problem in _block(block)]
    return told


def over_limits_view(view: Json) -> list[str]:
    """What is wrong with a modal or a home page besides its shape; [] if nothing."""
    blocks = view.get("blocks", [])
    told = over_limits(blocks, view=True)
    told += _long(view.get("private_metadata"), 3000, "private_metadata") + _long(view.get("callback_id"), 255, "id")
    for name in ("title", "submit", "close"):
        told += _plain(view.get(name), 24, name)
    if view["type"] == "home":
        told += [f"{block['type']} does not work on the home page" for block in blocks if block["type"] in _NOT_AT_HOME]
    if view["type"] == "modal" and any(b["type"] == "input" for b in blocks) and not view.get("submit"):
        told.append("a modal with something to fill in needs submit")
    return told


def over_limits_text(text: object) -> list[str]:
    """What is wrong with the text of a message, which stands in notifications and is read aloud."""
    if not isinstance(text, str) or not text.strip():
        return ["a message needs text, for notifications and screen readers"]
    return _long(text, TEXT, "text") + _pings(text)


def all_texts(part: Any) -> Iterator[str]:
    """Every text that is shown."""
    if isinstance(part, list):
        for each in part:
            yield from all_texts(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            if name in ("text", "alt_text", "caption", "title", "label") and isinstance(each, str):
                yield each
            else:
                yield from all_texts(each)


def _parsed(part: Any) -> Iterator[str]:
    """Every text in which Slack reads marks; in all others they are shown as they are."""
    if isinstance(part, list):
        for each in part:
            yield from _parsed(each)
    elif isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "markdown") and isinstance(part.get("text"), str):
            yield part["text"]
        for each in part.values():
            yield from _parsed(each)


def _block(block: Json) -> list[str]:
    kind = block["type"]
    told = _long(block.get("block_id"), 255, "block_id") + _pings(" ".join(_parsed(block)))
    if kind in _TEXTS and "text" in block:
        text = block["text"]["text"] if isinstance(block["text"], dict) else block["text"]
        told += _long(text, _TEXTS[kind], "text") + ([] if text.strip() else ["an empty text"])
    if kind == "section":
        told += _section(block)
    elements = block.get("elements", [])
    if kind in _ELEMENTS:
        if not 1 <= len(elements) <= _ELEMENTS[kind]:
            told.append(f"{len(elements)} elements, 1 to {_ELEMENTS[kind]} needed")
        told += _twice((e["action_id"] for e in elements if e.get("action_id")), "action_id")
        for element in elements:
            told += _element(element)
    if kind in ("table", "data_table"):
        told += _table(block["rows"])
    if kind == "image":
        told += _alt(block) + _plain(block.get("title"), 2000, "title")
    if kind == "input":
        told += _plain(block.get("label"), 2000, "label") + _element(block["element"])
    return told


def _section(block: Json) -> list[str]:
    fields = block.get("fields") or []
    told = [] if fields or block.get("text") else ["neither text nor fields"]
    if len(fields) > 10:
        told.append(f"{len(fields)} fields, 10 at most")
    for field in fields:
        told += _long(field["text"], 2000, "field") + ([] if field["text"].strip() else ["an empty field"])
    return told + (_element(block["accessory"]) if "accessory" in block else [])


def _element(element: Json) -> list[str]:
    kind = element["type"]
    told = _long(element.get("action_id"), 255, "action_id") + _plain(element.get("placeholder"), 150, "placeholder")
    if kind == "button":
        told += _plain(element["text"], 75, "button") + _long(element.get("value"), 2000, "value")
        told += _long(element.get("url"), 3000, "url") + _long(element.get("accessibility_label"), 75, "label")
    if kind == "image":
        told += _alt(element)
    if kind in ("mrkdwn", "plain_text"):
        told += _long(element["text"], 3000, "text") + ([] if element["text"].strip() else ["an empty text"])
    groups = element.get("option_groups")
    for group in groups or []:
        told += _plain(group["label"], 75, "group") + _options(group["options"], kind)
    if kind in ("static_select", "overflow", "multi_static_select", "checkboxes", "radio_buttons") and groups is None:
        told += _options(element.get("options", []), kind)
    if confirm := element.get("confirm"):
        told += _plain(confirm["title"], 100, "confirm") + _long(confirm["text"]["text"], 300, "confirm")
        told += _plain(confirm["confirm"], 30, "confirm") + _plain(confirm["deny"], 30, "confirm")
    told += _initial(element)
    return told


def _options(options: list[Json], kind: str) -> list[str]:
    most = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}.get(kind, 100)
    told = [] if 1 <= len(options) <= most else [f"{len(options)} options of {kind}, 1 to {most} needed"]
    told += _twice((option.get("value", "") for option in options), "option value")
    for option in options:
        told += _plain(option["text"], 75, "option") + _long(option.get("value"), 150, "option value")
        told += _plain(option.get("description"), 75, "description")
    return told


def _initial(element: Json) -> list[str]:
    chosen = element.get("initial_option")
    offered = [*element.get("options", []), *(o for g in element.get("option_groups", []) for o in g["options"])]
    return ["initial_option is not among the options"] if chosen is not None and chosen not in offered else []


def _table(rows: list[list[Json]]) -> list[str]:
    told = [] if 1 <= len(rows) <= 100 else [f"{len(rows)} rows, 1 to 100 needed"]
    widths = {len(row) for row in rows}
    if max(widths, default=0) > 20:
        told.append(f"{max(widths)} columns, 20 at most")
    if len(widths) > 1:
        told.append(f"rows of {sorted(widths)} cells")
    told += ["an empty cell" for row in rows for cell in row if not "".join(all_texts(cell)).strip()][:1]
    if (size := sum(len(text) for text in all_texts(rows))) > 10_000:
        told.append(f"{size} characters in the table, 10,000 at most")
    return told


def _alt(image: Json) -> list[str]:
    alt = image.get("alt_text", "")
    return _long(alt, 2000, "alt_text") + ([] if alt.strip() else ["an image without alt_text"])


def _plain(text: Json | None, most: int, what: str) -> list[str]:
    if text is None:
        return []
    return _long(text["text"], most, what) + ([] if text["text"].strip() else [f"{what}: an empty text"])


def _long(text: str | None, most: int, what: str) -> list[str]:
    return [f"{what}: {len(text)} characters, {most} at most"] if text is not None and len(text) > most else []


def _twice(names: Iterator[str], what: str) -> list[str]:
    return [f"{what} {name!r} is there {n} times" for name, n in Counter(names).items() if n > 1]


def _pings(text: str) -> list[str]:
    return [f"pings everybody: {found}" for found in _EVERYBODY.findall(text)]
