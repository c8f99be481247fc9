"""Writes catalogue entries as YAML that people like to edit: a comment, then a key a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from queries.guessing.draft import Entry


def entry_text(name: str, entry: Entry) -> str:
    """The lines of one entry, indented below its section."""
    lines = [f"  # {one_line(entry.why)}"] if entry.why else []
    if not entry.values:
        return "\n".join([*lines, f"  {scalar(name)}: {{}}"]) + "\n"
    lines.append(f"  {scalar(name)}:")
    lines.extend(f"    {scalar(key)}: {flow(value)}" for key, value in entry.values.items())
    return "\n".join(lines) + "\n"


def section_text(section: str, entries: Mapping[str, str]) -> str:
    """A section with the texts of its entries."""
    return f"{section}:\n" + "\n".join(entries.values()) if entries else ""


def flow(value: Any) -> str:
    """A value on one line."""
    text = yaml.dump(value, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False)
    return str(text).removesuffix("\n").removesuffix("\n...")


def scalar(text: str) -> str:
    """A text on one line, quoted where YAML would read it as something else."""
    return flow(text)


def one_line(text: str) -> str:
    """A comment that cannot end before its line does."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:300]


class _Dumper(yaml.SafeDumper):
    """Without anchors: two entries may have equal lists."""

    def ignore_aliases(self, data: object) -> bool:
        return True


# "on" is a key of every join; the catalogue's loader does not read it as "true", as YAML 1.1 does.
_Dumper.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not (letter == "o" and tag == "tag:yaml.org,2002:bool")]
    for letter, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
