"""Which files of a workspace are the learner's, and what copies kept beside them are called."""

from __future__ import annotations

import os
import re
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

from ormlab_tui.whole_file import TEMPORARY_SUFFIX

#: More files than a workspace has; what is beyond is not looked at.
MAX_FILES = 2000
#: What tools keep in folders of their own, by any name that begins with a dot, and these.
_FOLDERS = frozenset({"__pycache__", "node_modules", "venv", "htmlcov"})
#: What editors put beside a file while it is edited or saved, and what running code leaves.
_FILES = (
    "*~",
    ".*",
    "#*#",
    "4913",  # Vim's way to find out whether it may write here.
    "*___jb_???___",
    "*.sw?",
    "*.tmp",
    "*.bak",
    "*.orig",
    "*.rej",
    "*.py[co]",
    "*.db",
    "*.db-*",
    "*.sqlite",
    "*.sqlite-*",
    "*.sqlite3",
    "*.sqlite3-*",
    "*.log",
    "*.ormrec",
    "*.ormrec.partial",
    f"*{TEMPORARY_SUFFIX}",
)
_KEPT = re.compile(r"\.(changed|unsaved)-\d{8}-\d{6}(-\d+)?$")


def is_learners(name: str) -> bool:
    """Return whether a file of that name is the learner's, and no cache, copy or database."""
    *folders, file = name.split("/")
    return (
        not any(folder in _FOLDERS or folder.startswith(".") for folder in folders)
        and not any(fnmatchcase(file, pattern) for pattern in _FILES)
        and _KEPT.search(file) is None
    )


def learners_folders(folder: Path) -> list[Path]:
    """Return the folder and those below it that may have files of the learner's, links aside."""
    found = [folder]
    for parent in found:
        try:
            with os.scandir(parent) as entries:
                found += sorted(
                    Path(entry.path)
                    for entry in entries
                    if entry.is_dir(follow_symlinks=False) and is_learners(f"{entry.name}/file")
                )
        except OSError:
            # Removed meanwhile, or not ours to read.
            continue
        if len(found) > MAX_FILES:
            break
    return found[:MAX_FILES]


def learners_files(folder: Path) -> dict[str, os.stat_result]:
    """Return the learner's files by name, sorted, and what the system says of each.

    A link is among them if it leads to a file in the folder.
    """
    found: dict[str, os.stat_result] = {}
    root = folder.resolve()
    for parent in learners_folders(folder):
        try:
            paths = sorted(parent.iterdir())
        except OSError:
            continue
        for path in paths:
            name = path.relative_to(folder).as_posix()
            status = _status(path, root) if is_learners(name) else None
            if status is not None and len(found) < MAX_FILES:
                found[name] = status
    return dict(sorted(found.items()))


def kept_beside(path: Path, why: str) -> Path:
    """Return a path beside the file, of no file yet, for a copy of it that says why and when."""
    stem = f"{path.name}.{why}-{datetime.now():%Y%m%d-%H%M%S}"
    candidate, number = path.with_name(stem), 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{stem}-{number}")
    return candidate


def _status(path: Path, root: Path) -> os.stat_result | None:
    try:
        target = path.resolve(strict=True)
        return target.stat() if target.is_file() and target.is_relative_to(root) else None
    except (OSError, RuntimeError):
        return None
