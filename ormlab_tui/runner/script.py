"""Whether a file is a script that can be run, found out before anything is started."""

from __future__ import annotations

import stat
from pathlib import Path

from ormlab_tui.runner.errors import RunError

MAX_SCRIPT_SIZE = 4 * 1024 * 1024


def check_script(script: Path) -> None:
    """Return if the script can be run.

    Raises RunError, one sentence, for a file that is missing, a folder, unreadable, binary or
    larger than 4 MiB.
    """
    try:
        status = script.stat()
        if stat.S_ISDIR(status.st_mode):
            raise RunError(f"{script} is a folder: name a Python script in it")
        if not stat.S_ISREG(status.st_mode):
            raise RunError(f"{script} is not a regular file: name a Python script")
        if status.st_size > MAX_SCRIPT_SIZE:
            raise RunError(f"{script} is larger than a script may be (4 MiB): name a Python script")
        source = script.read_bytes()
    except FileNotFoundError:
        raise RunError(f"{script} does not exist: check the name of the script") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RunError(f"{script} can't be read: {reason}") from error
    if b"\0" in source:
        raise RunError(f"{script} is a binary file: name a Python script")
