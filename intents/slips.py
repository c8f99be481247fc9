"""Words with letters left out, as numbers: two words a slip apart share one, so that near words need no scan.

The number of a word is its letters' codes as digits to an odd base, modulo 2**32; of a word with a letter left out it
follows from the sums before and after that letter. Words that share a number by chance are told apart by their letters.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST, LONGEST = 3, 24
_BASE, _MODULUS = 0x9E3779B1, 1 << 32
_POWERS = [pow(_BASE, place, _MODULUS) for place in range(LONGEST + 1)]
_BACK = pow(_BASE, -1, _MODULUS)
_BACK_TWICE = _BACK * _BACK % _MODULUS


def allowed(length: int) -> int:
    """How many slips a word of that length may have."""
    return 1 if length < 8 else 2


def numbers(word: str) -> Iterator[int]:
    """The number of the word, and of each way to leave out as many letters as it may have slips.

    Two letters are left out only between the first and the last: both ends of such a word have to be right.
    """
    sums = [0]
    for power, char in zip(_POWERS, word, strict=False):
        sums.append((sums[-1] + power * ord(char)) % _MODULUS)
    whole, length = sums[-1], len(word)
    yield whole
    if length > LONGEST:
        return
    for place in range(length):
        yield (sums[place] + (whole - sums[place + 1]) * _BACK) % _MODULUS
    if allowed(length) < 2:
        return
    for first in range(1, length - 2):
        before, after = sums[first], sums[first + 1]
        for second in range(first + 1, length - 1):
            between = (sums[second] - after) * _BACK
            yield (before + between + (whole - sums[second + 1]) * _BACK_TWICE) % _MODULUS
