"""Words that are said around a question only where they frame it: "show …", "… did we receive", "a quick chart".

A language gives them the role "frame", with a value that tells where they say nothing of their own:
"helped" with a helping word before ("orders did we take"); "verb" there too, before what is asked, after it, and
after a word for the answer's form ("a map showing"); "done" directly after a helping word ("were placed"); "made"
there, or directly after the thing it is said of ("revenue generated"); "kind" directly before a word for the answer's
form ("detailed breakdown"); "people" but where what follows says which; "spread" where something is broken down.
Anywhere else they may change what is asked, and are left to be named as not understood.
"""

from __future__ import annotations

from collections.abc import Sequence

from intents.lexicon import Lexicon, Sense

_AROUND = frozenset(("filler", "frame", "chart"))
_SPREADING = frozenset(("by", "each", "wise", "adverb_grain", "cycle"))


def as_framed(roles: Sequence[Sense], texts: Sequence[str], at: int, count: int, lexicon: Lexicon) -> list[Sense]:
    """The roles of words [at, at + count): a frame is a filler where it frames, and nothing elsewhere."""
    framed = []
    for sense in roles:
        if sense.kind != "frame":
            framed.append(sense)
        elif sense.value == "verb" and _asks_for_thing(texts, at, count, lexicon):
            framed.append(Sense("command", "", sense.text))
        elif _frames(sense.value, texts, at, count, lexicon):
            framed.append(Sense("filler", "", sense.text))
    return framed


def _frames(value: str, texts: Sequence[str], at: int, count: int, lexicon: Lexicon) -> bool:
    before = texts[at - 1] if at else ""
    after = texts[at + count] if at + count < len(texts) else ""
    match value:
        case "helped" | "verb" if any(word in lexicon.ties("helping") for word in texts[:at]):
            return True
        case "verb":
            if before in lexicon.ties("answer") or _is_fronted(texts[:at], lexicon):
                return True
            return _is_around(texts[:at], lexicon) or _is_around(texts[at + count :], lexicon)
        case "done":
            return before in lexicon.ties("done by")
        case "made":
            thing = lexicon.stem(before)
            many = thing != before and lexicon.is_of_member(thing)  # "calls made"
            return before in lexicon.ties("done by") or thing in lexicon.thing_words or many
        case "people":
            return after not in lexicon.ties("having") and not _tells_which(after, lexicon)
        case "kind":
            return after in lexicon.ties("answer")
        case "spread":
            return any(_breaks_down(word, lexicon) for word in (*texts[:at], *texts[at + count :]))
    return False


def _asks_for_thing(texts: Sequence[str], at: int, count: int, lexicon: Lexicon) -> bool:
    """ "give me a discount on laptops": the thing itself, no figure; "give me a sales report" asks for an answer."""
    place = at + count
    giving = lexicon.ties("giving") & set(texts[at:place])
    if not giving or place + 1 >= len(texts) or texts[place] not in lexicon.ties("one"):
        return False
    thing, after = texts[place + 1], texts[place + 2] if place + 2 < len(texts) else ""
    named = any(s.kind == "metric" for s in lexicon.senses(lexicon.stem(thing)))
    ends = not after or after in lexicon.ties("upon") or not any(c.isalnum() for c in after)
    return named and lexicon.stem(thing) == thing and ends


def _tells_which(word: str, lexicon: Lexicon) -> bool:
    return any(sense.kind in ("which", "condition_where") for sense in lexicon.words.get(word, ()))


def _is_fronted(texts: Sequence[str], lexicon: Lexicon) -> bool:
    return any(w in lexicon.ties("fronting") and _is_around(texts[:k], lexicon) for k, w in enumerate(texts))


def _is_around(texts: Sequence[str], lexicon: Lexicon) -> bool:
    """All these words are said around a question."""
    reached = {0}
    for at in range(len(texts)):
        if at not in reached:
            continue
        if not any(letter.isalnum() for letter in texts[at]):
            reached.add(at + 1)
        for count in range(1, min(lexicon.longest_word.get(texts[at], 0), len(texts) - at) + 1):
            if any(s.kind in _AROUND for s in lexicon.words.get(" ".join(texts[at : at + count]), ())):
                reached.add(at + count)
    return len(texts) in reached


def _breaks_down(word: str, lexicon: Lexicon) -> bool:
    named = lexicon.senses(lexicon.stem(word))
    return any(s.kind in _SPREADING for s in lexicon.words.get(word, ())) or any(
        s.kind in ("dimension", "generic") for s in named
    )
