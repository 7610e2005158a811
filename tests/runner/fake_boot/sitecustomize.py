"""A stand-in for the recorder: the script says itself which messages are sent.

Started like the real one. The script finds `send`, `header`, `step` and `end` among its builtins.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
from pathlib import Path
from typing import Any

from ormlab_tui.channel import ChannelWriter
from ormlab_tui.recording.events import Output
from ormlab_tui.recording.framing import HEAD_SIZE, encode
from ormlab_tui.recording.messages import (
    FORMAT,
    VERSION,
    End,
    Header,
    Message,
    Outcome,
    Script,
    Step,
)


def begin(settings: dict[str, Any]) -> None:
    script = Path(settings["script"])
    source = script.read_text()
    channel = ChannelWriter(settings["channel"])
    steps = 0

    def send(message: Message) -> None:
        channel.send(encode(message)[HEAD_SIZE:])

    def header() -> None:
        send(Header(FORMAT, VERSION, Script(script.name, "0" * 64, source), "3.13", "none"))

    def step(*outputs: Output) -> None:
        nonlocal steps
        send(Step(steps, script.name, (1, 1), "<module>", 0, "M", None, [*outputs], []))
        steps += 1

    def end(kind: Any = "finished", message: str | None = None) -> None:
        send(End(Outcome(kind, None, message), "", ""))

    vars(builtins).update(
        send=send,
        header=header,
        step=step,
        end=end,
        Output=Output,
        settings=settings,
        arguments=tuple(sys.argv[1:]),
    )


begin(json.loads(os.environ.pop("ORMLAB_RECORDER")))
