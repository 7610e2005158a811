"""Courses broken in one place: each fault is named by the check, and nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from ormlab_tui.author.check import check_course
from ormlab_tui.author.new_exercise import new_exercise
from ormlab_tui.course import CourseError

Problems: TypeAlias = Callable[[str | None], list[str]]


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, "the change is to be made in one place"
    path.write_text(text.replace(old, new))


def test_a_sound_course_has_no_problems(problems: Problems) -> None:
    assert problems(None) == []


# In exercise.toml of 1.1: what replaces what, and the problem.
QUESTION_FAULTS = {
    "no choice is right": (
        ('{ value = "first" }', '{ value = "second" }'),
        "1.1-thing/exercise.toml:21: field 'questions[1].choices': "
        "the recording's answer, first, is not among them",
    ),
    "two choices are right": (
        ('{ value = "None" }', "{ value = \"'first'\" }"),
        "1.1-thing/exercise.toml:21: field 'questions[1].choices[1]': "
        "also means the right answer, first",
    ),
    "a right choice tells a misconception": (
        ('{ value = "first" }', '{ value = "first", misconception = "add-saves" }'),
        "1.1-thing/exercise.toml:21: field 'questions[1].choices[0].misconception': "
        "the answer is right (first), so it tells no misconception",
    ),
    "a wrong answer is right": (
        ('value = "persistent"', 'value = "pending"'),
        "1.1-thing/exercise.toml:13: field 'questions[0].wrong[0].value': "
        "is the right answer, pending",
    ),
    "a wrong answer is no state": (
        ('value = "persistent"', 'value = "saved"'),
        "1.1-thing/exercise.toml:13: field 'questions[0].wrong[0].value': "
        "'saved' is no state of an object",
    ),
    "a wrong order is right": (
        ('["sent", "added"]', '["added", "sent"]'),
        "1.1-thing/exercise.toml:41: field 'questions[3].wrong[0].value': "
        "that is the right order of the two",
    ),
    "the settling statement never runs": (
        ('settled = { at = "session.commit()" }', 'settled = { at = "session.flush()" }'),
        "1.1-thing/exercise.toml:36: field 'questions[3].settled': "
        "no statement has 'session.flush()' in it",
    ),
    "it is settled before it is answered": (
        ('settled = { at = "print(" }', 'settled = { at = "session.add(thing)" }'),
        "1.1-thing/exercise.toml:19: field 'questions[1].settled': "
        "step 13 comes before what is asked about, step 15",
    ),
    "the query can't be answered": (
        ('object = "thing"', 'object = "think"'),
        "1.1-thing/exercise.toml:12: field 'questions[0].answer': "
        "there is no variable think after 'session.add(thing)'",
    ),
    "a misconception that the exercise has not": (
        ('misconceptions = ["add-saves"]', "misconceptions = []"),
        "1.1-thing/exercise.toml:7: field 'questions[0]': "
        "tells add-saves, which is not in the exercise's misconceptions",
    ),
}


@pytest.mark.parametrize(("change", "problem"), QUESTION_FAULTS.values(), ids=QUESTION_FAULTS)
def test_a_question_s_fault_is_named(
    course: Path, problems: Problems, change: tuple[str, str], problem: str
) -> None:
    replaced(course / "1.1-thing" / "exercise.toml", *change)
    assert problem in problems("1.1")
    # A misconception that nothing tells any more is another problem of the same change.
    assert all(each == problem or "add-saves" in each for each in problems("1.1"))


def test_an_answer_that_differs_between_two_runs_is_named(course: Path, problems: Problems) -> None:
    script = course / "1.1-thing" / "script.py"
    replaced(script, "print(thing.name)", "import os\n    print(os.getpid())")
    found = problems("1.1")
    assert len(found) == 2
    assert found[0].startswith("1.1-thing/script.py: two recordings differ: script.py:26: output")
    assert found[1].startswith("1.1-thing/exercise.toml:20: field 'questions[1].answer': is ")
    assert " in one run and " in found[1]


def test_the_order_of_a_set_is_no_answer(course: Path, problems: Problems) -> None:
    script = course / "1.1-thing" / "script.py"
    words = "{'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'}"
    replaced(script, "print(thing.name)", f"print(list({words}))")
    assert any(" in one run and " in problem for problem in problems("1.1"))


SCRIPT_FAULTS = {
    "it leaves a file": (
        'open("left.txt", "w").close()',
        "1.1-thing/script.py: can't be recorded: it leaves left.txt behind where it runs: "
        "let it tidy up after itself",
    ),
    "it goes on and on": (
        "while True:\n    pass",
        "1.1-thing/script.py: its run ends with step-limit: stopped after 100 steps",
    ),
    "it does not compile": (
        "print(",
        "1.1-thing/script.py: its run ends with syntax-error: SyntaxError: '(' was never closed",
    ),
}


@pytest.mark.parametrize(("line", "problem"), SCRIPT_FAULTS.values(), ids=SCRIPT_FAULTS)
def test_a_script_s_fault_is_named(
    course: Path, problems: Problems, line: str, problem: str
) -> None:
    exercise = course / "1.1-thing"
    limits = "limits.max_steps = 100"
    replaced(exercise / "exercise.toml", 'kind = "predict"', f'kind = "predict"\n{limits}')
    script = exercise / "script.py"
    script.write_text(f"{script.read_text()}\n{line}\n")
    assert problem in problems("1.1")


# What is written into which file, and the problem.
FILE_FAULTS = {
    "no debrief": ("1.1-thing/debrief.md", None, "1.1-thing/debrief.md: is missing"),
    "no second hint": ("1.1-thing/hints/2.md", None, "1.1-thing/hints/2.md: is missing"),
    "a fourth hint": (
        "1.1-thing/hints/4.md",
        "x",
        "1.1-thing/hints/4.md: is stray: no part of an exercise, and no task names it",
    ),
    "a test that no task runs": (
        "2.1-double/tests/hidden/test_more.py",
        "def test_x(): pass\n",
        "2.1-double/tests/hidden/test_more.py: is stray: no part of an exercise, and no task names"
        " it",
    ),
    "a chaff that is no folder": (
        "2.1-double/chaffs/x.py",
        "x = 1\n",
        "2.1-double/chaffs/x.py: is stray: no part of an exercise, and no task names it",
    ),
    "something of the skeleton": (
        "1.1-thing/brief.md",
        "# Thing\n\nFILL IN: what it is.\n",
        "1.1-thing/brief.md:3: is still to be filled in",
    ),
    "a fact of no question": (
        "1.1-thing/debrief.md",
        "{{ answer:mood }}",
        "1.1-thing/debrief.md: there is no question 'mood' to be answered in it",
    ),
    "a fact in one's own words": (
        "1.1-thing/debrief.md",
        "{{ answer:why }}",
        "1.1-thing/debrief.md: why is answered in one's own words, so it has no fact",
    ),
    "a fact that is misspelled": (
        "1.1-thing/debrief.md",
        "{{ answer state }}",
        "1.1-thing/debrief.md: a fact is written {{ answer:QUESTION-ID }}",
    ),
    "a fact before the run": (
        "1.1-thing/brief.md",
        "It is {{ answer:state }}.",
        "1.1-thing/brief.md: tells a recorded answer, which belongs into debrief.md",
    ),
    "something beside the exercises": (
        "notes.txt",
        "x",
        "notes.txt: is stray: a course holds LICENSE, README.md, course.toml, misconceptions.toml",
    ),
    "a folder that is no exercise": (
        "3.1-later/brief.md",
        "x",
        "3.1-later: is no exercise: it has no exercise.toml",
    ),
    "an exercise that can't be loaded": (
        "1.1-thing/exercise.toml",
        "id = 1\n",
        "1.1-thing/exercise.toml:1: field 'id': Expected `str`, got `int`",
    ),
    "a misconception that nothing tells": (
        "misconceptions.toml",
        '[[misconceptions]]\nid = "add-saves"\nbelief = "a"\nreality = "b"\n'
        '[[misconceptions]]\nid = "flush-is-commit"\nbelief = "a"\nreality = "b"\n',
        "misconceptions.toml: flush-is-commit is told by no wrong answer of the course",
    ),
}


@pytest.mark.parametrize(("place", "text", "problem"), FILE_FAULTS.values(), ids=FILE_FAULTS)
def test_a_file_s_fault_is_named(
    course: Path, problems: Problems, place: str, text: str | None, problem: str
) -> None:
    path = course / place
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    found = problems(None)
    assert problem in found
    # Without the exercise, nothing tells the one misconception.
    assert all(each == problem or "add-saves" in each for each in found)


def test_a_link_is_no_file_of_a_course(course: Path, problems: Problems) -> None:
    (course / "1.1-thing" / "hints" / "3.md").unlink()
    (course / "1.1-thing" / "hints" / "3.md").symlink_to("2.md")
    assert problems("1.1") == [
        "1.1-thing/hints/3.md: is a symbolic link: put the file itself there"
    ]


# Of 2.1: what replaces what in which file, and the problems.
TEST_FAULTS = {
    "a test that fails is not declared": (
        "exercise.toml",
        '    "tests/visible/test_doubling.py::test_doubles",\n',
        "",
        "2.1-double/exercise.toml:17: field 'tasks[0].fails': "
        "tests/visible/test_doubling.py::test_doubles fails on the starter and is not in it "
        "(expected no exception, got NotImplementedError: Here stands: what is to be done)",
    ),
    "a test that is declared is none": (
        "exercise.toml",
        '    "tests/visible/test_doubling.py::test_doubles",\n',
        '    "tests/visible/test_doubling.py::test_doubles",\n'
        '    "tests/visible/test_doubling.py::test_halves",\n',
        "2.1-double/exercise.toml:17: field 'tasks[0].fails': "
        "tests/visible/test_doubling.py::test_halves is no test of the task",
    ),
    "a test passes on the starter": (
        "starter/doubling.py",
        'raise NotImplementedError("Here stands: what is to be done")',
        "return 2 * abs(number)",
        "2.1-double/exercise.toml:17: field 'tasks[0].fails': "
        "tests/visible/test_doubling.py::test_doubles passes on the starter",
    ),
    "the solution fails": (
        "solution/doubling.py",
        "2 * number",
        "3 * number",
        "2.1-double/solution: tests/visible/test_doubling.py::test_doubles failed "
        "(expected 4, got 6)",
    ),
    "a wheat fails": (
        "wheats/another-way/doubling.py",
        "number + number",
        "number + abs(number)",
        "2.1-double/wheats/another-way: "
        "tests/hidden/test_doubling_closely.py::test_doubles_less_than_nothing failed "
        "(expected -4, got 0)",
    ),
    "a chaff passes": (
        "chaffs/forgets-the-sign/doubling.py",
        "2 * abs(number)",
        "number * 2",
        "2.1-double/chaffs/forgets-the-sign: no test fails, so nothing tells it from right code",
    ),
    "a wheat is the solution": (
        "wheats/another-way/doubling.py",
        '"""Another right answer."""\n\n\ndef double(number):\n    return number + number',
        '"""One right answer."""\n\n\ndef double(number):\n    return 2 * number',
        "2.1-double/wheats/another-way: is the same as the solution",
    ),
    "a stage without a test": (
        "exercise.toml",
        "# The tests that fail",
        'stages = [{ title = "A", select = "doubles" }, { title = "X", select = "Halves" }]\n'
        "# The tests that fail",
        "2.1-double/exercise.toml:16: field 'tasks[0].stages[1].select': no test has 'Halves'",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "problem"), TEST_FAULTS.values(), ids=TEST_FAULTS)
def test_a_fault_of_the_tests_is_named(
    course: Path, problems: Problems, file: str, old: str, new: str, problem: str
) -> None:
    replaced(course / "2.1-double" / file, old, new)
    assert problem in problems("2.1")


# Of 2.2, where the learner writes a test.
OWN_TEST_FAULTS = {
    "it lets a chaff live": (
        "solution/test_mine.py",
        "(-2, 0, 2)] == [-4, 0, 4]",
        "(0, 2)] == [0, 4]",
        "2.2-test/solution/test_mine.py: it lets wrong code pass: forgets-the-sign",
    ),
    "it refuses a wheat": (
        "wheats/another-way/doubling.py",
        "number + number",
        "float(number + number) or None",
        "2.2-test/solution/test_mine.py: it fails on right code (wheat another-way, "
        "test_doubles_all): ",
    ),
    "it fails for a reason that is not allowed": (
        "exercise.toml",
        'allowed = ["NotImplementedError"]',
        "allowed = []",
        "2.2-test/solution/test_mine.py: it fails on wrong code for a reason that doesn't count "
        "(starter, test_doubles_all): ",
    ),
    "it is not in the solution": (
        "exercise.toml",
        'file = "test_mine.py"',
        'file = "test_yours.py"',
        "2.2-test/solution/test_yours.py: is missing, and task b names it",
    ),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"), OWN_TEST_FAULTS.values(), ids=OWN_TEST_FAULTS
)
def test_a_fault_of_the_solution_s_own_test_is_named(
    course: Path, problems: Problems, file: str, old: str, new: str, problem: str
) -> None:
    replaced(course / "2.2-test" / file, old, new)
    found = problems("2.2")
    assert any(each.startswith(problem) for each in found), found


def test_the_wheats_and_the_starter_are_asked_for(course: Path, problems: Problems) -> None:
    shutil.rmtree(course / "2.1-double" / "wheats")
    assert problems("2.1") == [
        "2.1-double/wheats: is missing: checks are proved by at least one of them"
    ]
    shutil.rmtree(course / "2.1-double" / "starter")
    assert "2.1-double/starter: is missing, and task a needs it" in problems("2.1")


def test_a_course_that_can_not_be_used_is_refused(tmp_path: Path, course: Path) -> None:
    with pytest.raises(CourseError, match="is not a folder with a course in it"):
        list(check_course(tmp_path / "nowhere"))
    with pytest.raises(CourseError, match=r"there is no exercise 9\.9: the course has 1\.1"):
        list(check_course(course, "9.9"))


def test_a_version_that_can_not_be_measured_is_named(course: Path, problems: Problems) -> None:
    exercise = new_exercise(course, "1.9", "Measured", "measure")
    way = exercise / "solution" / "second_way.py"
    way.write_text(f"{way.read_text()}\nraise KeyError(rows)\n")
    named = [problem for problem in problems("1.9") if "filled in" not in problem]
    assert len(named) == 1
    assert named[0].startswith("1.9-measured/solution/second_way.py: ")
    assert "KeyError: 100" in named[0]
