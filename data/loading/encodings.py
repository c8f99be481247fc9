"""Text files of any encoding become UTF-8 without NULs, with one kind of line end; one that is so stays as it is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from data.loading.code_pages import latin_page
from data.loading.report import Repair
from data.loading.source import SourceError

_PIECE = 1 << 20
_ENDS = re.compile(rb"\r+\n|\r")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_WITHIN = frozenset(bytes([number]) for number in range(0x80, 0xC0))
"""Bytes that are not the first of a letter in UTF-8."""
_ENOUGH = 4 << 20


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file that is UTF-8, and what was done for it."""

    path: Path
    repairs: tuple[Repair, ...] = ()


_POINTER = b"version https://git-lfs.github.com/spec/"


def as_utf8(path: Path, spare: Path) -> Decoded:
    """The file itself where it is clean UTF-8, else a UTF-8 copy of it at `spare` or beside that.

    Raises SourceError where it only points to the file that is meant.
    """
    return _of_one_end(_in_utf8(path, spare), spare.with_suffix(".lines"))


def _in_utf8(path: Path, spare: Path) -> Decoded:
    with path.open("rb") as file:
        head = file.read(_PIECE)
    if head.startswith(_POINTER):
        raise SourceError(f"{path.name} is a pointer of Git LFS, not the data: fetch the file itself (git lfs pull).")
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None) or _wide(head)
    if encoding not in (None, "utf-8-sig"):
        return _copied(path, spare, str(encoding))
    bad, nuls = _faults(path)
    if not bad and not nuls:
        return Decoded(path)
    return _mended(path, spare)


def _of_one_end(decoded: Decoded, spare: Path) -> Decoded:
    """DuckDB reads no file some of whose lines end as on Windows and others not."""
    if not _ends_differ(decoded.path):
        return decoded
    with decoded.path.open("rb") as file, spare.open("wb") as out:
        while piece := file.read(_PIECE):
            while piece.endswith(b"\r") and (more := file.read(1)):
                piece += more
            out.write(_ENDS.sub(b"\n", piece))
    return Decoded(spare, (*decoded.repairs, Repair("line_ends", None, 1)))


def _ends_differ(path: Path) -> bool:
    """Whether lines end in several ways; what stands within quotes ends none, but that takes longer to tell."""
    return len(_kinds_of_ends(path, quotes=False)) > 1 and len(_kinds_of_ends(path, quotes=True)) > 1


def _kinds_of_ends(path: Path, *, quotes: bool) -> set[bytes]:
    kinds: set[bytes] = set()
    before, within = b"", 0
    with path.open("rb") as file:
        while len(kinds) < 2 and (piece := file.read(_PIECE)):
            last = piece[-1:]
            if quotes:
                begin, within = within, (within + piece.count(b'"')) % 2
                piece = b'"'.join(piece.split(b'"')[begin::2])
            both = piece.count(b"\r\n") + (before == b"\r" and piece.startswith(b"\n"))
            kinds |= {kind for kind, many in ((b"\r\n", both), (b"\n", piece.count(b"\n") - both)) if many}
            # The last one may be the half of a whole.
            if piece.count(b"\r") - piece.endswith(b"\r") + (before == b"\r") > both:
                kinds.add(b"\r")
            before = last
    return {b"\r", b"\n"} if within else kinds


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of a Latin text is a NUL."""
    sample = head[: 4096 - 4096 % 2]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _faults(path: Path) -> tuple[bool, bool]:
    """Whether a file has bytes that are no UTF-8, and NULs."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    bad = nuls = False
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            nuls = nuls or b"\0" in piece
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return True, nuls
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            bad = True
    return bad, nuls


def _copied(path: Path, spare: Path, encoding: str) -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    nuls = 0
    with path.open("rb") as file, spare.open("w", encoding="utf-8", newline="") as out:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            nuls += text.count("\0")
            out.write(text.replace("\0", ""))
        out.write(decoder.decode(b"", final=True))
    repairs = [Repair("encoding", None, 1, detail=encoding.upper())]
    if nuls:
        repairs.append(Repair("nuls", None, nuls))
    return Decoded(spare, tuple(repairs))


