"""An exercise as it is loaded: its questions by when they are asked, its trees, its debrief."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.course import CourseError, Exercise, load_course
from ormlab_tui.course.debrief import fill_answers
from ormlab_tui.course.variants import variant_files, variants_of
from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record
from tests.course.small_course import small_course


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course."""
    return small_course(tmp_path_factory.mktemp("courses"))


@pytest.fixture(scope="module")
def thing(folder: Path) -> Exercise:
    """The predict exercise."""
    return load_course(folder).exercise("1.1")


@pytest.fixture(scope="module")
def double(folder: Path) -> Exercise:
    """The repair exercise."""
    return load_course(folder).exercise("2.2")


@pytest.fixture(scope="module")
def recording(thing: Exercise) -> Recording:
    """The recording of the predict exercise's script."""
    assert thing.script is not None
    return record(Run(thing.script))


def test_questions_are_asked_before_the_run_and_texts_after_it(thing: Exercise) -> None:
    assert [question.id for question in thing.predictions] == ["state", "printed", "sequence"]
    assert [question.id for question in thing.explanations] == ["why"]
    assert thing.question("why").rubric == ["says why"]
    assert len(thing.hints) == 3


def test_questions_that_a_task_asks_are_asked_there_alone(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    file = course / "1.1-thing" / "exercise.toml"
    task = '[[tasks]]\nid = "a"\ntitle = "A"\nkind = "questions"\nquestions = ["printed", "why"]\n'
    file.write_text(f"{file.read_text()}\n{task}")
    exercise = load_course(course).exercise("1.1")
    assert [question.id for question in exercise.predictions] == ["state", "sequence"]
    assert exercise.explanations == ()
    assert exercise.task("a").kind == "questions"


def test_what_is_not_there_is_refused_by_name(thing: Exercise) -> None:
    with pytest.raises(CourseError, match=r"exercise 1\.1 has no question nothing"):
        thing.question("nothing")
    with pytest.raises(CourseError, match=r"exercise 1\.1 has no task 2a"):
        thing.task("2a")
    with pytest.raises(CourseError, match=r"exercise 1\.1 has no solution"):
        variant_files(thing, "solution")


def test_variants_lie_over_the_starter_and_the_solution(double: Exercise) -> None:
    assert variants_of(double) == (
        "starter",
        "solution",
        "wheats/another-way",
        "chaffs/forgets-the-sign",
    )
    for variant, code in (
        ("starter", "starter"),
        ("solution", "solution"),
        ("wheats/another-way", "wheats/another-way"),
        ("chaffs/forgets-the-sign", "chaffs/forgets-the-sign"),
    ):
        files = variant_files(double, variant)
        assert files["doubling.py"] == double.folder / code / "doubling.py"
        own_test = "starter" if variant == "starter" else "solution"
        assert files["test_mine.py"] == double.folder / own_test / "test_mine.py"


def test_what_is_instrumented_lies_over_the_starter_alone(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    (course / "2.2-test" / "instrumented").mkdir()
    (course / "2.2-test" / "instrumented" / "doubling.py").write_text("print(1)\n")
    exercise = load_course(course).exercise("2.2")
    assert "instrumented" not in variants_of(exercise)
    files = variant_files(exercise, "instrumented")
    assert files["doubling.py"].parent.name == "instrumented"
    assert files["test_mine.py"].parent.name == "starter"


def test_what_tools_leave_behind_is_no_part_of_a_tree(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    cache = course / "2.1-double" / "solution" / "__pycache__"
    cache.mkdir()
    (cache / "doubling.cpython-313.pyc").write_bytes(b"")
    files = variant_files(load_course(course).exercise("2.1"), "solution")
    assert set(files) == {"doubling.py"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("`{{ answer:state }}` it is", "`pending` it is"),
        ("{{answer: sequence}}", "added → sent"),
        ("{{ answer:why }} {{ answer:unknown }}", "… …"),
        ("{{ other }} {x}", "{{ other }} {x}"),
    ],
)
def test_a_debrief_has_the_recorded_answers(
    thing: Exercise, recording: Recording, text: str, filled: str
) -> None:
    assert fill_answers(text, thing, recording) == filled


def test_a_recorded_answer_can_not_end_the_code_around_it(tmp_path: Path) -> None:
    course = small_course(tmp_path)
    script = course / "1.1-thing" / "script.py"
    script.write_text(script.read_text().replace("print(thing.name)", 'print("a`b\\x1b[31m\\nc")'))
    exercise = load_course(course).exercise("1.1")
    told = fill_answers("`{{ answer:printed }}`", exercise, record(Run(script)))
    assert told == "`a'b[31mc`"
