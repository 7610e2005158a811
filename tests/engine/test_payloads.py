"""A step reaches the parent even where a library slipped a value of its own kind into it."""

from __future__ import annotations

from ormlab_tui.engine.payloads import payload, step_payload
from ormlab_tui.engine.quietly import faults
from ormlab_tui.recording.events import Output
from ormlab_tui.recording.framing import decode
from ormlab_tui.recording.messages import Step


class OwnText(str):
    """What msgspec refuses: text of a kind of its own."""


def step_with(*texts: str) -> Step:
    outputs = [Output("stdout", text) for text in texts]
    return Step(0, "s.py", (1, 1), "<module>", 0, "MainThread", None, [*outputs], [])


def test_what_can_not_be_encoded_is_left_out_and_noted() -> None:
    before = len(faults)
    assert decode(step_payload(step_with("a", OwnText("b"), "c"))) == step_with("a", "c")
    assert "OwnText" in faults[before]
    del faults[before:]


def test_a_step_of_plain_values_is_sent_as_it_is() -> None:
    step = step_with("a", "b")
    assert step_payload(step) == payload(step)
    assert decode(step_payload(step)) == step