def _mended(path: Path, spare: Path) -> Decoded:
    """Each line that is no UTF-8 is read in the legacy encoding that suits all such lines best."""
    legacy = _legacy(path)
    letters = _PERSIAN if legacy == "cp1256" and _is_persian(path) else {}
    nuls = odd = lines = wide = 0
    examples: list[str] = []
    with path.open("rb") as file, spare.open("w", encoding="utf-8", newline="") as out:
        while line := file.readline(_PIECE):
            lines += 1
            while not line.endswith(b"\n") and file.peek(1)[:1] in _WITHIN:
                line += file.read(1)  # a piece of a long line ends with a whole letter
            if b"\0" in line:
                nuls += line.count(0)
                line = line.replace(b"\0", b"")
            try:
                text = line.decode("utf-8")
                wide += not line.isascii()
            except UnicodeDecodeError:
                odd += 1
                text = line.decode(legacy, errors="replace").translate(letters)
                if len(examples) < 3:
                    examples.append(text.strip()[:80])
            out.write(text)
    repairs = []
    if odd and not wide:
        repairs.append(Repair("encoding", None, odd, tuple(examples), legacy))
    elif odd:
        repairs.append(Repair("mixed_encoding", None, odd, tuple(examples), legacy, doubtful=True))
    if nuls:
        repairs.append(Repair("nuls", None, nuls))
    return Decoded(spare, tuple(repairs))


_WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
_PERSIAN = str.maketrans("يىك", "ییک")
_PERSIAN_BYTES = (0x81, 0x8D, 0x8E, 0x90, 0x98)  # peh, cheh, jeh, gaf and keheh, which Arabic does not have


def _is_persian(path: Path) -> bool:
    """Whether a text of cp1256, which has no Persian yeh, has letters that Persian has beside the Arabic ones."""
    with path.open("rb") as file:
        return any(byte in piece for piece in iter(lambda: file.read(_PIECE), b"") for byte in _PERSIAN_BYTES)


def _legacy(path: Path) -> str:
    """The code page of the lines that are no UTF-8: cp1256 (Arabic, Persian), cp1251 or a Latin one by their letters.

    In Arabic or Cyrillic text words are of letters above 127; in Latin text these stand among ASCII letters.
    """
    whole = mixed = 0
    counts, between = [0] * 256, [0] * 256
    with path.open("rb") as file:
        seen = looked = 0
        while seen < 2000 and looked < _ENOUGH and (line := file.readline(_PIECE)):
            try:
                line.decode("utf-8")
                continue
            except UnicodeDecodeError:
                seen += 1
                looked += len(line)
            for word in _WORDS.findall(line):
                high = sum(byte > 0x7F for byte in word)
                whole += high == len(word) > 1
                mixed += 0 < high < len(word)
                for place, byte in enumerate(word):
                    if byte > 0x7F:
                        counts[byte] += 1
                        between[byte] += word[max(place - 1, 0) : place + 2 : 2].isalpha() and 0 < place < len(word) - 1
    if whole <= mixed:
        page = latin_page(*({b: n for b, n in enumerate(some) if n} for some in (counts, between)))
        missing = page == "cp1252" and any(counts[b] for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
        return "latin-1" if missing else page
    # Alef, lam, ya, ha, ra, mim, nun and waw of cp1256 make up most of an Arabic or Persian text.
    arabic = sum(
        counts[b]
        for b in (0xC7, 0xE1, 0xED, 0xE5, 0xD1, 0xE3, 0xE4, 0xE6, 0xCA, 0xCF, 0xC8, 0x81, 0x8D, 0x90, 0x98, 0xD4, 0xD3)
    )
    cyrillic = sum(
        counts[b]
        for b in (0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2, 0xF1, 0xF0, 0xE2, 0xEB, 0xEA, 0xEC, 0xE4, 0xEF, 0xF3, 0xFF)
    )
    return "cp1256" if arabic >= cyrillic else "cp1251"
