"""What every probe is: one kind of fact, from the script to the recording."""

from __future__ import annotations

from collections.abc import Sized
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ormlab_tui.engine.call_stack import Entry, ThreadStack
    from ormlab_tui.engine.recorder import OpenStep
    from ormlab_tui.recording.changes import Change


class Probe:
    """A probe notes events while a step runs and adds the step's changes when it ends.

    Every method may be called in any thread of the script, with the recorder's lock held, and
    none may raise into the script.

    `waiting` is what the probe's `collect` works off, always the same container: as long as it
    is empty `collect` is not called. None: it is called at every step.
    """

    waiting: Sized | None = None

    def core_imported(self) -> None:
        """Install listeners: the script has just imported SQLAlchemy."""

    def orm_imported(self) -> None:
        """Install listeners: the script has just imported SQLAlchemy's ORM."""

    def frame_entered(self, stack: ThreadStack, entry: Entry, frame: FrameType) -> None:
        """Note that a frame of the script began or went on."""

    def frame_left(self, stack: ThreadStack, entry: Entry) -> None:
        """Note that a frame ended, was suspended or unwound."""

    def collect(
        self,
        step: OpenStep,
        entry: Entry | None,
        frame: FrameType | None,
        changes: list[Change],
    ) -> None:
        """Add what `step` changed. `entry` and `frame` are those about to run the next one."""
