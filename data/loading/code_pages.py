"""Which code page a Latin text is written in: that of the language whose letters are all that it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

_WEST = "cp1252"
_ALPHABETS: tuple[tuple[str, str], ...] = (
    (_WEST, "äöüß"),  # German
    (_WEST, "àâæçéèêëîïôœùûüÿ"),  # French
    (_WEST, "áéíñóúüªº"),  # Spanish
    (_WEST, "áâãàçéêíóôõúüªº"),  # Portuguese
    (_WEST, "àèéìíîòóùú"),  # Italian
    (_WEST, "åäöæøéü"),  # the North
    (_WEST, "áéíóúýðþæö"),  # Icelandic
    (_WEST, "àáèéêëïíóöúüñç"),  # Dutch, Catalan
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áčďéěíňóřšťúůýžäöü"),  # Czech
    ("cp1250", "áäčďéíĺľňóôŕšťúýžěř"),  # Slovak
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Slovene
    ("cp1254", "çğıöşüâîû"),  # Turkish; its İ is told with the ı
    ("cp1257", "āčēģīķļņšūž"),  # Latvian
    ("cp1257", "ąčęėįšųūž"),  # Lithuanian
    ("cp1257", "äõöüšž"),  # Estonian
)
_ENOUGH = 0.97
"""So many of the letters must be of the language: names of other places stand in every list."""


def latin_page(counts: Mapping[int, int], between: Mapping[int, int]) -> str:
    """The code page by how often each byte above 127 stands in the text, and `between` letters of a word: there a
    sign that is no letter speaks against it. The Western one where none suits better."""
    total = sum(counts.values())
    best, page = 0.0, _WEST
    for candidate, alphabet in _ALPHABETS:
        known = set(alphabet) | set(alphabet.upper()) | ({"İ"} if "ı" in alphabet else set())
        read = Counter[bool]()
        for byte, many in counts.items():
            letter = bytes([byte]).decode(candidate, errors="replace")
            if letter.isalpha():
                read[letter in known] += many
            elif between.get(byte, 0):
                read[False] += between[byte]
        letters = read[True] + read[False]
        share = read[True] / letters if letters else 0.0
        if share > best and share >= _ENOUGH and read[True] * 2 > min(total, letters):
            best, page = share, candidate
    return page
