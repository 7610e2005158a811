"""Levels 3 to 5: what their recordings answer, and that the pieces of each fit together.

The answers stand here as a check on the exercises' queries; the course itself has none. That
starters, solutions, wheats and chaffs do what they should is for the proof of the whole course.
"""

# ruff: noqa: E501  (one fact a line, to be read as a table)

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from ormlab_tui.checks.variants import run_variant
from ormlab_tui.course import Course, Exercise, load_course
from ormlab_tui.course.answer_query import answer_of
from ormlab_tui.course.debrief import facts_named, fill_answers
from ormlab_tui.course.grade import fact_of, grade, settling_step
from ormlab_tui.course.lookup import source_of
from ormlab_tui.course.query import (
    AttributeQuery,
    CountQuery,
    OutputQuery,
    Query,
    RowsQuery,
    SqlQuery,
    StateQuery,
    TransactionQuery,
    VariableQuery,
)
from ormlab_tui.course.question import Given
from ormlab_tui.course.task import ChecksTask, MeasureTask, ReviewTask
from ormlab_tui.course.variants import variant_files
from ormlab_tui.measure.measuring import Measuring
from ormlab_tui.measure.results import Compared, Counted, Measured
from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record

IDS = ("3.1", "4.1", "5.1")
REPOSITORY = Path(__file__).parents[2]


@cache
def course() -> Course:
    return load_course()


@cache
def recording(exercise_id: str, hash_seed: str = "0") -> Recording:
    """Return the recording of an exercise's script, made once."""
    script = course().exercise(exercise_id).script
    assert script is not None
    return record(Run(script, environment={"PYTHONHASHSEED": hash_seed}))


def answers(exercise: Exercise, of: Recording) -> dict[str, str]:
    """Return what the recording answers to each question that it can answer."""
    return {each.id: fact_of(each, of).text for each in exercise.questions if each.answer}


FACTS = [
    # Event Ticketing System
    ("3.1", "toms-count", "0"),
    ("3.1", "toms-transactions", "1"),
    ("3.1", "who-when", "Tom counts → Mira's INSERT is sent → Mira's transaction is committed → Tom's INSERT is sent"),
    ("3.1", "toms-exception", "none"),
    ("3.1", "tickets-in-the-end", "2"),
    # When the ORM Works Against You
    ("4.1", "inserts-without-keys", "6"),
    ("4.1", "inserts-with-keys", "1"),
    ("4.1", "inserts-of-a-list", "1"),
    ("4.1", "objects-of-a-list", "0"),
    ("4.1", "objects-of-a-look", "18"),
    # The Teach Back
    ("5.1", "id-after-the-flush", "1"),
    ("5.1", "seen-after-the-flush", "0"),
    ("5.1", "the-very-next-line", "none"),
    ("5.1", "session-after-the-second", "needs-rollback"),
    ("5.1", "adding-the-third", "none"),
    ("5.1", "the-third", "PendingRollbackError"),
    ("5.1", "users-without-a-profile", "2"),
]  # fmt: skip


@pytest.mark.parametrize("exercise_id", IDS)
def test_every_question_has_its_answer(exercise_id: str) -> None:
    expected = {name: fact for number, name, fact in FACTS if number == exercise_id}
    assert answers(course().exercise(exercise_id), recording(exercise_id)) == expected


