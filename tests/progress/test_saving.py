"""Nothing that was saved is lost: not by a kill, not by a second writer, not by a full disk."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ormlab_tui.progress import open_progress
from ormlab_tui.progress.notebook import Progress

PROCESSES = Path(__file__).with_name("processes.py")


def said(*arguments: object) -> list[str]:
    command = [sys.executable, str(PROCESSES), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    lines: list[str] = json.loads(done.stdout)
    return lines


def saved(file: Path) -> list[str]:
    opened, notice = open_progress(path=file)
    assert notice is None
    with opened:
        return [each.text for attempt in opened.history() for each in attempt.explanations]


def test_killed_at_any_moment_nothing_saved_is_lost(file: Path) -> None:
    lines = said("kill", file, 20, "moments")
    assert not [line for line in lines if line.startswith("notice")]
    assert lines
    assert set(lines) <= set(saved(file))
    names = {path.name for path in file.parent.iterdir()}
    # A journal that was only begun holds nothing; it goes with the next transaction.
    assert names - {"progress.sqlite-journal"} == {"progress.sqlite", ".progress.sqlite.lock"}


def test_two_processes_at_once_lose_nothing(file: Path) -> None:
    lines = said("together", file, 8)
    assert sorted(lines) == sorted(f"{name} {n}" for name in ("one", "two") for n in range(8))
    assert sorted(saved(file)) == sorted(lines)


@contextmanager
def no_room(file: Path) -> Iterator[None]:
    """Let no file of this process grow beyond the progress file's size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_notes_wait_until_there_is_room(file: Path) -> None:
    with open_progress(path=file).progress as progress:
        attempt = progress.begin_attempt("course", "1.1")
        progress.note_hint(attempt, 1)
        with no_room(file):
            progress.note_explanation(attempt, "why", "long " * 20_000)
            progress.note_hint(attempt, 2)
            assert progress.trouble is not None
            assert progress.trouble.startswith(f"progress can't be saved in {file}: ")
            assert progress.trouble.endswith("; 2 notes wait until it can")
            assert hints(progress) == [1]
        progress.note_hint(attempt, 3)
        assert progress.trouble is None
        assert hints(progress) == [1, 2, 3]
        assert len(progress.history()[0].explanations[0].text) == 100_000


def test_what_waits_is_saved_when_the_lab_closes(file: Path) -> None:
    progress = open_progress(path=file).progress
    with no_room(file):
        attempt = progress.begin_attempt("course", "1.1")
        progress.note_explanation(attempt, "why", "long " * 20_000)
        assert progress.close() is not None
    assert progress.close() is None
    assert saved(file) == ["long " * 20_000]


def test_an_attempt_goes_on_in_the_new_file_when_its_own_was_set_aside(file: Path) -> None:
    with open_progress(path=file).progress as progress:
        attempt = progress.begin_attempt("course", "1.1")
        file.write_bytes(b"overwritten by something else")
        with open_progress(path=file).progress:
            progress.note_hint(attempt, 1)
        assert progress.trouble is None
    with open_progress(path=file).progress as again:
        assert [(each.id, each.exercise) for each in again.history()] == [(attempt, "1.1")]
        assert hints(again) == [1]


def hints(progress: Progress) -> list[int]:
    return [hint.number for hint in progress.history()[0].hints]
