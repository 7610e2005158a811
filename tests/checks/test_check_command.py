"""`ormlab check`: line by line, with a status that tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ormlab_tui.check_command import check

from .making import FORGETFUL, OWN_TEST, SHOP, write, write_course


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_course(tmp_path_factory.mktemp("course"))


def checked(course: Path, *arguments: str) -> Result:
    return CliRunner().invoke(check, ["2.9", "--course", str(course), *arguments])


def test_solved_exercise_passes_every_task(course: Path) -> None:
    solution = course / "2.9-shop/solution"
    ran = checked(course, "--workspace", str(solution))
    assert ran.output.splitlines() == [
        "look Look: answered in the lab",
        "fix Fix it",
        "  passed    TestSelling::test_buyer_is_kept",
        "  passed    TestStock::test_fourth_is_refused",
        "  passed    test_numbers_go_up (hidden)",
        "  green     Selling: 1 of 1 test",
        "  green     Stock: 1 of 1 test",
        "  3 of 3 tests passed",
        "ways Two ways",
        "  one.py: adding. It adds.",
        "  two.py: multiplying. It multiplies.",
        "  passed    2 different ways: adding, multiplying",
        "prints Prints",
        "  2 of 2 expectations hold",
        "own Your test",
        "  passed    solution",
        "  passed    wheat counts-otherwise",
        "  killed    starter by test_shop: expected SoldOut to be raised, got nothing was raised",
        "  killed    chaff forgets-the-buyer by test_shop: expected ['a', 'b', 'c'], "
        "got [None, None, None]",
        "  killed    chaff one-too-many by test_shop: expected SoldOut to be raised, "
        "got nothing was raised",
        "  passed    it passes on right code and fails on all 3 wrong versions",
    ]
    assert ran.exit_code == 0


def test_one_task_that_fails_says_what_was_expected(course: Path, tmp_path: Path) -> None:
    work = write(tmp_path, {"shop.py": FORGETFUL})
    ran = checked(course, "--workspace", str(work), "--task", "fix")
    lines = ran.output.splitlines()
    assert lines[:2] == ["fix Fix it", "  failed    TestSelling::test_buyer_is_kept"]
    assert "            expected ['ada']" in lines
    assert "            got [None]" in lines
    assert "  red       Selling: 0 of 1 test" in lines
    assert lines[-1] == "  2 of 3 tests passed"
    assert ran.exit_code == 1


def test_workspace_is_looked_for_in_the_data_folder(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORMLAB_DATA_DIR", str(tmp_path))
    ran = checked(course, "--task", "prints")
    assert ran.exit_code == 2
    assert f"there is no workspace {tmp_path}" in ran.output


@pytest.mark.parametrize("arguments", [["--task", "nine"], ["--course", "nowhere"]])
def test_what_is_not_there_is_said_in_a_sentence(
    course: Path, tmp_path: Path, arguments: list[str]
) -> None:
    work = write(tmp_path, {"shop.py": SHOP, "test_mine.py": OWN_TEST})
    ran = checked(course, "--workspace", str(work), *arguments)
    assert ran.exit_code == 2
    assert "Traceback" not in ran.output
    assert arguments[1] in ran.output
