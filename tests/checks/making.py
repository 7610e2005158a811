"""Small exercises to check, written to a folder."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from ormlab_tui.course import Exercise, load_course

#: Sells three things and no more.
SHOP = """
    class SoldOut(Exception):
        pass

    class Shop:
        def __init__(self):
            self.buyers = []

        def sell(self, buyer):
            if len(self.buyers) >= 3:
                raise SoldOut(buyer)
            self.buyers.append(buyer)
            return len(self.buyers)
"""
STARTER = SHOP.replace(
    """
            if len(self.buyers) >= 3:
                raise SoldOut(buyer)""",
    "",
)
COUNTING = SHOP.replace("len(self.buyers) >= 3", "self.buyers[2:]")
ONE_TOO_MANY = SHOP.replace(">= 3", "> 3")
FORGETFUL = SHOP.replace("append(buyer)", "append(None)")
GENERIC = SHOP.replace("raise SoldOut(buyer)", "raise LookupError(buyer)")

VISIBLE = """
    import pytest
    from shop import Shop, SoldOut

    class TestSelling:
        def test_buyer_is_kept(self):
            shop = Shop()
            shop.sell("ada")
            assert shop.buyers == ["ada"]

    class TestStock:
        def test_fourth_is_refused(self):
            shop = Shop()
            for buyer in ("ada", "ben", "cid"):
                shop.sell(buyer)
            with pytest.raises(SoldOut):
                shop.sell("dan")
"""
HIDDEN = """
    from shop import Shop

    def test_numbers_go_up():
        shop = Shop()
        assert [shop.sell("ada"), shop.sell("ben")] == [1, 2]
"""
#: Kills every wrong version of the shop.
OWN_TEST = """
    import pytest
    from shop import Shop, SoldOut

    def test_shop():
        shop = Shop()
        for buyer in "abc":
            shop.sell(buyer)
        assert shop.buyers == ["a", "b", "c"]
        with pytest.raises(SoldOut):
            shop.sell("d")
"""
PROBE = """
    import importlib
    import sys
    from pathlib import Path

    double = importlib.import_module(Path(sys.argv[1]).stem).double
    print("doubled:", double(21))
    print("kind:", double.__doc__)
"""
TASKS = """
    id = "2.9"
    level = "2"
    title = "The Shop"
    kind = "repair"
    [limits]
    max_seconds = 60
    [[questions]]
    id = "why"
    kind = "text"
    ask = "Why?"
    rubric = ["says why"]
    [[tasks]]
    id = "look"
    title = "Look"
    kind = "questions"
    questions = ["why"]
    [[tasks]]
    id = "fix"
    title = "Fix it"
    kind = "checks"
    tests = ["tests/visible/test_shop.py", "tests/hidden/test_closely.py"]
    stages = [
        { title = "Selling", select = "TestSelling" },
        { title = "Stock", select = "TestStock" },
    ]
    fails = ["tests/visible/test_shop.py::TestStock"]
    [[tasks]]
    id = "ways"
    title = "Two ways"
    kind = "approaches"
    probe = "tests/hidden/probe.py"
    files = ["one.py", "two.py"]
    [[tasks.approaches]]
    name = "adding"
    text = "It adds."
    expect = [
        { of = "output", contains = "doubled", after = ":", matches = "42" },
        { of = "output", contains = "kind", after = ":", matches = "adds" },
    ]
    [[tasks.approaches]]
    name = "multiplying"
    text = "It multiplies."
    expect = [
        { of = "output", contains = "doubled", after = ":", matches = "42" },
        { of = "output", contains = "kind", after = ":", matches = "multiplies" },
    ]
    [[tasks]]
    id = "prints"
    title = "Prints"
    kind = "instrument"
    file = "told.py"
    run = "told.py"
    expect = [
        { of = "output", from = "total = 0", to = "total = 1", after = "before =", matches = "0" },
        { of = "variable", name = "total", matches = 1 },
    ]
    [[tasks]]
    id = "own"
    title = "Your test"
    kind = "own-test"
    file = "test_mine.py"
    allowed = ["LookupError"]
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files, dedented, into the folder and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def write_course(folder: Path) -> Path:
    """Write a course with the one exercise about the shop, and return its folder."""
    return write(
        folder,
        {
            "course.toml": """
                title = "A course"
                order = ["2.9-shop"]
                [[levels]]
                id = "2"
                title = "Repair"
            """,
            "misconceptions.toml": "misconceptions = []\n",
            "2.9-shop/exercise.toml": TASKS,
            "2.9-shop/brief.md": "# The shop\n",
            "2.9-shop/debrief.md": "So it is.\n",
            **{f"2.9-shop/hints/{number}.md": "Look.\n" for number in (1, 2, 3)},
            "2.9-shop/starter/shop.py": STARTER,
            "2.9-shop/starter/told.py": "total = 0\ntotal = 1\n",
            "2.9-shop/starter/test_mine.py": "# Write your test here.\n",
            "2.9-shop/solution/shop.py": SHOP,
            "2.9-shop/solution/told.py": "total = 0\nprint('before =', total)\ntotal = 1\n",
            "2.9-shop/solution/test_mine.py": OWN_TEST,
            "2.9-shop/solution/one.py": "def double(n):\n    'adds'\n    return n + n\n",
            "2.9-shop/solution/two.py": "def double(n):\n    'multiplies'\n    return 2 * n\n",
            "2.9-shop/wheats/counts-otherwise/shop.py": COUNTING,
            "2.9-shop/chaffs/one-too-many/shop.py": ONE_TOO_MANY,
            "2.9-shop/chaffs/forgets-the-buyer/shop.py": FORGETFUL,
            "2.9-shop/tests/visible/test_shop.py": VISIBLE,
            "2.9-shop/tests/hidden/test_closely.py": HIDDEN,
            "2.9-shop/tests/hidden/probe.py": PROBE,
        },
    )


def the_exercise(course: Path) -> Exercise:
    """Return the exercise about the shop, from the course that `write_course` wrote."""
    loaded = load_course(course)
    assert loaded.problems == ()
    return loaded.exercise("2.9")
