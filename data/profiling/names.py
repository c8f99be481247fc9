"""Headings taken apart: "CustomerID", "customer_id" and "Customer Id" are the words customer and id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_SMALL, _CAPITAL = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_PIECES = re.compile(
    rf"[{_CAPITAL}]+(?=[{_CAPITAL}][{_SMALL}])|[{_CAPITAL}]?[{_SMALL}]+|[{_CAPITAL}]+|\d+|[^\W\d_{_SMALL}{_CAPITAL}]+"
)
_SIGNS = str.maketrans({"\u200c": " ", "'": "", "’": "", "%": " percent ", "#": " number ", "ي": "ی", "ك": "ک"})
ID_WORDS = frozenset(
    [
        "id",
        "key",
        "code",
        "no",
        "number",
        "nr",
        "num",
        "uuid",
        "guid",
        "sku",
        "pk",
        "fk",
        "ref",
        "reference",
        "identifier",
        "شناسه",
        "کد",
        "شماره",
    ]
)
_IDS_BEFORE = frozenset({"id", "pk", "fk", "uuid", "guid"})
_SINGULARS = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "data": "data",
    "series": "series",
    "status": "status",
    "sales": "sales",
    "news": "news",
    "business": "business",
    "address": "address",
    "class": "class",
    "process": "process",
    "access": "access",
    "bonus": "bonus",
    "campus": "campus",
    "gas": "gas",
    "analysis": "analysis",
    "basis": "basis",
    "lens": "lens",
    "canvas": "canvas",
    "days": "day",
    "plus": "plus",
    "previous": "previous",
    "gross": "gross",
    "less": "less",
    "loss": "loss",
    "cross": "cross",
    "discuss": "discuss",
    "success": "success",
    "progress": "progress",
    "miss": "miss",
    "pass": "pass",
    "express": "express",
    "movies": "movie",
    "cookies": "cookie",
    "goods": "goods",
    "arrears": "arrears",
    "headquarters": "headquarters",
    "has": "has",
    "staff": "staff",
    "is": "is",
    "was": "was",
    "us": "us",
    "this": "this",
    "buses": "bus",
    "cases": "case",
    "purchases": "purchase",
    "expenses": "expense",
    "houses": "house",
    "warehouses": "warehouse",
    "courses": "course",
    "responses": "response",
    "licenses": "license",
    "releases": "release",
    "cns": "cns",
    "sms": "sms",
    "gps": "gps",
    "nps": "nps",
    "pos": "pos",
    "cos": "cos",
    "kpis": "kpi",
    "invoices": "invoice",
}
_PLURALS = {single: many for many, single in _SINGULARS.items() if single != many} | {"person": "people"}


@lru_cache(maxsize=65536)
def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading, in small letters: "Sub-Category" is sub, category."""
    plain = unicodedata.normalize("NFC", heading).translate(_SIGNS)
    return tuple(piece.casefold() for piece in _PIECES.findall(plain))


def singular(word: str) -> str:
    """One of what an English word names many of; the word itself where it is not known to be a plural."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if len(word) < 4 or not word.isascii() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """Several of what an English word names one of."""
    if singular(word) != word or word in ("sales", "data", "series", "news", "goods", "people", "staff"):
        return word
    if word in _PLURALS:
        return _PLURALS[word]
    if not word.isascii() or not word.isalpha():
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def without_id(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a column without those that only say that it is a key: customer of "customer id"."""
    kept = list(words)
    while kept and kept[-1] in ID_WORDS:
        kept.pop()
    return tuple(kept)


def id_last(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a column with the one that makes it a key behind what it is a key of: "id_customer"."""
    first = len(words) > 1 and words[0] in _IDS_BEFORE and words[-1] not in ID_WORDS
    return (*words[1:], words[0]) if first else words


def noun_of(
    table: str, noise: Collection[str] = ("dim", "fact", "fct", "tbl", "table", "stg", "raw", "vw", "view")
) -> tuple[str, ...]:
    """What one row of a table is, going by its name: "dim_customers" holds a customer."""
    kept = [word for word in words_of(table) if word not in noise and not word.isdigit()]
    return (*kept[:-1], singular(kept[-1])) if kept else ()
