"""Questions from a file, one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.failures import Exit, Stop


def lines_of(file: Path) -> Iterator[str | None]:
    """Every line in order, without its end; None for one that is no UTF-8 text."""
    for line in _bytes(file).removesuffix(b"\n").split(b"\n"):
        try:
            yield line.removesuffix(b"\r").removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        except UnicodeDecodeError:
            yield None


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise Stop(Exit.FILE, f"There is no file {file}.") from None
    except OSError as error:
        raise Stop(Exit.FILE, f"{file} cannot be read: {error.strerror}.") from None
    if not content.strip():
        raise Stop(Exit.FILE, f"There is no question in {file}.")
    return content
