"""Names for tables and columns, made of file names and headers: "Order Date" and "OrderDate" both become order_date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_OTHER = re.compile(r"\W+|_+")
_SHAPES = str.maketrans({"%": " percent ", "#": " number ", "ي": "ی", "ك": "ک", "\u200c": "_"})
LONGEST = 60


def name_of(text: str, *, place: int = 0) -> str:
    """A name of letters, digits and underscores; `column_N` for a text without any. Letters of all scripts are kept."""
    plain = unicodedata.normalize("NFKC", text).translate(_SHAPES)
    name = _OTHER.sub("_", _CAMEL.sub("_", plain)).strip("_").casefold()[:LONGEST].rstrip("_")
    name = (
        "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        if name.isascii()
        else name
    )
    if not name:
        return f"column_{place + 1}"
    return f"n_{name}" if name[0].isdigit() else name


def names_of(headers: Sequence[str]) -> tuple[str, ...]:
    """A name for each header, none of them twice: the second "amount" is amount_2."""
    names: list[str] = []
    taken: set[str] = set()
    for place, header in enumerate(headers):
        base = name_of(header, place=place)
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        names.append(name)
    return tuple(names)
