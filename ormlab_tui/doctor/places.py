"""Where everything of the user's is, and whether it can be read and written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ormlab_tui.course.discover import discover_courses
from ormlab_tui.course.model import CourseError
from ormlab_tui.doctor.model import Finding
from ormlab_tui.failure_log import logs_folder
from ormlab_tui.folders import data_folder
from ormlab_tui.settings import Loaded, settings_file


def places(loaded: Loaded) -> Iterator[Finding]:
    """Yield the settings, the folders and the courses."""
    yield from _settings(loaded)
    yield _folder("data folder", data_folder())
    chosen = loaded.settings.workspace
    workspaces = data_folder() / "workspaces" if chosen is None else Path(chosen).expanduser()
    yield _folder("workspaces", workspaces)
    yield from _courses()
    yield from _logs()


def _settings(loaded: Loaded) -> Iterator[Finding]:
    file = settings_file()
    if not os.path.lexists(file):
        yield _folder("settings", file.parent, f"{file}, not made yet")
        return
    for notice in loaded.notices:
        yield Finding("places", "settings", str(file), "wrong", f"mend it: {notice}")
    if not loaded.notices:
        if _writable(file) and _writable(file.parent):
            yield Finding("places", "settings", str(file))
        else:
            advice = "it can be read and not changed: give yourself the right to write it"
            yield Finding("places", "settings", str(file), "wrong", advice)


def _folder(name: str, folder: Path, value: str | None = None) -> Finding:
    value = str(folder) if value is None else value
    if not os.path.lexists(folder):
        # What would have to make it.
        there = next((each for each in folder.absolute().parents if each.exists()), Path("/"))
        if there.is_dir() and _writable(there):
            return Finding(
                "places", name, value if "not made" in value else f"{value}, not made yet"
            )
        advice = f"it can't be made: give yourself the right to write {there}"
        return Finding("places", name, value, "wrong", advice)
    if not folder.is_dir():
        return Finding("places", name, value, "wrong", f"{folder} is no folder: rename it")
    if not (_writable(folder) and os.access(folder, os.R_OK | os.X_OK)):
        advice = f"give yourself the right to read and write {folder}"
        return Finding("places", name, value, "wrong", advice)
    return Finding("places", name, value)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _courses() -> Iterator[Finding]:
    try:
        courses = discover_courses(None)
    except CourseError as error:
        advice = f"install ORMLab again: {error}"
        yield Finding("places", "courses", "can't be opened", "wrong", advice)
        return
    for course in courses.courses:
        exercises = len(course.exercises)
        words = f"{course.folder}, {exercises} exercise{'' if exercises == 1 else 's'}"
        yield Finding("places", f"course {course.id}", words)
    for problem in courses.problems:
        yield Finding("places", "courses", "one is left out", "wrong", f"mend it: {problem}")


def _logs() -> Iterator[Finding]:
    folder = logs_folder()
    try:
        logs = sorted(folder.glob("failure-*.log"), key=lambda path: path.stat().st_mtime_ns)
    except OSError:
        logs = []
    if logs:
        words = f"{folder}, the last of {len(logs)} is {logs[-1].name}"
        yield Finding("places", "logs of failures", words, "note")
    else:
        yield _folder("logs of failures", folder)
