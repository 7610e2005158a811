"""A small course with one exercise of three tasks, whose checks need no database."""

from __future__ import annotations

from pathlib import Path

from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Exercise

RIGHT = "def double(number):\n    return number * 2\n"
#: Right for 2 alone.
WRONG = "def double(number):\n    return number + 2\n"
OWN_TEST = "from double import double\n\n\ndef test_three():\n    assert double(3) == 6\n"

_FILES = {
    "course.toml": """\
id = "small"
title = "Small"
order = ["9.1-double"]

[[levels]]
id = "9"
title = "Doubling"
""",
    "misconceptions.toml": """\
[[misconceptions]]
id = "adding-doubles"
belief = "Adding two doubles."
reality = "It doubles 2 alone."
""",
    "9.1-double/exercise.toml": """\
id = "9.1"
level = "9"
title = "Double"
kind = "repair"

[[questions]]
id = "why"
kind = "text"
ask = "Why was it wrong?"
rubric = ["says that it adds"]

[[tasks]]
id = "A"
title = "Mend it"
kind = "checks"
tests = ["tests/visible/test_double.py", "tests/hidden/test_more.py"]
stages = [
    { title = "By hand", select = "test_double" },
    { title = "Further", select = "test_more" },
]

[[tasks]]
id = "B"
title = "Test it"
kind = "own-test"
file = "test_mine.py"

[[tasks]]
id = "C"
title = "Say why"
kind = "questions"
questions = ["why"]
""",
    "9.1-double/brief.md": """\
# Double

A number is to be doubled.

## A Mend it

Mend `double`.
""",
    "9.1-double/debrief.md": "# So it was\n\nAdding is not doubling.\n",
    "9.1-double/hints/1.md": "The first hint.\n",
    "9.1-double/hints/2.md": "The second hint.\n",
    "9.1-double/hints/3.md": "The third hint.\n",
    "9.1-double/starter/double.py": WRONG,
    "9.1-double/starter/test_mine.py": "# Write your test here.\n",
    "9.1-double/solution/double.py": RIGHT,
    "9.1-double/solution/test_mine.py": OWN_TEST,
    "9.1-double/chaffs/always-six/double.py": "def double(number):\n    return 6\n",
    "9.1-double/tests/visible/test_double.py": """\
from double import double


def test_two():
    assert double(2) == 4


def test_five():
    assert double(5) == 10
""",
    "9.1-double/tests/hidden/test_more.py": '''\
from double import double


def test_nothing():
    """Nothing doubled is nothing."""
    secret = 0
    assert double(secret) == secret
''',
}


def small_course(folder: Path) -> tuple[Path, Exercise]:
    """Write the course into a new folder, and return that and its exercise."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder, load_course(folder).exercise("9.1")