@pytest.mark.parametrize("exercise_id", IDS)
def test_answers_do_not_depend_on_the_hash_seed(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    again = recording(exercise_id, hash_seed="4321")
    assert answers(exercise, again) == answers(exercise, recording(exercise_id))


BELIEFS: list[tuple[str, str, Given, str]] = [
    ("5.1", "id-after-the-flush", "None", "flush-is-commit"),
    ("5.1", "seen-after-the-flush", "1", "flush-is-commit"),
    ("5.1", "session-after-the-second", "none", "caught-is-handled"),
    ("5.1", "session-after-the-second", "active", "caught-is-handled"),
    ("5.1", "the-third", "none", "caught-is-handled"),
]


@pytest.mark.parametrize(("exercise_id", "question_id", "given", "belief"), BELIEFS)
def test_a_wrong_answer_tells_the_belief_behind_it(
    exercise_id: str, question_id: str, given: Given, belief: str
) -> None:
    question = course().exercise(exercise_id).question(question_id)
    verdict = grade(question, given, recording(exercise_id))
    assert verdict.outcome != "right"
    assert verdict.misconception == belief


SETTLED = [
    ("3.1", "toms-count", "sold_before_tom = tom.scalar(count_sold)"),
    ("3.1", "tickets-in-the-end", "tom.commit()"),
    ("4.1", "inserts-with-keys", "session.flush()"),
    ("5.1", "the-very-next-line", "if user is None:"),
    ("5.1", "the-third", "session.commit()"),
]


@pytest.mark.parametrize(("exercise_id", "question_id", "source"), SETTLED)
def test_the_moment_of_truth_is_the_statement_that_settles_it(
    exercise_id: str, question_id: str, source: str
) -> None:
    of = recording(exercise_id)
    step = settling_step(course().exercise(exercise_id).question(question_id), of)
    assert source_of(of, of.steps[step]) == source


#: What the texts say beyond the questions' answers: exercise, query, answer.
SAID: list[tuple[str, Query, str]] = [
    # Neither SELECT began anything in the driver, and both commits were real.
    ("3.1", CountQuery(event="begin", real=True), "0"),
    ("3.1", CountQuery(event="commit", real=True, since="mira.commit()"), "2"),
    ("3.1", VariableQuery(name="seats_for_tom", at="seats_for_tom ="), "1"),
    ("3.1", RowsQuery(table="tickets", at="mira.commit()"), "1"),
    # Six round trips are one execute of the session's; the list comes from nobody's object.
    ("4.1", CountQuery(event="sql", statement="RETURNING id", at="session.flush()", time=1), "6"),
    ("4.1", CountQuery(event="sql", statement="RETURNING id", at="session.flush()", time=2), "0"),
    ("4.1", SqlQuery(part="cause", at="session.execute(insert("), "bulk"),
    ("4.1", CountQuery(event="load", at="highest = session.scalar("), "0"),
    ("4.1", RowsQuery(table="readings"), "18"),
    # add() sends nothing; the failed flush has rolled back, and nobody's commit mends that.
    ("5.1", TransactionQuery(session="session", at="session.add(user)", time=3), "needs-rollback"),
    ("5.1", CountQuery(event="sql", at="third = create_user_with_profile("), "0"),
    ("5.1", StateQuery(object="draft", at="session.rollback()"), "transient"),
    ("5.1", AttributeQuery(object="draft", attribute="id", part="status", at="session.flush()"), "loaded"),
    ("5.1", OutputQuery(contains="users:", after="users:"), "['wanda', 'zora']"),
    ("5.1", OutputQuery(contains="profiles:", after="profiles:"), "1"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise_id", "query", "answer"), SAID)
def test_what_the_texts_say_is_so(exercise_id: str, query: Query, answer: str) -> None:
    assert answer_of(query, recording(exercise_id)).text == answer


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_debrief_has_every_fact_that_it_names(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    assert facts_named(exercise.debrief)
    filled = fill_answers(exercise.debrief, exercise, recording(exercise_id))
    assert "…" not in filled
    assert "{{" not in filled


@pytest.mark.parametrize("exercise_id", IDS)
def test_an_exercise_is_whole(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    assert len(exercise.hints) == 3
    assert all(question.why or question.rubric for question in exercise.questions)
    told = {belief for question in exercise.questions for belief in question.misconceptions}
    assert told == set(exercise.misconceptions)
    assert exercise.script is not None
    assert max(map(len, exercise.script.read_text().splitlines())) <= 76


# The ticketing system

CONTRACT = {
    "TestCoreModels": [
        "test_create_event",
        "test_purchase_ticket",
        "test_purchase_for_nonexistent_event",
        "test_multiple_tickets_same_event",
    ],
    "TestCapacity": [
        "test_cannot_exceed_capacity",
        "test_exact_capacity_boundary",
        "test_sold_out_does_not_corrupt_existing_data",
        "test_different_events_independent_capacity",
    ],
    "TestTransfer": [
        "test_transfer_ticket",
        "test_transfer_nonexistent_ticket",
        "test_transfer_preserves_event_association",
        "test_transfer_does_not_free_capacity",
    ],
}


def test_the_solution_passes_the_contract_test_for_test() -> None:
    exercise, tests = course().exercise("3.1"), ["tests/visible/test_ticketing.py"]
    solved = run_variant(exercise, "solution", tests)
    assert {node for node, result in solved.results.items() if result.outcome == "passed"} == {
        f"{tests[0]}::{name}::{test}" for name in CONTRACT for test in CONTRACT[name]
    }


def test_counting_before_inserting_does_for_one_buyer_and_not_for_two() -> None:
    exercise = course().exercise("3.1")
    ended = {
        task.id: run_variant(exercise, "chaffs/count-then-insert", task.tests)
        for task in exercise.tasks
        if isinstance(task, ChecksTask)
    }
    assert ended["3a-3c"].end.passed
    failed = [result for result in ended["3d"].results.values() if result.outcome == "failed"]
    assert [result.name for result in failed] == [
        "TestLastTicket::test_the_last_seat_is_sold_once",
        "TestLastTicket::test_who_comes_too_late_is_told_that_it_is_sold_out",
    ]
    assert failed[0].message == "Tom bought just before statement 3 of Mira's, INSERT"
    assert (failed[0].expected, failed[0].got) == ("1", "2")


# The counter-example


def test_the_solutions_two_versions_can_be_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A checkout need not be installed.
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    exercise = course().exercise("4.1")
    task = exercise.task("4c")
    assert isinstance(task, MeasureTask)
    assert task.prepare is not None
    for name, path in variant_files(exercise, "solution").items():
        (tmp_path / name).write_bytes(path.read_bytes())
    scripts = [tmp_path / script for script in task.scripts]
    results = list(Measuring(scripts, [30], repeats=1, prepare=tmp_path / task.prepare))
    objects, rows = (each for each in results if isinstance(each, Counted))
    assert (objects.statements, objects.round_trips, objects.commits) == (1, 30, 1)
    assert (rows.statements, rows.round_trips, rows.commits) == (1, 1, 1)
    assert [type(each) for each in results[2:]] == [Measured, Measured, Compared]
    assert results[-1] == Compared(30, 30, None)


# The teach back


def test_the_diff_leads_to_the_code_that_is_rewritten() -> None:
    exercise = course().exercise("5.1")
    task = exercise.task("5b")
    assert isinstance(task, ReviewTask)
    head, _, body = (exercise.folder / task.diff).read_text().partition("@@ -1,11 +1,27 @@\n")
    assert "--- a/accounts.py\n+++ b/accounts.py\n" in head
    lines = body.splitlines(keepends=True)
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert after == variant_files(exercise, "starter")["accounts.py"].read_text()
    assert sum(line[0] in " -" for line in lines) == 11
    assert sum(line[0] in " +" for line in lines) == 27


def test_what_is_stepped_through_is_what_the_pull_request_proposes() -> None:
    exercise = course().exercise("5.1")
    assert exercise.script is not None
    proposed = functions(variant_files(exercise, "starter")["accounts.py"])
    assert list(proposed) == ["register_user", "create_user_with_profile"]
    assert functions(exercise.script) == proposed


def functions(path: Path) -> dict[str, str]:
    """Return the code of a file's functions without their docstrings, by name."""
    found = {}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef):
            if ast.get_docstring(node) is not None:
                del node.body[0]
            found[node.name] = ast.unparse(node)
    return found
