"""The exercises to repair and to extend: what their recordings answer, what their tests catch.

The answers stand here as a check on the exercises' queries; the course itself has none. That
starters, solutions, wheats and chaffs do what they should is for the proof of the whole course.
"""

# ruff: noqa: E501  (one fact a line, to be read as a table)

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec
import pytest

from ormlab_tui.checks import (
    CHECK_LIMITS,
    CheckRun,
    FileApproach,
    TestFile,
    TestResult,
    run_instrument,
    try_approaches,
)
from ormlab_tui.course import Course, Exercise, load_course
from ormlab_tui.course.answer_query import answer_of
from ormlab_tui.course.debrief import facts_named, fill_answers
from ormlab_tui.course.grade import fact_of, grade
from ormlab_tui.course.query import AttributeQuery, CellQuery, CountQuery, Query, SqlQuery
from ormlab_tui.course.question import Given
from ormlab_tui.course.task import ApproachesTask, InstrumentTask
from ormlab_tui.course.variants import variant_files
from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record

IDS = ("2.1", "2.2", "2.5a", "2.5b", "2.5c")
SAMPLES = Path(__file__).parent / "samples_level_2"


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
    # The Haunted Return
    ("2.1", "exception-on-reading", "DetachedInstanceError"),
    ("2.1", "rows-in-the-table", "1"),
    ("2.1", "state-after-add", "pending"),
    ("2.1", "state-after-commit", "persistent"),
    ("2.1", "username-after-commit", "expired"),
    ("2.1", "state-after-return", "detached"),
    ("2.1", "statements-for-the-read", "0"),
    ("2.1", "order-of-events", "the object becomes pending → the INSERT is sent → the row is committed → the attributes expire → the object becomes detached → the caller reads username"),
    # The Vanishing Balance
    ("2.2", "alice-in-the-evening", "500"),
    ("2.2", "total-in-the-evening", "1200"),
    ("2.2", "table-after-the-debit", "800"),
    ("2.2", "outsiders-after-the-commit", "500"),
    ("2.2", "order-of-the-failure", "account 999 is looked up → Alice's object is changed → the UPDATE is sent → the transaction is committed → the ValueError is raised"),
    ("2.2", "commits-of-a-transfer", "2"),
    ("2.2", "commits-of-the-failure", "1"),
    ("2.2", "transaction-when-it-is-refused", "none"),
    # Extension A: Search & Filter
    ("2.5a", "where-that-is-dropped", "3"),
    ("2.5a", "statements-while-building", "0"),
    ("2.5a", "found-by-pattern", "2"),
    ("2.5a", "found-by-text", "1"),
    # Extension B: Timestamps
    ("2.5b", "constructed", "unset"),
    ("2.5b", "flushed", "loaded"),
    ("2.5b", "selects-for-the-read", "0"),
    ("2.5b", "status-of-the-other", "None"),
    ("2.5b", "created-at-of-the-other", "True"),
    # Extension C: Status Machine
    ("2.5c", "object-after-the-refusal", "modified"),
    ("2.5c", "status-in-the-end", "archived"),
    ("2.5c", "order-of-the-leak", "the status is set on the object → the ValueError is raised → the second article is added → the UPDATE is sent → the transaction is committed"),
]  # fmt: skip


@pytest.mark.parametrize("exercise_id", IDS)
def test_every_question_has_its_answer(exercise_id: str) -> None:
    expected = {name: fact for number, name, fact in FACTS if number == exercise_id}
    assert answers(course().exercise(exercise_id), recording(exercise_id)) == expected


