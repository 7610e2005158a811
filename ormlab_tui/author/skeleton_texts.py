"""The texts of a new exercise: sound as they stand, and each says what is to be put into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from ormlab_tui.course.model import ExerciseKind

#: What stands wherever an author has something to write. `author check` names each place.
FILL_IN: Final = "FILL IN"

COURSE: Final = """\
title = "FILL IN: what the course is called"

# The order in which the course is taken; each name is a folder beside this file.
order = [
]
"""
LEVEL: Final = """
[[levels]]
id = "{level}"
title = "FILL IN: what this level is about"
"""
MISCONCEPTIONS: Final = """\
# What people commonly believe, and what is so. Wrong answers name these by id:
#
#     [[misconceptions]]
#     id = "add-saves"
#     belief = "session.add() writes the object to the database."
#     reality = "add() makes the object known to the session. A flush sends it, later."

misconceptions = []
"""

_HEAD: Final = """\
id = "{id}"
level = "{level}"
title = {title}
kind = "{kind}"
# The misconceptions that it is about, each told by a wrong answer of a question below.
misconceptions = []

[limits]
max_seconds = 20
"""
_QUESTIONS: Final = """
# Every question has a moment that settles it and a query over the recording that answers it;
# no answer is written down. `at` is a piece of a statement's source.

[[questions]]
id = "state-after-add"
kind = "state"
ask = "FILL IN: In which state is `thing` once `session.add(thing)` has run?"
settled = {{ at = "session.add(thing)" }}
pane = "objects"
answer = {{ of = "state", object = "thing", at = "session.add(thing)" }}
# wrong = [{{ value = "persistent", misconception = "add-saves" }}]
why = "FILL IN: a sentence or two, shown with the verdict."

[[questions]]
id = "what-is-printed"
kind = "choice"
ask = "FILL IN: What is printed at the end?"
settled = {{ at = "print(" }}
pane = "output"
answer = {{ of = "output", at = "print(" }}
choices = [
    {{ value = "first" }},
    {{ value = "None", text = "None: the value is gone" }},
]
why = "FILL IN"

[[questions]]
id = "in-your-own-words"
kind = "text"
ask = "FILL IN: Why is that so?"
rubric = ["FILL IN: what a good explanation names", "FILL IN: and what else"]
"""
_CHECKS: Final = """
[[tasks]]
id = "a"
title = "FILL IN: Make the tests pass"
kind = "checks"
tests = ["tests/visible/test_doubling.py", "tests/hidden/test_doubling_closely.py"]
# The tests that fail with the starter as it is, and no others.
fails = [
    "tests/visible/test_doubling.py::test_doubles",
    "tests/hidden/test_doubling_closely.py::test_doubles_less_than_nothing",
]
"""
_OWN_TEST: Final = """
[[tasks]]
id = "b"
title = "FILL IN: Write a test"
kind = "own-test"
file = "test_mine.py"
# Exceptions that count as a failing test, besides a failed assertion.
allowed = ["NotImplementedError"]
"""
_MEASURE: Final = """
[[tasks]]
id = "a"
title = "FILL IN: Measure two ways"
kind = "measure"
scripts = ["first_way.py", "second_way.py"]
sizes = [100, 1000, 10000]
"""
_REVIEW: Final = """
[[tasks]]
id = "review"
title = "FILL IN: Review the change"
kind = "review"
diff = "pull-request.diff"
rubric = ["FILL IN: a point that a good review makes", "FILL IN: another"]
"""
_SCRIPT: Final = '''\
"""FILL IN: what happens in this script, in a sentence."""

from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Thing(Base):
    __tablename__ = "things"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    thing = Thing(name="first")
    session.add(thing)
    session.commit()
    print(thing.name)
'''
_MARKDOWN: Final[Mapping[str, str]] = {
    "brief.md": "# {title}\n\nFILL IN: the scenario, and what is to be done. No answers.\n",
    "debrief.md": "# What happened\n\nFILL IN: what happened and why.{fact}\n",
    "hints/1.md": "FILL IN: a nudge: where to look.\n",
    "hints/2.md": "FILL IN: a pointer: what to notice there.\n",
    "hints/3.md": "FILL IN: nearly there: all but the answer.\n",
}
_STUB: Final = '''\
"""FILL IN: what this file is for."""


def double(number):
    """FILL IN: what is to be done."""
    raise NotImplementedError("FILL IN: what is to be done")
'''
_WORK: Final = '"""One right answer."""\n\n\ndef double(number):\n    return 2 * number\n'
_WHEAT: Final = '"""Another right answer."""\n\n\ndef double(number):\n    return number + number\n'
_CHAFF: Final = '"""A wrong answer."""\n\n\ndef double(number):\n    return 2 * abs(number)\n'
_VISIBLE_TEST: Final = '''\
"""FILL IN: tests that the learner sees."""

from doubling import double


def test_doubles():
    assert double(2) == 4
'''
_HIDDEN_TEST: Final = '''\
"""FILL IN: tests that the learner does not see, only what they say."""

from doubling import double


def test_doubles_less_than_nothing():
    assert double(-2) == -4, "a number below 0 is doubled as well"
'''
_OWN_TEST_STUB: Final = '"""FILL IN: what the test is to find out."""\n'
_OWN_TEST_RIGHT: Final = '''\
"""A test that tells right code from wrong code."""

from doubling import double


def test_doubles_all():
    assert [double(number) for number in (-2, 0, 2)] == [-4, 0, 4]
'''
_WAY_STUB: Final = '"""FILL IN: what is to be done, for as many rows as argument 1 says."""\n'
_WAY: Final = '''\
"""One way, for as many rows as argument 1 says."""

import sys

rows = int(sys.argv[1])
'''
_DIFF: Final = """\
--- a/doubling.py
+++ b/doubling.py
@@ -1,2 +1,2 @@
 def double(number):
-    return 2 * number
+    return number  # FILL IN: the change to be reviewed
"""
_TESTED: Final[Mapping[str, str]] = {
    "starter/doubling.py": _STUB,
    "solution/doubling.py": _WORK,
    "wheats/another-way/doubling.py": _WHEAT,
    "chaffs/forgets-the-sign/doubling.py": _CHAFF,
    "tests/visible/test_doubling.py": _VISIBLE_TEST,
    "tests/hidden/test_doubling_closely.py": _HIDDEN_TEST,
}


def exercise_texts(
    kind: ExerciseKind, exercise_id: str, level: str, title: str
) -> Mapping[str, str]:
    """Return the files of a new exercise: where each lies in its folder, and its text."""
    head = _HEAD.format(id=exercise_id, level=level, title=json.dumps(title), kind=kind)
    fact = ""
    parts: dict[str, str] = {}
    if kind == "predict":
        head += _QUESTIONS.format()
        fact = " The object was `{{ answer:state-after-add }}` when it had been added."
        parts["script.py"] = _SCRIPT
    elif kind == "measure":
        head += _MEASURE
        for way in ("first_way.py", "second_way.py"):
            parts[f"starter/{way}"] = _WAY_STUB
            parts[f"solution/{way}"] = _WAY
    else:
        if kind == "review":
            head += _REVIEW
            parts["pull-request.diff"] = _DIFF
        head += _CHECKS
        parts.update(_TESTED)
        if kind == "repair":
            head += _OWN_TEST
            parts["starter/test_mine.py"] = _OWN_TEST_STUB
            parts["solution/test_mine.py"] = _OWN_TEST_RIGHT
    texts = {
        place: text.replace("{fact}", fact).replace("{title}", title)
        for place, text in _MARKDOWN.items()
    }
    return {"exercise.toml": head, **texts, **parts}
