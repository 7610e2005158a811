"""The recording: typed steps, events and changes, and the world at any step.

Imports neither SQLAlchemy nor Textual. Import from here: `Recording`, `open_recording`,
`world_at`, `MovingWorld`, and the structs of `events`, `values` and `messages`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "files": ("Opened", "open_recording", "read_recording"),
    "messages": ("Outcome", "Step"),
    "recording": ("BEFORE", "Recording", "RecordingError"),
    "world": ("MovingWorld", "World", "world_at"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for: the recorded process writes recordings and never reads one."""
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
