"""What is wrong with questions and tasks is said with its line and its field."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ormlab_tui.course import load_course
from tests.course.small_course import small_course

# What replaces what in the exercise's file; the field that is named, on the line of which text;
# and words of the sentence.
FAULTS = {
    "a question's id twice": (
        ('id = "printed"', 'id = "state"'),
        ("questions[1]", '[[questions]]\nid = "state"\nkind = "choice"'),
        "state is there twice",
    ),
    "an unknown kind of question": (
        ('kind = "state"', 'kind = "guess"'),
        ("questions[0].kind", 'kind = "guess"'),
        "Invalid enum value 'guess'",
    ),
    "an unknown query": (
        ('of = "state"', 'of = "mood"'),
        ("questions[0].answer.of", "answer = "),
        "Invalid value 'mood'",
    ),
    "a query's field that it has not": (
        ('of = "state", object', 'of = "state", mood = 1, object'),
        ("questions[0].answer", "answer = "),
        "unknown field `mood`",
    ),
    "no answer": (
        ('answer = { of = "state", object = "thing", at = "session.add(thing)" }\n', ""),
        ("questions[0].answer", '[[questions]]\nid = "state"'),
        "a question of kind state needs one",
    ),
    "nothing that settles it": (
        ('settled = { at = "session.add(thing)" }\n', ""),
        ("questions[0].settled", '[[questions]]\nid = "state"'),
        "a question of kind state needs one",
    ),
    "two ways to say which time": (
        (
            'settled = { at = "session.add(thing)" }',
            'settled = { at = "x", time = 1, when = "last" }',
        ),
        ("questions[0].settled", "settled = "),
        "'time' and 'when'",
    ),
    "a time of nothing": (
        ('settled = { at = "session.add(thing)" }', "settled = { time = 2 }"),
        ("questions[0].settled.time", "settled = "),
        "means nothing without 'at'",
    ),
    "one choice": (
        ('    { value = "None" },\n', ""),
        ("questions[1].choices", "choices = "),
        "needs at least two",
    ),
    "a choice twice": (
        ('{ value = "None" }', '{ value = "first" }'),
        ("questions[1].choices[1]", "choices = "),
        "first is there twice",
    ),
    "choices of a state": (
        ('wrong = [{ value = "persistent"', 'choices = [{ value = "persistent"'),
        ("questions[0].choices", "choices = "),
        "a question of kind state has none; it has 'wrong'",
    ),
    "a state asked of an output": (
        ('answer = { of = "state", object = "thing", at', 'answer = { of = "output", at'),
        ("questions[0].answer.of", "answer = "),
        "a question of kind state is answered by 'state'",
    ),
    "a misconception nobody has": (
        ('"persistent", misconception = "add-saves"', '"pending", misconception = "other"'),
        ("questions[0].wrong[0].misconception", "wrong = "),
        "'other' is not in misconceptions.toml",
    ),
    "an answer for a text": (
        ("rubric = [", 'answer = { of = "outcome" }\nrubric = ['),
        ("questions[2].answer", 'answer = { of = "outcome" }'),
        "a question of kind text has none",
    ),
    "a text without a rubric": (
        ('rubric = ["says why"]\n', ""),
        ("questions[2].rubric", '[[questions]]\nid = "why"'),
        "needs one",
    ),
    "a label that an order has not": (
        ('["sent", "added"]', '["sent", "eaten"]'),
        ("questions[3].wrong[0].value", 'wrong = [{ value = ["sent"'),
        "the order has no label 'eaten'",
    ),
    "a step that is an event and a statement": (
        ('label = "added", at = "session.add(thing)"', 'label = "added", at = "x", event = "sql"'),
        ("questions[3].answer.steps[0]", 'answer = { of = "order"'),
        "either 'event' or 'at'",
    ),
    "a filter that an event has not": (
        ('event = "sql", statement', 'event = "flush", statement'),
        ("questions[3].answer.steps[1].statement", 'answer = { of = "order"'),
        "an event of type flush has no 'statement'",
    ),
    "one place and two ends": (
        ('of = "output", at = "print("', 'of = "output", at = "print(", from = "x"'),
        ("questions[1].answer.from", 'answer = { of = "output"'),
        "'at' is one place",
    ),
}


@pytest.mark.parametrize(("change", "place", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_file_line_and_field(
    tmp_path: Path, change: tuple[str, str], place: tuple[str, str], words: str
) -> None:
    course = small_course(tmp_path)
    file = course / "1.1-thing" / "exercise.toml"
    text = file.read_text()
    assert text.count(change[0]) == 1, "the change is to be made in one place"
    text = text.replace(*change)
    file.write_text(text)
    field, start = place
    line = text[: text.index(start)].count("\n") + 1
    loaded = load_course(course)
    (problem,) = loaded.problems
    assert problem.startswith(f"1.1-thing/exercise.toml:{line}: field '{field}': ")
    assert words in problem
    assert [exercise.id for exercise in loaded.exercises] == ["2.1", "2.2"]


TASK_FAULTS = {
    "a test file that is not there": (
        ('tests = ["tests/visible/test_doubling.py"', 'tests = ["tests/visible/test_other.py"'),
        "field 'tasks[0].tests': there is no file tests/visible/test_other.py",
    ),
    "a test file that leads out": (
        ('tests = ["tests/visible/test_doubling.py"', 'tests = ["../test_other.py"'),
        "field 'tasks[0].tests[0]': Expected `str` matching regex",
    ),
    "a task's id twice": (('id = "b"', 'id = "a"'), "field 'tasks[1]': a is there twice"),
    "a file that leads out": (
        ('file = "test_mine.py"', 'file = "../test_mine.py"'),
        "field 'tasks[1].file': Expected `str` matching regex",
    ),
    "a question that is not there": (
        ('kind = "own-test"\nfile = "test_mine.py"', 'kind = "questions"\nquestions = ["x"]'),
        "field 'tasks[1]': Object contains unknown field `allowed`",
    ),
}


@pytest.mark.parametrize(("change", "words"), TASK_FAULTS.values(), ids=TASK_FAULTS)
def test_a_task_s_fault_is_named(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    course = small_course(tmp_path)
    file = course / "2.2-test" / "exercise.toml"
    text = file.read_text()
    assert text.count(change[0]) == 1, "the change is to be made in one place"
    file.write_text(text.replace(*change))
    (problem,) = load_course(course).problems
    assert problem.startswith("2.2-test/exercise.toml:")
    assert words in problem


def test_several_faults_of_one_exercise_are_all_named(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    file = course / "1.1-thing" / "exercise.toml"
    text = (
        file.read_text().replace('rubric = ["says why"]\n', "").replace('{ value = "None" },', "")
    )
    file.write_text(text.replace('level = "1"', 'level = "9"'))
    (course / "1.1-thing" / "brief.md").unlink()
    assert len(load_course(course).problems) == 4


@pytest.mark.parametrize(
    "text", ["x = [" * 2000, 'id = "1.1"\nid = "1.1"\n', "\0", "x = 1979-05-27\n"]
)
def test_no_text_of_a_file_is_more_than_a_problem(tmp_path: Path, text: str) -> None:
    course = small_course(tmp_path)
    (course / "1.1-thing" / "exercise.toml").write_text(text)
    (problem,) = load_course(course).problems
    assert problem.startswith("1.1-thing/exercise.toml: ")


def test_a_file_of_more_than_a_mebibyte_is_refused(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    (course / "1.1-thing" / "debrief.md").write_text("x" * (1024 * 1024 + 1))
    (course / "2.1-double" / "starter" / "data.bin").write_bytes(b"x" * (1024 * 1024 + 1))
    assert load_course(course).problems == (
        "1.1-thing/debrief.md: is larger than a file of a course may be (1 MiB)",
        "2.1-double/starter/data.bin: is larger than a file of a course may be (1 MiB)",
    )


@pytest.mark.parametrize("place", ["starter/x.py", "chaffs/bug/x.py", "tests/hidden/x.py"])
def test_a_link_in_a_tree_that_leads_out_is_refused(tmp_path: Path, place: str) -> None:
    course = small_course(tmp_path)
    (tmp_path / "secret").write_text("secret")
    path = course / "2.1-double" / place
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(tmp_path / "secret")
    assert load_course(course).problems == (
        f"2.1-double/{place}: leads out of the course's folder",
    )


def test_a_pipe_among_the_files_is_refused_and_not_read(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    os.mkfifo(course / "2.1-double" / "solution" / "pipe.py")
    (course / "1.1-thing" / "debrief.md").unlink()
    os.mkfifo(course / "1.1-thing" / "debrief.md")
    assert load_course(course).problems == (
        "1.1-thing/debrief.md: is no regular file",
        "2.1-double/solution/pipe.py: is no regular file",
    )
