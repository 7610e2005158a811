"""A workspace as data: the folder in which the learner works on one exercise."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import msgspec


class WorkspaceError(Exception):
    """A workspace, or a file in it, that can't be had; one sentence says why."""


class Workspace(msgspec.Struct, frozen=True):
    """The folder, and what the exercise lays into it.

    `starter` and `tests` are, by the name of the file in the workspace, where its content lies
    in the course. A name is a relative path with slashes.
    """

    exercise: str
    folder: Path
    starter: dict[str, Path]
    tests: dict[str, Path]

    def is_test(self, name: str) -> bool:
        """Return whether the file is one of the exercise's tests, which are not to be changed."""
        return name in self.tests

    def path(self, name: str) -> Path:
        """Return where the file is, with every link on the way followed.

        Raises WorkspaceError if that is not in the workspace.
        """
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts or not parts.parts or "\0" in name:
            raise WorkspaceError(f"{name!r} is not the name of a file in the workspace")
        try:
            folder = self.folder.resolve()
            path = folder.joinpath(parts).resolve()
        except (OSError, RuntimeError) as error:
            raise WorkspaceError(f"{name} leads nowhere") from error
        if not path.is_relative_to(folder) or path == folder:
            raise WorkspaceError(f"{name} leads out of the workspace {self.folder}")
        return path


class Laid(msgspec.Struct, frozen=True):
    """A workspace that is ready, and a sentence for each thing in it that was not as it should."""

    workspace: Workspace
    notices: tuple[str, ...]


class FileText(msgspec.Struct, frozen=True):
    """A file's text, line ends as they are, and the digest to save it with."""

    name: str
    text: str
    digest: str


class Saved(msgspec.Struct, frozen=True):
    """The text is in the file; the digest is the one to save it with the next time."""

    digest: str


class Conflict(msgspec.Struct, frozen=True):
    """The file was changed by somebody else since it was read, and was left as it is.

    The text that was to be saved is in `kept`, beside it. `digest` is what to save with in
    order to replace the file as it is now; None if it is gone.
    """

    digest: str | None
    kept: Path


class Differences(msgspec.Struct, frozen=True):
    """How the files differ from the starter: changed, added to it, and missing."""

    changed: tuple[str, ...]
    added: tuple[str, ...]
    missing: tuple[str, ...]
