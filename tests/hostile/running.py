"""Running a hostile script under the recorder, and looking at what it left."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import psutil

from ormlab_tui.recording import Recording, open_recording, world_at
from ormlab_tui.recording.document import recording_document, world_document
from ormlab_tui.recording.framing import decode
from ormlab_tui.recording.messages import Step
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.recording_file import RecordingFile
from ormlab_tui.runner.run import Run

#: How each script begins; the misdeed is what follows, and follows at once.
PRELUDE = """\
import os, sys
marker = "before"
print("said before", flush=True)
ready = True
"""
_READY = 4
_FOREVER = 300.0
#: No script waits for anything that takes so long.
_INSIDE_SECONDS = 0.3
_AT_ONCE = 3


class Misdeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a script that does its worst; its first line says what is unlike this.

    `outcome` is one kind of outcome, or several with spaces between. An `endless` script is given
    `_INSIDE_SECONDS` once it has begun its misdeed, however long it took to get there. `after` is
    a variable and its text: what must be in the recording though the misdeed came before it.
    """

    source: str = ""
    outcome: str = "finished"
    exit_code: int | None = 0
    max_steps: int = 100_000_000
    max_memory: int = 2048
    max_output: int = 64
    after: tuple[str, str] | None = None
    stdout: str | None = "said before\n"
    endless: bool = False


def misdeeds_in(folder: Path) -> dict[str, Misdeed]:
    """Return the scripts of a folder by their names."""
    found = {}
    for path in sorted(folder.glob("*.py")):
        source = path.read_text()
        known = msgspec.json.decode(source.partition("\n")[0].removeprefix("#:"), type=Misdeed)
        found[path.stem] = msgspec.structs.replace(known, source=source)
    return found


class Ended(NamedTuple):
    """What came of one run."""

    recording: Recording
    #: What is wrong with it, one sentence each.
    wrong: list[str]


def run_all(misdeeds: dict[str, Misdeed], folder: Path) -> list[str]:
    """Run the misdeeds, several at once, and return what went wrong: nothing, one hopes."""

    def run(name: str) -> list[str]:
        place = folder / name
        place.mkdir()
        try:
            return [f"{name}: {fault}" for fault in commit(misdeeds[name], place).wrong]
        except RunError as error:
            return [f"{name}: no recording: {error}"]

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [fault for faults in pool.map(run, misdeeds) for fault in faults]


def commit(misdeed: Misdeed, folder: Path, tracer: str | None = None) -> Ended:
    """Run one misdeed in a folder of its own and look at everything that it left."""
    work = folder / "work"
    work.mkdir(exist_ok=True)
    script = folder / "script.py"
    script.write_text(PRELUDE + misdeed.source, encoding="utf-8", errors="surrogatepass")
    token = secrets.token_hex(8)
    limits = Limits(misdeed.max_steps, _FOREVER, misdeed.max_memory, misdeed.max_output)
    run = Run(
        script,
        [token],
        limits,
        tracer=tracer,
        cwd=work,
        environment={"ORMLAB_TEST_TOKEN": token},
    )
    file = RecordingFile(folder / "made.ormrec", script)
    try:
        for payloads in _followed(run, misdeed):
            file.write(payloads)
    except RunError:
        file.discard()
        raise
    file.finish()
    wrong = [f"process {pid} is still there" for pid in _remaining(token)]
    opened = open_recording(folder / "made.ormrec")
    if opened.notice is not None:
        wrong.append(opened.notice)
    wrong += list(_faults(opened.recording, misdeed))
    return Ended(opened.recording, wrong)


def _followed(run: Run, misdeed: Misdeed) -> Iterator[list[bytes]]:
    begun = time.monotonic()
    for payloads in run.batches():
        if misdeed.endless and run.limits.max_seconds == _FOREVER and _is_ready(payloads):
            passed = time.monotonic() - begun
            run.limits = replace(run.limits, max_seconds=passed + _INSIDE_SECONDS)
        yield payloads


def _is_ready(payloads: list[bytes]) -> bool:
    for payload in payloads:
        message = decode(payload)
        if isinstance(message, Step) and message.file == "script.py" and message.lines[0] == _READY:
            return True
    return False


def _faults(recording: Recording, misdeed: Misdeed) -> Iterator[str]:
    outcome = recording.outcome
    assert outcome is not None
    if outcome.kind not in misdeed.outcome.split():
        yield f"ended as {outcome}"
    if misdeed.exit_code not in (None, outcome.exit_code):
        yield f"ended with exit code {outcome.exit_code}"
    end = recording.end
    assert end is not None
    if misdeed.stdout is not None and end.stdout != misdeed.stdout:
        yield f"printed {end.stdout[:200]!r}"
    first = [step.lines[0] for step in recording.steps[:_READY]]
    if first != [1, 2, 3, 4]:
        yield f"began with the lines {first}"
        return
    if "'before'" not in world_text(recording, _READY - 1):
        yield "lost a variable from before"
    if misdeed.after is not None:
        name, text = misdeed.after
        # The last step may be another thread's.
        last = max(step.index for step in recording.steps if step.thread == "MainThread")
        frames = world_at(recording, last).frames
        found = frames[0].variables.get(name) if frames else None
        if found != text:
            yield f"shows {name} as {found}"
    yield from broken_rules(recording)


def world_text(recording: Recording, step: int) -> str:
    """Return the world after a step as JSON."""
    return msgspec.json.encode(world_document(recording, step)).decode()


def broken_rules(recording: Recording) -> Iterator[str]:
    """Yield what is wrong with any recording, whatever it is of."""
    document: Any = recording_document(recording)
    try:
        msgspec.json.encode(document)
    except Exception as error:
        yield f"its document is no JSON: {error!r}"
    for step in recording.steps:
        source = recording.sources.get(step.file)
        if source is None:
            yield f"step {step.index} is of {step.file}, whose source is not there"
        elif step.lines[1] > len(source.splitlines()) + 1:
            yield f"step {step.index} is past the end of {step.file}"
        if step.depth < 0:
            yield f"step {step.index} has the depth {step.depth}"


def _remaining(token: str) -> list[int]:
    """Return the run's processes that don't go away. They were told to, which takes a while."""
    until = time.monotonic() + 20
    while (found := _carriers(token)) and time.monotonic() < until:
        time.sleep(0.02)
    for pid in found:
        with suppress(psutil.Error):
            psutil.Process(pid).kill()
    return found


def _carriers(token: str) -> list[int]:
    needle = token.encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with suppress(OSError):
            # Both are empty for a process that has ended and waits to be reaped.
            if needle in (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
    return found
