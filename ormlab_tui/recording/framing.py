"""How messages follow each other in a file or a stream: length, checksum, message.

A frame is a little-endian 32-bit length, the CRC-32 of the payload, and the payload, which is
one message in MessagePack. A torn or damaged tail is told apart from everything whole before it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import cache
from typing import IO, NamedTuple

import msgspec

from ormlab_tui.recording.messages import Message

MAX_PAYLOAD = 64 * 1024 * 1024
_HEAD = struct.Struct("<II")
HEAD_SIZE = _HEAD.size

_encoder = msgspec.msgpack.Encoder()


class DamagedFrame(Exception):
    """A frame whose length or checksum is wrong."""


class Frames(NamedTuple):
    """The whole payloads found, how many bytes they took, and whether damage was met."""

    payloads: list[bytes]
    consumed: int
    damaged: bool


def encode(message: Message) -> bytes:
    """Return the message as one frame."""
    return frame(_encoder.encode(message))


def frame(payload: bytes) -> bytes:
    """Return the payload with its length and checksum before it."""
    return _HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def decode(payload: bytes) -> Message:
    """Return the message of a payload.

    Raises `msgspec.DecodeError` (or its `ValidationError`) for anything that isn't one.
    """
    return _decoder().decode(payload)


def prepare() -> None:
    """Get ready to decode, while there is nothing else to do."""
    _decoder()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Message]:
    # Made at its first use: it takes longer than the rest of this module.
    return msgspec.msgpack.Decoder(Message)


def split(buffer: bytes | bytearray | memoryview, start: int = 0) -> Frames:
    """Return the whole frames of `buffer` from `start` on.

    `consumed` counts from `start`. An incomplete frame at the end is left for later;
    `damaged` says that a checksum or a length was wrong.
    """
    view = memoryview(buffer)
    payloads: list[bytes] = []
    position, size = start, len(view)
    damaged = False
    while position + HEAD_SIZE <= size:
        length, checksum = _HEAD.unpack_from(view, position)
        if length > MAX_PAYLOAD:
            damaged = True
            break
        end = position + HEAD_SIZE + length
        if end > size:
            break
        payload = bytes(view[position + HEAD_SIZE : end])
        if zlib.crc32(payload) != checksum:
            damaged = True
            break
        payloads.append(payload)
        position = end
    return Frames(payloads, position - start, damaged)


def read_frames(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the payloads of a stream one by one, as far as they are whole.

    No more is read or held than one of them. Raises DamagedFrame at a wrong length or checksum.
    """
    while len(head := stream.read(HEAD_SIZE)) == HEAD_SIZE:
        length, checksum = _HEAD.unpack(head)
        if length > MAX_PAYLOAD:
            raise DamagedFrame
        payload = stream.read(length)
        if len(payload) < length:
            return
        if zlib.crc32(payload) != checksum:
            raise DamagedFrame
        yield payload
