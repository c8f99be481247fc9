"""Whether blocks and views have the shape that Slack publishes: its own types as a JSON Schema, schema/blocks.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

Json = dict[str, Any]
_FILE = Path(__file__).parent / "schema" / "blocks.json"


def misshapen(blocks: Any, where: str = "blocks") -> list[str]:
    """What is wrong with the shape of blocks; [] if nothing."""
    if not isinstance(blocks, list):
        return [f"{where}: {type(blocks).__name__} instead of a list"]
    return [problem for place, block in enumerate(blocks) for problem in _block(block, f"{where}[{place}]")]


def misshapen_view(view: Json) -> list[str]:
    """What is wrong with the shape of a modal or a home page; [] if nothing."""
    if view.get("type") not in ("home", "modal"):
        return [f"view: {view.get('type')!r} is no kind of view"]
    frame = _schema()["definitions"]["Sent"]["properties"][view["type"]]
    told = [*_wrong(frame, {**view, "blocks": []}, "view")]
    return told + misshapen(view.get("blocks"), "view.blocks")


def _block(block: Any, where: str) -> list[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    name = _by_type().get(str(kind))
    return [f"{where}: {kind!r} is no block"] if name is None else _wrong({"$ref": name}, block, where)


def _wrong(part: Json, told: Any, where: str) -> list[str]:
    schema = {**part, "definitions": _schema()["definitions"]}
    problems = jsonschema.Draft7Validator(schema).iter_errors(told)
    return [f"{where}{_path(p)}: {_deepest(p).message[:300]}" for p in problems]


def _deepest(problem: jsonschema.ValidationError) -> jsonschema.ValidationError:
    """In a choice of shapes, the problem of the shape that fits best."""
    while problem.context:
        problem = max(problem.context, key=lambda p: len(p.absolute_path))
    return problem


def _path(problem: jsonschema.ValidationError) -> str:
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in _deepest(problem).absolute_path)


@cache
def _schema() -> Json:
    schema: Json = json.loads(_FILE.read_text(encoding="utf-8"))
    return schema


@cache
def _by_type() -> dict[str, str]:
    definitions = _schema()["definitions"]
    names = [choice["$ref"] for choice in definitions["KnownBlock"]["anyOf"]]
    shapes = {name: definitions[name.removeprefix("#/definitions/")] for name in names}
    told = {name: shape.get("properties", {}).get("type", {}).get("const") for name, shape in shapes.items()}
    return {kind: name for name, kind in told.items() if kind} | {"image": "#/definitions/ImageBlock"}
