"""A general Earley parser (lark) over a toy grammar of English names of the catalogue, to measure reading beside it."""

from __future__ import annotations

from collections.abc import Iterable

from lark import Lark, LarkError

from intents.member_phrases import phrase_words, phrases_of
from queries.catalogue.model import Catalogue
from queries.members import Members

_MOST_MEMBERS = 100
"""Of larger breakdowns no members are in the grammar."""
_REST = r"""
start: _filler* part (_filler* part)* _filler*
part: metric | breakdown | filter | period | rank | compare
breakdown: ("by" | "per" | "for each" | "across") dimension (("and" | ",") dimension)*
filter: ("in" | "for" | "from" | "except")? member (("and" | "or") member)*
rank: ("top" | "bottom" | "best" | "worst") NUMBER? dimension
compare: ("vs" | "versus" | "compared with" | "compared to") period
period: ("in" | "during" | "since")? (relative | MONTH NUMBER? | "q" NUMBER NUMBER? | NUMBER)
relative: ("this" | "last" | "next" | "past") NUMBER? UNIT | "today" | "yesterday"
_filler: "show me" | "what is" | "what was" | "the" | "of" | "please" | "how many" | "how much" | "and" | "," | "?" | "." | "our" | "give me"
UNIT: /(day|week|month|quarter|year)s?/
MONTH.2: /january|february|march|april|may|june|july|august|september|october|november|december/
NUMBER: /[0-9]+/
%ignore " "
"""  # noqa: E501


class Earley:
    """Parses lower-case text; it says no more than which names and periods were said."""

    def __init__(self, catalogue: Catalogue, members: Members) -> None:
        metrics = (p for m in catalogue.metrics.values() for p in phrases_of(m.words))
        dimensions = (p for d in catalogue.dimensions.values() for p in phrases_of(d.words))
        named = (
            name
            for dimension, names in members.names.items()
            if members.count(dimension) <= _MOST_MEMBERS and dimension in catalogue.dimensions
            for name in names
        )
        rules = [_rule("metric", metrics), _rule("dimension", dimensions), _rule("member", named)]
        self._lark = Lark("\n".join([*rules, _REST]), parser="earley", lexer="dynamic", ambiguity="resolve")

    def parse(self, question: str) -> bool:
        """Whether the grammar has the question."""
        try:
            self._lark.parse(" ".join(phrase_words(question)))
        except LarkError:
            return False
        return True


def _rule(name: str, phrases: Iterable[str]) -> str:
    said = sorted({" ".join(phrase_words(phrase)) for phrase in phrases if phrase.isascii() and phrase_words(phrase)})
    return f"{name}: " + " | ".join('"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"' for one in said)