BELIEFS: list[tuple[str, str, Given, str]] = [
    ("2.1", "exception-on-reading", "none", "commit-keeps-attributes"),
    ("2.1", "state-after-add", "persistent", "add-saves"),
    ("2.1", "username-after-commit", "loaded", "commit-keeps-attributes"),
    ("2.1", "state-after-return", "persistent", "commit-keeps-attributes"),
    ("2.1", "order-of-events", ["the INSERT is sent", "the object becomes pending", "the row is committed", "the attributes expire", "the object becomes detached", "the caller reads username"], "add-saves"),
    ("2.2", "transaction-when-it-is-refused", "active", "flush-is-commit"),
    ("2.5b", "constructed", "loaded", "defaults-at-construction"),
    ("2.5c", "order-of-the-leak", ["the status is set on the object", "the UPDATE is sent", "the ValueError is raised", "the second article is added", "the transaction is committed"], "add-saves"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise_id", "question_id", "given", "belief"), BELIEFS)
def test_a_wrong_answer_tells_the_belief_behind_it(
    exercise_id: str, question_id: str, given: Given, belief: str
) -> None:
    question = course().exercise(exercise_id).question(question_id)
    verdict = grade(question, given, recording(exercise_id))
    assert verdict.outcome != "right"
    assert verdict.misconception == belief


@pytest.mark.parametrize("exercise_id", IDS)
def test_each_belief_of_an_exercise_can_come_to_light_in_it(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    told = {belief for question in exercise.questions for belief in question.misconceptions}
    assert told == set(exercise.misconceptions)


#: What the texts say beyond the questions' answers: exercise, query, answer.
SAID: list[tuple[str, Query, str]] = [
    # An ordinary transfer and a refused one: what is permanent when.
    ("2.2", CellQuery(table="accounts", column="balance", where={"id": 1}, at="from_account.balance -= amount", time=1), "1000"),
    ("2.2", CountQuery(event="rollback", at="transfer(session, from_id=1, to_id=999"), "0"),
    ("2.2", CellQuery(table="accounts", column="balance", where={"id": 2}), "700"),
    # The value of a server_default comes back with the INSERT; the class's default is in it.
    ("2.5b", CountQuery(event="sql", statement="RETURNING id, created_at", at="session.flush()"), "1"),
    ("2.5b", CountQuery(event="sql", statement="INSERT INTO notes (words, status)", at="session.flush()"), "1"),
    ("2.5b", CountQuery(event="sql", statement="DEFAULT CURRENT_TIMESTAMP", at="create_all"), "1"),
    ("2.5b", CountQuery(event="sql", statement="DEFAULT 'draft'", at="create_all"), "0"),
    # autoescape escapes the percent sign in the parameter and says so in the statement.
    ("2.5a", CountQuery(event="sql", statement="ESCAPE", at="found = session.scalars(by_text)"), "1"),
    ("2.5a", CountQuery(event="sql", statement="ESCAPE", at="found = session.scalars(by_pattern)"), "0"),
    ("2.5a", CountQuery(event="sql", statement="lower(articles.title) LIKE lower(", at="found = session.scalars(by_pattern)"), "1"),
    # Only what was changed is in the UPDATE, and the commit of something else sent it.
    ("2.5c", SqlQuery(part="statement", statement="UPDATE"), "UPDATE articles SET status=? WHERE articles.id = ?"),
    ("2.5c", CountQuery(event="sql", statement="UPDATE", at="session.commit()", time=2), "1"),
    ("2.5c", AttributeQuery(object="idea", attribute="status", part="committed", at='print("refused:"'), "'draft'"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise_id", "query", "answer"), SAID)
def test_what_the_texts_say_is_so(exercise_id: str, query: Query, answer: str) -> None:
    assert answer_of(query, recording(exercise_id)).text == answer


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_debrief_has_facts_of_the_recording_and_no_gaps(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    assert facts_named(exercise.debrief)
    assert "…" not in fill_answers(exercise.debrief, exercise, recording(exercise_id))


@pytest.mark.parametrize(("exercise_id", "file"), [("2.1", "haunted.py"), ("2.2", "bank.py")])
def test_what_is_stepped_through_is_what_lies_in_the_workspace(exercise_id: str, file: str) -> None:
    exercise = course().exercise(exercise_id)
    assert exercise.script is not None
    starter = variant_files(exercise, "starter")[file]
    assert exercise.script.read_text() == starter.read_text()


# What a probe shows of create_user, however it is written

BROKEN = """\
from haunted import SessionLocal, User


def create_user(username, email):
    with SessionLocal() as session:
        user = User(username=username, email=email)
        session.add(user)
        session.commit()
        return user
"""
WAYS = {
    "refreshed.py": (BROKEN.replace("commit()", "commit()\n        session.refresh(user)"), "refresh"),
    "read_before_closing.py": (BROKEN.replace("return user", "user.id\n        return user"), "refresh"),
    "never_expired.py": (BROKEN.replace("SessionLocal()", "SessionLocal(expire_on_commit=False)"), "expire-on-commit-false"),
    "a_dictionary.py": (BROKEN.replace("return user", "return dict(id=user.id, username=user.username, email=user.email)"), "plain-data"),
    "half_loaded.py": (BROKEN.replace("commit()", 'commit()\n        session.refresh(user, ["username"])'), None),
    "never_committed.py": (BROKEN.replace("commit", "flush"), None),
}  # fmt: skip


def test_ways_are_told_apart_by_what_they_do(tmp_path: Path) -> None:
    exercise = course().exercise("2.1")
    task = exercise.task("2d")
    assert isinstance(task, ApproachesTask)
    workspace = dict(variant_files(exercise, "starter"))
    for name, (code, _) in WAYS.items():
        workspace[name] = tmp_path / name
        workspace[name].write_text(code)

    probed = try_approaches(exercise, msgspec.structs.replace(task, files=list(WAYS)), workspace)
    found = {
        each.file: each.approach and each.approach.name
        for each in probed
        if isinstance(each, FileApproach)
    }
    assert found == {name: way for name, (_, way) in WAYS.items()}


def test_prints_may_be_written_in_more_than_one_way(tmp_path: Path) -> None:
    exercise = course().exercise("2.1")
    task = exercise.task("2c")
    assert isinstance(task, InstrumentTask)
    workspace = dict(variant_files(exercise, "starter"))
    code = workspace["haunted.py"].read_text()
    code = code.replace("import String, create_engine", "import String, create_engine, inspect")
    seen = "print('{0}: {1} =', inspect(user).{1})"
    held = "print('{0}: username in __dict__ =', 'username' in vars(user))"
    stages = {
        "user = User(": ("made", "transient"),
        "session.add(user)": ("added", "pending"),
        "session.commit()": ("saved", "persistent", "expired"),
    }
    for start, (stage, *facts) in stages.items():
        line = next(line for line in code.splitlines() if line.strip().startswith(start))
        prints = [seen.format(stage, fact) for fact in facts] + [held.format(stage)]
        indented = "\n".join(" " * 8 + each for each in prints)
        code = code.replace(line, f"{line}\n{indented}")
    workspace["haunted.py"] = tmp_path / "haunted.py"
    workspace["haunted.py"].write_text(code)

    graded = run_instrument(exercise, task, workspace)
    assert [each for each in graded.expectations if not each.holds] == []


# The tests that were asked for

EXISTING = {
    "test_create_article",
    "test_get_article",
    "test_get_nonexistent_article",
    "test_list_articles",
    "test_update_article",
    "test_delete_article",
}
ASKED_FOR = {
    "2.1": {"test_returned_user_is_usable"},
    "2.2": {"test_failed_transfer_conserves_money"},
    "2.5a": EXISTING
    | {
        "test_search_by_title",
        "test_search_by_status",
        "test_search_combined_filters",
        "test_search_no_filters_returns_all",
    },
    "2.5b": EXISTING | {"test_created_at_populated", "test_created_at_not_set_before_commit"},
    "2.5c": EXISTING
    | {
        "test_publish_draft_article",
        "test_publish_nonexistent_article",
        "test_publish_already_published",
        "test_publish_does_not_corrupt_other_fields",
    },
}
OWN_TESTS = {"2.1": "test_returned_user.py", "2.2": "test_failed_transfer.py"}


def names_of_tests(paths: Iterable[Path]) -> set[str]:
    """Return the names of the files' test functions."""
    return {
        node.name
        for path in paths
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("exercise_id", ["2.5a", "2.5b", "2.5c"])
def test_the_visible_tests_are_those_that_were_asked_for(exercise_id: str) -> None:
    assert names_of_tests(course().exercise(exercise_id).visible_tests) == ASKED_FOR[exercise_id]


@pytest.mark.parametrize("exercise_id", OWN_TESTS)
@pytest.mark.parametrize(("variant", "outcome"), [("starter", "failed"), ("solution", "passed")])
def test_the_least_own_test_tells_the_flaw_from_the_fix(
    exercise_id: str, variant: str, outcome: str
) -> None:
    exercise = course().exercise(exercise_id)
    run = CheckRun(
        variant_files(exercise, variant), [TestFile(SAMPLES / OWN_TESTS[exercise_id])], CHECK_LIMITS
    )
    results = [each for each in run if isinstance(each, TestResult)]
    assert {each.name: each.outcome for each in results} == dict.fromkeys(
        ASKED_FOR[exercise_id], outcome
    )


@pytest.mark.parametrize("exercise_id", OWN_TESTS)
def test_the_own_test_of_the_solution_has_the_test_that_was_asked_for(exercise_id: str) -> None:
    files = variant_files(course().exercise(exercise_id), "solution")
    own = [path for name, path in files.items() if name.startswith("test_")]
    assert names_of_tests(own) > ASKED_FOR[exercise_id]


def test_the_three_extensions_begin_with_the_same_articles_and_the_same_tests() -> None:
    tests = {
        path.read_bytes()
        for exercise_id in ("2.5a", "2.5b", "2.5c")
        for path in course().exercise(exercise_id).visible_tests
        if path.name == "test_articles.py"
    }
    assert len(tests) == 1
