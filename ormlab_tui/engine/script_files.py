"""Which files are stepped through: the script, and the modules of its folder as they are run."""

from __future__ import annotations

import os
import sys
from importlib import _bootstrap
from types import CodeType, FrameType

from ormlab_tui.engine.entries import table_of
from ormlab_tui.engine.statements import ScriptCode, ScriptFile

# Through this function importlib runs the code of every Python module, whether it was compiled
# just now or before. Tracing its calls tells what is imported without a trace of ours in the
# script's `sys.meta_path`, and without an audit hook, which would be called at every
# `sys._getframe` as well, that is at every step.
IMPORTING: CodeType = vars(_bootstrap)["_call_with_frames_removed"].__code__

_LIBRARY_FOLDERS = frozenset({"site-packages", "dist-packages"})


class ScriptFiles:
    """The registered files, and their code objects by identity.

    Looked up by `id(code)`, because hashing a code object hashes all that it consists of; the
    `ScriptCode` keeps its code object alive, so an id stays its own.
    """

    def __init__(self, script_path: str) -> None:
        self.script_path = os.path.abspath(script_path)
        self.files: list[ScriptFile] = []
        self.codes: dict[int, ScriptCode] = {}
        folder = os.path.dirname(self.script_path)
        self._folders = tuple({_as_prefix(folder), _as_prefix(os.path.realpath(folder))})
        self._excluded = tuple(
            {_as_prefix(os.path.realpath(one)) for one in (sys.prefix, sys.base_prefix)}
        )

    def register(self, code: CodeType, source: str | bytes) -> ScriptFile | None:
        """Registers the compiled script; None if its source cannot be parsed."""
        return self._register(code, source, self.script_path)

    def imported(self, importing: FrameType) -> tuple[ScriptFile, list[ScriptCode]] | None:
        """Registers the module that a frame of `IMPORTING` is about to run.

        Returns it with its new code objects; None if it is no module of the script's folder,
        or one whose source cannot be read and parsed. Raises nothing.
        """
        try:
            local = importing.f_locals
            return self._imported(local["args"][0]) if local["f"] is exec else None
        except BaseException:  # noqa: BLE001  (nothing of ours may reach the script)
            return None

    def _imported(self, code: object) -> tuple[ScriptFile, list[ScriptCode]] | None:
        if not isinstance(code, CodeType) or id(code) in self.codes:
            return None
        path = os.path.abspath(code.co_filename)
        if not self._is_of_the_script(path):
            return None
        with open(path, "rb") as stream:
            source = stream.read()
        before = set(self.codes)
        file = self._register(code, source, path)
        if file is None:
            return None
        return file, [one for key, one in self.codes.items() if key not in before]

    def _is_of_the_script(self, path: str) -> bool:
        if not path.startswith(self._folders):
            return False
        if not _LIBRARY_FOLDERS.isdisjoint(path.split(os.sep)):
            return False
        return not os.path.realpath(path).startswith(self._excluded)

    def _register(self, code: CodeType, source: str | bytes, path: str) -> ScriptFile | None:
        try:
            file, codes = table_of(code, source, self._name(path), path)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        self.files.append(file)
        for script_code in codes:
            self.codes[id(script_code.code)] = script_code
        return file

    def _name(self, path: str) -> str:
        for folder in self._folders:
            if path.startswith(folder):
                return path[len(folder) :].replace(os.sep, "/")
        return os.path.basename(path)


def _as_prefix(folder: str) -> str:
    return folder.rstrip(os.sep) + os.sep
