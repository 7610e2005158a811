"""The folders in which learners work: laid, watched, read and saved, and never written over."""

from ormlab_tui.workspace.editor import editor_command
from ormlab_tui.workspace.files import changed_since, digest, files, read, save
from ormlab_tui.workspace.laying import lay, reset, workspace_of, workspaces_root
from ormlab_tui.workspace.model import (
    Conflict,
    Differences,
    FileText,
    Laid,
    Saved,
    Workspace,
    WorkspaceError,
)
from ormlab_tui.workspace.watching import watch

__all__ = [
    "Conflict",
    "Differences",
    "FileText",
    "Laid",
    "Saved",
    "Workspace",
    "WorkspaceError",
    "changed_since",
    "digest",
    "editor_command",
    "files",
    "lay",
    "read",
    "reset",
    "save",
    "watch",
    "workspace_of",
    "workspaces_root",
]
