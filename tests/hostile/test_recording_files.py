"""Recording files that are broken, oversized or made to mislead: opened in part or refused."""

from __future__ import annotations

import os
import struct
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ormlab_tui.account import recording_account, world_account
from ormlab_tui.recording import (
    MovingWorld,
    Recording,
    RecordingError,
    open_recording,
    read_recording,
)
from ormlab_tui.recording.document import recording_document, world_document
from ormlab_tui.recording.framing import HEAD_SIZE, encode, frame, split
from ormlab_tui.recording.magic import MAGIC
from ormlab_tui.recording.messages import Message, Step
from ormlab_tui.recording.values import Attribute, FrameValue, ObjectValue

SOUND = Path(__file__).parents[1] / "lab" / "recordings" / "1.4.ormrec"
BOUNDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=list(HealthCheck),
)


def use(recording: Recording) -> None:
    """Do with a recording what ORMLab does with one: print it, export it, walk through it."""
    for line in recording_account(recording):
        assert line.isprintable(), line
    msgspec.json.encode(recording_document(recording))
    world = MovingWorld(recording)
    for step in {0, recording.last // 2, recording.last} & set(range(recording.last + 1)):
        for line in world_account(recording, step):
            assert line.isprintable(), line
        msgspec.json.encode(world_document(recording, step))
        world.move(step)
        world.frames()
    world.move(-1)


def opened(data: bytes) -> Recording | None:
    """Return the recording in the bytes after it was used, None where they are refused."""
    try:
        found = read_recording(data, "hostile.ormrec")
    except RecordingError as error:
        assert str(error)
        return None
    use(found.recording)
    return found.recording


@pytest.fixture(scope="module")
def sound() -> bytes:
    return SOUND.read_bytes()


@pytest.fixture(scope="module")
def payloads(sound: bytes) -> list[bytes]:
    return split(sound, len(MAGIC)).payloads


def test_a_file_cut_at_any_frame_opens_up_to_there(sound: bytes, payloads: list[bytes]) -> None:
    assert opened(sound) is not None
    place = len(MAGIC)
    steps = 0
    for number, payload in enumerate(payloads[:-1]):
        place += HEAD_SIZE + len(payload)
        steps += payload.startswith(b"\xa4step", 1)
        found = read_recording(sound[:place], "cut")
        assert len(found.recording.steps) == steps, number
        assert found.notice is not None


@BOUNDED
@given(st.data())
def test_flipped_bits_are_found_out(data: st.DataObject) -> None:
    damaged = bytearray(SOUND.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] ^= 1 << data.draw(st.integers(0, 7))
    found = opened(bytes(damaged))
    assert found is None or found.last <= read_recording(SOUND.read_bytes(), "sound").recording.last


@BOUNDED
@given(st.data())
def test_damage_that_its_checksum_does_not_tell_is_borne(data: st.DataObject) -> None:
    payloads = list(split(SOUND.read_bytes(), len(MAGIC)).payloads)
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(payloads) - 1))
        payload = bytearray(payloads[number])
        if not payload:
            continue
        place = data.draw(st.integers(0, len(payload) - 1))
        kind = data.draw(st.sampled_from(["byte", "cut", "insert", "twice", "gone"]))
        if kind == "byte":
            payload[place] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del payload[place:]
        elif kind == "insert":
            payload[place:place] = data.draw(st.binary(min_size=1, max_size=9))
        elif kind == "twice":
            payloads.insert(number, bytes(payload))
        else:
            payload.clear()
        payloads[number] = bytes(payload)
    opened(MAGIC + b"".join(map(frame, payloads)))


NUMBERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
# What hypothesis makes of these types by itself is more than a message can hold.
ATTRIBUTES = st.dictionaries(TEXTS, st.builds(Attribute, value=TEXTS, committed=TEXTS), max_size=3)
KEYS = st.tuples(TEXTS, st.lists(NUMBERS | TEXTS, max_size=3).map(tuple), TEXTS)
OBJECTS = st.builds(
    ObjectValue,
    object=st.sampled_from(["A#1", "A#2"]) | TEXTS,
    session=st.none() | NUMBERS,
    identity_key=st.none() | KEYS,
    attributes=ATTRIBUTES,
)
FRAMES = st.builds(
    FrameValue,
    thread=st.sampled_from(["MainThread"]) | TEXTS,
    depth=NUMBERS | st.integers(0, 2),
    function=TEXTS,
    file=TEXTS,
    variables=st.dictionaries(TEXTS, TEXTS, max_size=3),
)
for _type, _strategy in ((ObjectValue, OBJECTS), (FrameValue, FRAMES)):
    st.register_type_strategy(_type, _strategy)
