"""The first level's exercises: what their recordings answer, and what wrong answers tell.

The answers stand here as a check on the exercises' queries; the course itself has none. Whatever
is said of SQLAlchemy in an exercise's text is asked here of its recording.
"""

# ruff: noqa: E501  (one fact a line, to be read as a table)

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import sqlalchemy

from ormlab_tui.course import Course, Exercise, load_course
from ormlab_tui.course.answer_query import answer_of
from ormlab_tui.course.debrief import facts_named, fill_answers
from ormlab_tui.course.grade import fact_of, grade, settling_step
from ormlab_tui.course.lookup import source_of
from ormlab_tui.course.query import (
    AttributeQuery,
    ColumnsQuery,
    CountQuery,
    ObjectsQuery,
    OutputQuery,
    Query,
    RowsQuery,
    SameObjectQuery,
    SqlQuery,
    StateQuery,
    TransactionQuery,
    VariableQuery,
)
from ormlab_tui.course.question import Given
from ormlab_tui.recording import Recording
from ormlab_tui.runner.run import Run, record

IDS = ("1.2", "1.3", "1.4", "1.5")
DEFAULT_IN_OBJECT = sqlalchemy.__version__.startswith("2.0")


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
    return {each.id: fact_of(each, of).text for each in exercise.predictions}


def ask(exercise_id: str, query: Query) -> str:
    return answer_of(query, recording(exercise_id)).text


