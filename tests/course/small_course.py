"""A small sound course of three exercises, to be broken in one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ormlab_tui.author.skeleton_texts import FILL_IN, exercise_texts

COURSE = """\
title = "A course"
order = ["1.1-thing", "2.1-double", "2.2-test"]

[[levels]]
id = "1"
title = "Beginnings"

[[levels]]
id = "2"
title = "Repairs"
"""
MISCONCEPTIONS = """\
[[misconceptions]]
id = "add-saves"
belief = "It is so."
reality = "It is not."
"""
PREDICT = """\
id = "1.1"
level = "1"
title = "Thing"
kind = "predict"
misconceptions = ["add-saves"]

[[questions]]
id = "state"
kind = "state"
ask = "Which state?"
settled = { at = "session.add(thing)" }
answer = { of = "state", object = "thing", at = "session.add(thing)" }
wrong = [{ value = "persistent", misconception = "add-saves" }]

[[questions]]
id = "printed"
kind = "choice"
ask = "What is printed?"
settled = { at = "print(" }
answer = { of = "output", at = "print(" }
choices = [
    { value = "first" },
    { value = "None" },
]

[[questions]]
id = "why"
kind = "text"
ask = "Why?"
rubric = ["says why"]

[[questions]]
id = "sequence"
kind = "order"
ask = "In which order?"
settled = { at = "session.commit()" }
answer = { of = "order", steps = [
    { label = "added", at = "session.add(thing)" },
    { label = "sent", event = "sql", statement = "INSERT" },
] }
wrong = [{ value = ["sent", "added"], misconception = "add-saves" }]
"""


def small_course(parent: Path) -> Path:
    """Lay the course into a new folder in `parent`, and return that folder."""
    course = parent / "a-course"
    _lay(course, {"course.toml": COURSE, "misconceptions.toml": MISCONCEPTIONS})
    texts = {**exercise_texts("predict", "1.1", "1", "Thing"), "exercise.toml": PREDICT}
    texts["debrief.md"] = "It was `{{ answer:state }}`.\n"
    _lay(course / "1.1-thing", texts)
    _lay(course / "2.1-double", exercise_texts("extend", "2.1", "2", "Double"))
    _lay(course / "2.2-test", exercise_texts("repair", "2.2", "2", "Test"))
    return course


def _lay(folder: Path, texts: Mapping[str, str]) -> None:
    for place, text in texts.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(FILL_IN, "Here stands"), encoding="utf-8")
