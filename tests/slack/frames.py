"""WebSocket frames: enough of RFC 6455 to read a connection and to put frames of our own into it."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

TEXT, CLOSE = 1, 8


class Ended(Exception):
    """The other side is gone."""


@dataclass(frozen=True)
class Frame:
    """One frame, its payload unmasked."""

    first: int  # FIN, reserved bits and opcode
    payload: bytes

    @property
    def is_text(self) -> bool:
        """A whole text message."""
        return self.first == 0x80 | TEXT

    def packed(self, *, masked: bool) -> bytes:
        """The frame as bytes; a client's frames are masked, a server's are not."""
        bit, size = 0x80 if masked else 0, len(self.payload)
        if size < 126:
            head = bytes([self.first, bit | size])
        elif size < 1 << 16:
            head = bytes([self.first, bit | 126]) + size.to_bytes(2, "big")
        else:
            head = bytes([self.first, bit | 127]) + size.to_bytes(8, "big")
        if not masked:
            return head + self.payload
        mask = os.urandom(4)
        return head + mask + _masked(self.payload, mask)


def text_frame(text: str) -> Frame:
    """A whole text message as one frame."""
    return Frame(0x80 | TEXT, text.encode())


class FrameReader:
    """Reads frames from a socket; `rest` is what was read of it already."""

    def __init__(self, connection: socket.socket, rest: bytes = b"") -> None:
        self._connection, self._rest = connection, rest

    def read(self) -> Frame:
        """The next frame; raises Ended."""
        first, second = self._take(2)
        size = second & 0x7F
        if size == 126:
            size = int.from_bytes(self._take(2), "big")
        elif size == 127:
            size = int.from_bytes(self._take(8), "big")
        mask = self._take(4) if second & 0x80 else b""
        payload = self._take(size)
        return Frame(first, _masked(payload, mask) if mask else payload)

    def _take(self, size: int) -> bytes:
        while len(self._rest) < size:
            try:
                more = self._connection.recv(65536)
            except OSError as error:
                raise Ended from error
            if not more:
                raise Ended
            self._rest += more
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def _masked(payload: bytes, mask: bytes) -> bytes:
    whole = mask * (len(payload) // 4 + 1)
    return bytes(a ^ b for a, b in zip(payload, whole, strict=False))