FACTS = [
    # The Phantom Row
    ("1.2", "sql-of-add", "0"),
    ("1.2", "sql-of-flush", "INSERT"),
    ("1.2", "state-after-flush", "persistent"),
    ("1.2", "transaction-after-flush", "active"),
    ("1.2", "found-inside", "Order"),
    ("1.2", "sql-of-get", "0"),
    ("1.2", "inside-count", "1"),
    ("1.2", "found-meanwhile", "None"),
    ("1.2", "state-after-exit", "detached"),
    ("1.2", "found-outside", "None"),
    ("1.2", "number-left", "1"),
    ("1.2", "trace", "the INSERT is sent → the order becomes persistent → the warehouse's SELECT is sent → charge() raises → the transaction is rolled back → the except clause is reached"),
    # The Two Timelines
    ("1.3", "made-level", "None and INFO"),
    ("1.3", "made-created-at", "True"),
    ("1.3", "sql-of-add", "0"),
    ("1.3", "state-after-add", "pending"),
    ("1.3", "added-id", "None and None"),
    ("1.3", "added-level", "None and INFO"),
    ("1.3", "level-in-insert", "1"),
    ("1.3", "flushed-level", "INFO and INFO"),
    ("1.3", "created-at-missing", "False"),
    ("1.3", "selects-for-created-at", "0"),
    ("1.3", "level-after-commit", "expired"),
    ("1.3", "sql-after-commit", "2"),
    ("1.3", "trace", "entry becomes pending → 'INFO' is sent in an INSERT → entry has its level → entry's attributes are expired → a SELECT is sent"),
    # The Poison Pill
    ("1.4", "transaction-after-error", "needs-rollback"),
    ("1.4", "state-of-second-alice", "transient"),
    ("1.4", "refused-address", "True"),
    ("1.4", "read-alice", "False"),
    ("1.4", "get-alice", "False"),
    ("1.4", "query-names", "False"),
    ("1.4", "add-bob", "True"),
    ("1.4", "bob-exception", "PendingRollbackError"),
    ("1.4", "sql-for-bob", "0"),
    ("1.4", "sql-after-rollback", "1"),
    ("1.4", "bob-in-session", "False"),
    ("1.4", "users-at-the-end", "['alice', 'bob']"),
    ("1.4", "trace", "second_alice's INSERT is sent → the database rolls back → the except clause is reached → PendingRollbackError is raised → the session is usable again"),
    # The Stubborn Table
    ("1.5", "create-all-raises", "True"),
    ("1.5", "ddl-sent", "1"),
    ("1.5", "column-there", "False"),
    ("1.5", "visit-saved", "True"),
    ("1.5", "select-exception", "OperationalError"),
    ("1.5", "ben-exception", "OperationalError"),
    ("1.5", "ann-status", "None"),
    ("1.5", "ben-status", "active"),
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
    ("1.2", "sql-of-add", "1", "add-saves"),
    ("1.2", "sql-of-add", "one", "add-saves"),
    ("1.2", "sql-of-flush", "commit", "flush-is-commit"),
    ("1.2", "sql-of-flush", "none", "add-saves"),
    ("1.2", "transaction-after-flush", "none", "flush-is-commit"),
    ("1.2", "found-meanwhile", "Order", "flush-is-commit"),
    ("1.2", "state-after-exit", "persistent", "flush-is-commit"),
    ("1.2", "found-outside", "Order", "flush-is-commit"),
    ("1.3", "made-level", "INFO and INFO", "defaults-at-construction"),
    ("1.3", "made-created-at", False, "defaults-at-construction"),
    ("1.3", "sql-of-add", "2", "add-saves"),
    ("1.3", "state-after-add", "persistent", "add-saves"),
    ("1.3", "added-id", "1 and 1", "add-saves"),
    ("1.3", "added-level", "INFO and INFO", "defaults-at-construction"),
    ("1.3", "level-after-commit", "loaded", "commit-keeps-attributes"),
    ("1.3", "sql-after-commit", "0", "commit-keeps-attributes"),
    ("1.3", "trace", ["entry has its level", "entry becomes pending", "'INFO' is sent in an INSERT", "entry's attributes are expired", "a SELECT is sent"], "defaults-at-construction"),
    ("1.3", "trace", ["'INFO' is sent in an INSERT", "entry becomes pending", "entry has its level", "entry's attributes are expired", "a SELECT is sent"], "add-saves"),
    ("1.4", "transaction-after-error", "none", "caught-is-handled"),
    ("1.4", "transaction-after-error", "active", "caught-is-handled"),
    ("1.4", "read-alice", True, "caught-is-handled"),
    ("1.4", "get-alice", True, "caught-is-handled"),
    ("1.4", "query-names", True, "caught-is-handled"),
    ("1.4", "bob-exception", "none", "caught-is-handled"),
    ("1.4", "sql-for-bob", "1", "caught-is-handled"),
    ("1.4", "trace", ["second_alice's INSERT is sent", "the except clause is reached", "the session is usable again", "PendingRollbackError is raised", "the database rolls back"], "caught-is-handled"),
    ("1.5", "ddl-sent", "2", "create-all-alters"),
    ("1.5", "column-there", True, "create-all-alters"),
    ("1.5", "select-exception", "none", "create-all-alters"),
    ("1.5", "ben-exception", "none", "create-all-alters"),
    ("1.5", "ben-exception", "add", "add-saves"),
    ("1.5", "ann-status", "active", "defaults-at-construction"),
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


def test_all_seven_beliefs_are_met_on_the_first_level() -> None:
    first = [each for each in course().exercises if each.level == "1"]
    met = {belief for exercise in first for belief in exercise.misconceptions}
    assert met == {each.id for each in course().misconceptions}


SETTLED = [
    ("1.2", "sql-of-get", "found_inside = session.get(Order, saved_id)"),
    ("1.2", "found-meanwhile", "found_meanwhile = warehouse.get(Order, saved_id)"),
    ("1.2", "trace", "except ValueError as error:"),
    ("1.3", "made-level", 'print("made: level", entry.level, "and", audit.level)'),
    ("1.3", "level-in-insert", "session.flush()"),
    ("1.4", "transaction-after-error", "except IntegrityError:"),
    ("1.4", "bob-exception", "session.commit()"),
    ("1.5", "column-there", "Tuesday.metadata.create_all(engine)"),
    ("1.5", "ann-status", 'print(member.name, "is", member.status)'),
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
    # get() handed out the object that was there; nobody else could have had it.
    ("1.2", SameObjectQuery(names=["order", "found_inside"], at="found_inside ="), "True"),
    ("1.2", RowsQuery(table="orders", side="in_transaction", at="session.flush()"), "1"),
    ("1.2", RowsQuery(table="orders", at="session.flush()"), "0"),
    ("1.2", RowsQuery(table="orders", at="except ValueError"), "0"),
    ("1.2", SqlQuery(part="cause", at="found_meanwhile ="), "get"),
    ("1.2", CountQuery(event="commit", since="session.add(order)"), "0"),
    ("1.2", CountQuery(event="sql", at='print("this session counts"'), "1"),
    # On the plain class an attribute never set is unset, and reads as None.
    ("1.3", AttributeQuery(object="entry", attribute="level", part="status", at="entry = LogEntry"), "unset"),
    ("1.3", AttributeQuery(object="entry", attribute="level", part="status", at="session.add(entry)"), "unset"),
    ("1.3", AttributeQuery(object="entry", attribute="level", part="status", at="session.flush()"), "loaded"),
    ("1.3", AttributeQuery(object="entry", attribute="created_at", part="status", at="session.flush()"), "loaded"),
    # The dataclass: SQLAlchemy 2.0 puts the default into the object, 2.1 answers with it.
    ("1.3", AttributeQuery(object="audit", attribute="level", part="status", at="audit = AuditEntry"), "modified" if DEFAULT_IN_OBJECT else "unset"),
    ("1.3", CountQuery(event="sql", statement="RETURNING id, created_at", at="session.flush()"), "2"),
    ("1.3", CountQuery(event="sql", at='print("made: level"'), "0"),
    # The session rolled back at once, and expired what it had loaded.
    ("1.4", CountQuery(event="rollback", real=True, at="session.commit()", time=2), "1"),
    ("1.4", AttributeQuery(object="alice", attribute="email", part="status", at='print(alice.username'), "loaded"),
    ("1.4", AttributeQuery(object="alice", attribute="email", part="status", at="except IntegrityError"), "expired"),
    ("1.4", StateQuery(object="bob", at="session.rollback()"), "transient"),
    ("1.4", TransactionQuery(session="session", at="session.rollback()"), "none"),
    ("1.4", CountQuery(event="rollback", at="session.rollback()"), "0"),
    ("1.4", SqlQuery(part="cause", at='print("after rollback()'), "refresh-expired"),
    # create_all() looked both tables up, and said nothing.
    ("1.5", CountQuery(event="sql", cause=["reflection"], statement='table_info("members")', at="Tuesday.metadata.create_all"), "1"),
    ("1.5", SqlQuery(part="statement", cause=["ddl"], statement="CREATE TABLE visits", at="Tuesday.metadata.create_all"), "CREATE TABLE visits ( id INTEGER NOT NULL, day VARCHAR(10) NOT NULL, PRIMARY KEY (id) )"),
    ("1.5", OutputQuery(stream="stderr"), "nothing"),
    ("1.5", CountQuery(event="sql", at='session.add(Member(name="Ben"))', time=1), "0"),
    ("1.5", CountQuery(event="sql", statement="INSERT INTO members (name, status)", at="session.commit()", time=3), "1"),
    ("1.5", ColumnsQuery(table="members"), "id, name, status"),
    ("1.5", ObjectsQuery(class_name="Visit", at="Tuesday.metadata.create_all"), "0"),
]  # fmt: skip


@pytest.mark.parametrize(("exercise_id", "query", "answer"), SAID)
def test_what_the_texts_say_is_so(exercise_id: str, query: Query, answer: str) -> None:
    assert ask(exercise_id, query) == answer


def test_sqlalchemy_warns_that_what_was_pending_is_let_go() -> None:
    warned = ask("1.4", OutputQuery(stream="stderr", at="session.rollback()"))
    assert "this state will be discarded" in warned


def test_the_database_of_the_phantom_row_is_removed() -> None:
    shown = ask("1.2", VariableQuery(name="folder", at="folder = TemporaryDirectory()"))
    (url,) = [each.connection_url for each in recording("1.2").databases]
    file = Path(url.removeprefix("sqlite:///"))
    assert file.name == "shop.db"
    assert "TemporaryDirectory" in shown
    assert not file.parent.exists()


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_debrief_has_every_fact_that_it_names(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    named = facts_named(exercise.debrief)
    assert named
    filled = fill_answers(exercise.debrief, exercise, recording(exercise_id))
    assert "…" not in filled
    assert "{{" not in filled


@pytest.mark.parametrize("exercise_id", IDS)
def test_an_exercise_is_whole(exercise_id: str) -> None:
    exercise = course().exercise(exercise_id)
    assert exercise.kind == "predict"
    assert len(exercise.hints) == 3
    assert [each.id for each in exercise.explanations] == ["why-the-colleague-is-wrong"]
    assert all(question.why for question in exercise.predictions)
    assert exercise.script is not None
    source = exercise.script.read_text()
    assert max(map(len, source.splitlines())) <= 76
    assert recording(exercise_id).outcome is not None
