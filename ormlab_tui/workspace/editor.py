"""The learner's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

from ormlab_tui.workspace.model import WorkspaceError

#: Where no editor is named: the first of these that is there, the one with keys on screen first.
FALLBACKS = ("nano", "vim", "vi", "emacs")


def editor_command() -> list[str]:
    """Return the command of the learner's editor, to which the file's path is added.

    `VISUAL` goes before `EDITOR`, each split as a shell splits. Raises WorkspaceError, one
    sentence, if there is no editor or the one that is named can't be found.
    """
    for variable in ("VISUAL", "EDITOR"):
        named = os.environ.get(variable, "").strip()
        if not named:
            continue
        try:
            command = shlex.split(named)
        except ValueError as error:
            raise WorkspaceError(f"{variable} is {named!r}: a quote is not closed in it") from error
        if command[0].startswith("~"):
            command[0] = str(Path(command[0]).expanduser())
        if shutil.which(command[0]) is None:
            raise WorkspaceError(f"{variable} names {command[0]!r}, and there is no such program")
        return command
    for program in FALLBACKS:
        if shutil.which(program) is not None:
            return [program]
    raise WorkspaceError(
        "there is no editor: name one with EDITOR, as in EDITOR=nano, or use the lab's own"
    )
