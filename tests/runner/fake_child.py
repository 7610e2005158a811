"""A stand-in for the engine: runs a script that says itself which messages are sent.

Started like the real child. The script finds `send`, `header`, `step` and `end` among its names.
"""

from __future__ import annotations

import json
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


def main(settings_json: str, script: str, *arguments: str) -> None:
    settings: dict[str, Any] = json.loads(settings_json)
    source = Path(script).read_text()
    channel = ChannelWriter(settings["channel"])
    steps = 0

    def send(message: Message) -> None:
        channel.send(encode(message)[HEAD_SIZE:])

    def header() -> None:
        send(Header(FORMAT, VERSION, Script(Path(script).name, "0" * 64, source), "3.13", "none"))

    def step(*outputs: Output) -> None:
        nonlocal steps
        send(Step(steps, Path(script).name, (1, 1), "<module>", 0, "M", None, [*outputs], []))
        steps += 1

    def end(kind: Any = "finished", message: str | None = None) -> None:
        send(End(Outcome(kind, None, message), "", ""))

    names = {
        "send": send,
        "header": header,
        "step": step,
        "end": end,
        "Output": Output,
        "settings": settings,
        "arguments": arguments,
    }
    exec(compile(source, script, "exec"), names)


if __name__ == "__main__":
    main(*sys.argv[1:])
