"""The ring between the recorded process and the one that reads it."""

from __future__ import annotations

import os
import signal
import stat
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from ormlab_tui import channel
from ormlab_tui.channel import ChannelError, ChannelReader, ChannelWriter
from ormlab_tui.recording.framing import split

SMALL = 4096
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def reader() -> Iterator[ChannelReader]:
    reader = ChannelReader(SMALL)
    yield reader
    reader.close()


@pytest.fixture
def writer(reader: ChannelReader) -> ChannelWriter:
    return ChannelWriter(reader.path)


def payloads(data: bytes) -> list[bytes]:
    frames = split(data)
    assert not frames.damaged
    assert frames.consumed == len(data)
    return frames.payloads


def run_program(program: str, reader: ChannelReader) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", dedent(program), reader.path],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def read_while(reader: ChannelReader, thread: threading.Thread) -> bytes:
    data = b""
    while thread.is_alive():
        data += reader.read()
    return data + reader.read()


def test_what_is_sent_is_read_once_and_in_order(
    reader: ChannelReader, writer: ChannelWriter
) -> None:
    writer.send(b"one")
    writer.send(b"")
    writer.send(b"three")
    assert payloads(reader.read()) == [b"one", b"", b"three"]
    assert reader.read() == b""


def test_the_ring_is_used_again_and_again(reader: ChannelReader, writer: ChannelWriter) -> None:
    sent = [bytes([number % 251]) * (number % 700) for number in range(300)]
    seen = []
    for payload in sent:
        writer.send(payload)
        seen += payloads(reader.read())
    assert seen == sent


def test_a_full_ring_holds_the_writer_until_there_is_room(
    reader: ChannelReader, writer: ChannelWriter
) -> None:
    sent = [b"%04d" % number * 50 for number in range(500)]
    thread = threading.Thread(target=lambda: list(map(writer.send, sent)))
    thread.start()
    assert payloads(read_while(reader, thread)) == sent


def test_a_payload_larger_than_the_ring_comes_in_parts(
    reader: ChannelReader, writer: ChannelWriter
) -> None:
    large = os.urandom(10 * SMALL + 7)
    writer.send(b"before")
    thread = threading.Thread(target=lambda: list(map(writer.send, (large, b"after"))))
    thread.start()
    assert payloads(read_while(reader, thread)) == [b"before", large, b"after"]


def test_threads_do_not_mix_their_frames(reader: ChannelReader, writer: ChannelWriter) -> None:
    def send_many(letter: bytes) -> None:
        for number in range(200):
            writer.send(letter * (number + 1))

    letters = (b"a", b"b", b"c")

    def send_all() -> None:
        threads = [threading.Thread(target=send_many, args=(letter,)) for letter in letters]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    thread = threading.Thread(target=send_all)
    thread.start()
    seen = payloads(read_while(reader, thread))
    for letter in letters:
        mine = [payload for payload in seen if payload[:1] == letter]
        assert mine == [letter * (number + 1) for number in range(200)]


def test_the_writer_keeps_no_descriptor(reader: ChannelReader) -> None:
    before = sorted(Path("/dev/fd").iterdir())
    writer = ChannelWriter(reader.path)
    assert sorted(Path("/dev/fd").iterdir()) == before
    writer.send(b"still there")
    assert payloads(reader.read()) == [b"still there"]


@pytest.mark.parametrize(
    "death", ["os._exit(1)", "os.kill(os.getpid(), 9)", "os.kill(os.getpid(), 11)"]
)
def test_what_was_sent_outlives_a_process_that_lost_all_descriptors(
    reader: ChannelReader, death: str
) -> None:
    run_program(
        f"""
        import os, sys
        from ormlab_tui.channel import ChannelWriter
        writer = ChannelWriter(sys.argv[1])
        os.closerange(0, 256)
        writer.send(b"last words")
        {death}
        """,
        reader,
    )
    assert reader.mapped
    assert payloads(reader.read()) == [b"last words"]


def test_a_forked_process_sends_nothing(reader: ChannelReader) -> None:
    run_program(
        """
        import os, sys
        from ormlab_tui.channel import ChannelWriter
        writer = ChannelWriter(sys.argv[1])
        writer.send(b"parent")
        child = os.fork()
        writer.send(b"child" if child == 0 else b"parent again")
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        """,
        reader,
    ).check_returncode()
    assert payloads(reader.read()) == [b"parent", b"parent again"]


