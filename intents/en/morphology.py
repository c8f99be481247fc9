"""English word forms: plurals, the verbs people use of figures, British and American spelling."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[a-zÀ-ɏ]")

# Forms brought to one because people tell the same figure by either: "leads we lost", "did we lose any leads".
_IRREGULAR = {
    "lost": "lose", "losing": "lose", "loses": "lose", "won": "win", "winning": "win", "sold": "sell",
    "sells": "sell", "spent": "spend", "spending": "spend", "spends": "spend", "bought": "buy", "converted": "convert",
    "converting": "convert", "acquired": "acquire", "acquiring": "acquire", "qualified": "qualify",
    "resolved": "resolve", "resolving": "resolve", "closed": "close", "closing": "close", "people": "person",
    "avg": "average", "men": "man", "women": "woman", "children": "child", "responded": "respond", "brought": "bring",
}  # fmt: skip
# Nouns in s whose form without it is another word: goods are not good, and means not mean.
_IN_S = (
    "sales news series business always status bonus analysis basis less pass plus goods means savings earnings "
    "proceeds takings customs premises headquarters contents arms odds"
)
_PAST = "lost won sold spent bought brought sent paid held met left made given taken kept"
_PARTICIPLES = frozenset(_PAST.split())
_SAME_IN_BOTH = frozenset(_IN_S.split())


def writes(word: str) -> bool:
    """The word is in Latin letters."""
    return bool(_LATIN.match(word))


def stem(word: str) -> str:
    """One form for singular and plural, past and present, -ise and -ize."""
    known = _IRREGULAR.get(word)
    if known:
        return known
    word = _singular(word)
    if len(word) > 6:
        word = word.replace("isation", "ization").replace("ise", "ize") if "is" in word else word
        word = word.replace("colour", "color").replace("centre", "center").replace("programme", "program")
    return word


def bends_verb(word: str) -> bool:
    """The word is a past form that `stem` brings to its verb: "resolved", "won"."""
    return word in _IRREGULAR and word.endswith(("ed", "n", "t", "d"))


def happened(word: str) -> bool:
    """The word is a past participle: "won", "resolved", "shipped", but not "unresolved"."""
    past = word in _PARTICIPLES or (len(word) > 4 and word.endswith("ed") and not word.endswith("eed"))
    return past and not word.startswith("un")


def plural(word: str) -> bool:
    """The word is a plural noun: "products", "people"; "sales" counts as one."""
    return word in ("people", "men", "women", "children", "sales") or _singular(word) != word


def noun_of(word: str) -> str | None:
    """The noun that a past verb in -ed is made of: order of ordered, reply of replied."""
    if len(word) < 6 or not word.endswith("ed"):
        return None
    return word[:-3] + "y" if word.endswith("ied") else word[:-2]


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _SAME_IN_BOTH:
        return "sale" if word == "sales" else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]