MESSAGES: st.SearchStrategy[Message] = st.from_type(Message)  # type: ignore[arg-type]


@BOUNDED
@given(st.lists(st.from_type(Step), max_size=6), st.lists(MESSAGES, max_size=4))
def test_any_messages_that_decode_can_be_walked_through(
    steps: list[Step], others: list[Message]
) -> None:
    header = split(SOUND.read_bytes(), len(MAGIC)).payloads[0]
    numbered: list[Any] = [
        msgspec.structs.replace(step, index=index, lines=(1, max(1, step.lines[1])))
        for index, step in enumerate(steps)
    ]
    try:
        data = b"".join(map(encode, [*numbered, *others]))
    except OverflowError:
        # No file can hold such a number.
        return
    assert opened(MAGIC + frame(header) + data) is not None


@BOUNDED
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_refused_or_opened(data: bytes) -> None:
    opened(data)
    opened(MAGIC + data)
    opened(MAGIC + frame(data))
    header = split(SOUND.read_bytes(), len(MAGIC)).payloads[0]
    opened(MAGIC + frame(header) + data)
    opened(MAGIC + frame(header) + frame(data))


def _head(length: int, checksum: int = 0) -> bytes:
    return struct.pack("<II", length, checksum)


#: What was found by looking for it, and must stay mended.
BOMBS = {
    "a length of four thousand million": _head(2**32 - 1),
    "a length just above the limit": _head(64 * 1024 * 1024 + 1),
    "a length just below the limit": _head(64 * 1024 * 1024 - 1),
    "an array of four thousand million": frame(b"\x92\xa4step\xdd\xff\xff\xff\xff"),
    "a text of four thousand million": frame(b"\x92\xa4step\xdb\xff\xff\xff\xff"),
    "bytes of four thousand million": frame(b"\x92\xa4step\xc6\xff\xff\xff\xff"),
    "arrays in arrays": frame(b"\x91" * 1_000_000),
    "maps in maps": frame(b"\x81\xa1a" * 300_000),
    "millions of empty frames": _head(0) * 2_000_000,
    "zeros": bytes(1_000_000),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_takes_no_more_memory_than_its_file(
    payloads: list[bytes], bomb: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.ormrec"
    for whole in (MAGIC + bomb, MAGIC + frame(payloads[0]) + bomb):
        path.write_bytes(whole)
        tracemalloc.start()
        try:
            with suppress(RecordingError):
                open_recording(path)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        # A frame is read into a buffer of the size that it claims, which is at most 64 MiB.
        assert most < 80 * 1024 * 1024


def test_what_is_no_regular_file_is_refused_unread(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.ormrec"
    os.mkfifo(pipe)
    loop = tmp_path / "loop.ormrec"
    loop.symlink_to(loop)
    large = tmp_path / "large.ormrec"
    large.write_bytes(MAGIC)
    os.truncate(large, 5 * 1024**3)
    for path, words in (
        (pipe, "is not a regular file"),
        (Path("/dev/zero"), "is not a regular file"),
        (loop, "can't be read"),
        (large, "is larger than any recording may be"),
        (Path("nul\0.ormrec"), "can't be read"),
        (tmp_path / ("x" * 300), "can't be read"),
    ):
        with pytest.raises(RecordingError, match=words):
            open_recording(path)


def test_a_newer_version_is_refused_before_anything_of_it_is_read(payloads: list[bytes]) -> None:
    # The version is the third item of the header, whatever the rest has become.
    newer = payloads[0].replace(b"ormlab-recording\x01", b"ormlab-recording\x02", 1)
    with pytest.raises(RecordingError, match="version 2"):
        read_recording(MAGIC + frame(newer) + frame(b"\x92\xa4new!\x01"), "newer")