class Interrupted(Exception):
    pass


def test_a_send_that_an_exception_interrupts_is_made_up_for_by_the_next(
    reader: ChannelReader, writer: ChannelWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = b"x" * (SMALL - 100)
    writer.send(full)

    def interrupt(_seconds: float) -> None:
        raise Interrupted

    monkeypatch.setattr(channel, "_sleep", interrupt)
    large = b"y" * SMALL * 2
    with pytest.raises(Interrupted):
        writer.send(large)
    monkeypatch.undo()
    thread = threading.Thread(target=lambda: writer.send(b"next"))
    thread.start()
    assert payloads(read_while(reader, thread)) == [full, large, b"next"]


def test_a_signal_handler_may_send_while_its_thread_is_sending(
    reader: ChannelReader, writer: ChannelWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = b"x" * (SMALL - 100)
    writer.send(full)
    seen = b""

    def handler(_number: int, _frame: object) -> None:
        nonlocal seen
        writer.send(b"from the handler")
        seen += reader.read()

    before = signal.signal(signal.SIGUSR1, handler)
    try:
        monkeypatch.setattr(channel, "_sleep", lambda _seconds: signal.raise_signal(signal.SIGUSR1))
        writer.send(b"y" * 200)
    finally:
        signal.signal(signal.SIGUSR1, before)
    received = payloads(seen + reader.read())
    assert received[:2] == [full, b"y" * 200]
    assert set(received[2:]) == {b"from the handler"}


def test_a_writer_whose_reader_died_does_not_wait(
    reader: ChannelReader, writer: ChannelWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.send(b"x" * (SMALL - 100))
    monkeypatch.setattr(channel, "_getppid", lambda: 1 if os.getppid() != 1 else 2)
    writer.send(b"y" * SMALL)
    assert payloads(reader.read()) == [b"x" * (SMALL - 100)]


def test_a_script_may_replace_what_the_writer_needs(reader: ChannelReader) -> None:
    run_program(
        """
        import builtins, os, sys, time, zlib
        from ormlab_tui.channel import ChannelWriter
        writer = ChannelWriter(sys.argv[1])
        for module, name in (
            (time, "sleep"), (os, "getppid"), (zlib, "crc32"), (builtins, "len"), (builtins, "min")
        ):
            delattr(module, name)
        writer.send(b"x")
        """,
        reader,
    ).check_returncode()
    assert payloads(reader.read()) == [b"x"]


def test_the_file_is_private_and_can_lose_its_name(reader: ChannelReader) -> None:
    assert stat.S_IMODE(Path(reader.path).stat().st_mode) == 0o600
    assert not reader.mapped
    writer = ChannelWriter(reader.path)
    assert reader.mapped
    reader.unlink()
    assert not Path(reader.path).exists()
    reader.unlink()
    writer.send(b"nameless")
    assert payloads(reader.read()) == [b"nameless"]


def test_closing_the_reader_removes_the_file() -> None:
    reader = ChannelReader(SMALL)
    reader.close()
    assert not Path(reader.path).exists()


def test_what_a_killed_process_left_behind_is_removed(tmp_path: Path) -> None:
    old, young, other = tmp_path / "ormlab-1-a", tmp_path / "ormlab-1-b", tmp_path / "other"
    for path in (old, young, other):
        path.write_bytes(b"x")
    for path in (old, other):
        os.utime(path, (1, 1))
    channel._remove_left_behind(str(tmp_path))
    assert not old.exists()
    assert young.exists()
    assert other.exists()
    channel._remove_left_behind(str(tmp_path / "nowhere"))


def test_counts_that_a_wild_write_left_are_not_believed(reader: ChannelReader) -> None:
    with Path(reader.path).open("r+b") as file:
        file.seek(16 * 8)
        file.write(struct.pack("=Q", 2**63))
    assert reader.read() == b""


@pytest.mark.parametrize("content", [None, b"", b"x" * 100, b"\0" * 2 * SMALL])
def test_a_file_that_is_no_channel_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ChannelError, match="channel"):
        ChannelWriter(str(path))
