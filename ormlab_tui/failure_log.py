"""What is kept of a failure of ORMLab's own: where in its code, and nothing of the user's.

No source line, no value and no message, since a message may quote either.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path

from ormlab_tui import __version__
from ormlab_tui.folders import data_folder
from ormlab_tui.whole_file import write_whole

#: How many logs are kept; older ones are removed.
KEPT = 5
_PATTERN = "failure-*.log"
_MAX_FRAMES = 60
_MAX_ERRORS = 8


def logs_folder() -> Path:
    """Return where the logs are, whether there are any or not."""
    return data_folder() / "logs"


def write_failure(error: BaseException, where: str) -> Path | None:
    """Write what is known of the failure, and return the private file it is in.

    `where` is what failed, in ORMLab's own words. Raises nothing: None if it can't be written.
    """
    try:
        folder = logs_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = _new_name(folder)
        write_whole(path, failure_text(error, where).encode("utf-8", "replace"), mode=0o600)
        _remove_old(folder, path)
    except OSError:
        return None
    return path


def failure_text(error: BaseException, where: str) -> str:
    """Return the text of a log."""
    lines = [
        f"ORMLab {__version__}: {where} failed",
        f"at {datetime.now().astimezone().isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}",
        *(f"{name} {_version_of(name)}" for name in ("textual", "sqlalchemy")),
        f"TERM={os.environ.get('TERM', '')[:40]!r}",
        "",
    ]
    for number, (told, relation) in enumerate(_chain(error)):
        if number == _MAX_ERRORS:
            lines.append("and more")
            break
        lines += [f"{relation}{error_name(told)}", *_frames(told)]
    return "\n".join(lines) + "\n"


def error_name(error: BaseException) -> str:
    """Return the name of the error's class, with its module's where that isn't Python's own."""
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def failed_at(error: BaseException) -> tuple[object, ...]:
    """Return what two failures for the same reason have in common."""
    return (type(error), *_frames(error)[-1:])


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    waiting: list[tuple[BaseException, str]] = [(error, "")]
    seen: set[int] = set()
    while waiting:
        told, relation = waiting.pop(0)
        if id(told) in seen:
            continue
        seen.add(id(told))
        yield told, relation
        if isinstance(told, BaseExceptionGroup):
            waiting += [(each, "in it: ") for each in told.exceptions]
        if told.__cause__ is not None:
            waiting.append((told.__cause__, "caused by: "))
        elif told.__context__ is not None and not told.__suppress_context__:
            waiting.append((told.__context__, "while handling: "))


def _frames(error: BaseException) -> list[str]:
    frames = [
        f"  {_place(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    if len(frames) > _MAX_FRAMES:
        half = _MAX_FRAMES // 2
        frames[half:-half] = [f"  ... {len(frames) - _MAX_FRAMES} more"]
    return frames


def _place(file: str) -> str:
    """Return the file as a module is imported: the folder it is installed in is the user's."""
    found = [
        entry
        for entry in sys.path
        if entry and file.startswith(os.path.join(entry, ""))  # noqa: PTH118
    ]
    if not found:
        return Path(file).name
    return str(Path(file).relative_to(max(found, key=len)))


def _version_of(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "is not installed"


def _new_name(folder: Path) -> Path:
    stem = f"failure-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}"
    path, number = folder / f"{stem}.log", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.log"
    return path


def _remove_old(folder: Path, newest: Path) -> None:
    others = sorted(
        (path for path in folder.glob(_PATTERN) if path != newest),
        key=lambda path: (path.lstat().st_mtime_ns, path.name),
    )
    for path in others[: max(0, len(others) + 1 - KEPT)]:
        path.unlink(missing_ok=True)
