"""The recording: typed steps, events and changes, and the world at any step.

Imports neither SQLAlchemy nor Textual. Import from here: `Recording`, `open_recording`,
`world_at`, `MovingWorld`, and the structs of `events`, `values` and `messages`.
"""

from ormlab_tui.recording.files import Opened, open_recording, read_recording
from ormlab_tui.recording.messages import Outcome, Step
from ormlab_tui.recording.recording import BEFORE, Recording, RecordingError
from ormlab_tui.recording.world import MovingWorld, World, world_at

__all__ = [
    "BEFORE",
    "MovingWorld",
    "Opened",
    "Outcome",
    "Recording",
    "RecordingError",
    "Step",
    "World",
    "open_recording",
    "read_recording",
    "world_at",
]
