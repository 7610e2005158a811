"""A file as it is open in the lab's editor, beside what is known of it on the disk."""

from __future__ import annotations

from dataclasses import dataclass

from ormlab_tui.lab.widgets.editor import CodeEditor


@dataclass(slots=True)
class Buffer:
    """An open file. `saved` and `digest` are what the disk had when it was last looked at."""

    name: str
    editor: CodeEditor
    saved: str
    digest: str | None
    is_test: bool = False

    @property
    def is_unsaved(self) -> bool:
        """Whether there are edits that are not on the disk."""
        return not self.editor.read_only and self.editor.text != self.saved

    def note_saved(self, text: str, digest: str | None) -> None:
        """Note what the disk has now."""
        self.saved = text
        self.digest = digest
