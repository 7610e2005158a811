"""Grading: lenient in what can be written in several ways, and never falsely right."""

from __future__ import annotations

import pytest

from ormlab_tui.course.answer import Answer, order_answer, shown_answer, value_answer, words_answer
from ormlab_tui.course.grade import grade, mark, means, settling_step
from ormlab_tui.course.lookup import QueryError
from ormlab_tui.course.question import Given, QuestionKind
from ormlab_tui.recording import Recording
from tests.course.asking import question

NUMBER = shown_answer("999")
STRING = shown_answer("'INFO'")
DIGITS = shown_answer("'1'")
NONE_STRING = shown_answer("'None'")
NONE = shown_answer("None")
TRUE = shown_answer("True")
FLOAT = shown_answer("2.5")
LIST = shown_answer("['alice', None]")
PRINTED = words_answer("the same object? True")
EMPTY = words_answer("")
STATE = words_answer("pending")
ERROR = words_answer("PendingRollbackError")
NO_ERROR = words_answer("none")
VERB = words_answer("INSERT")

RIGHT: list[tuple[QuestionKind, Answer, str | int | float | bool]] = [
    ("value", NUMBER, "999"),
    ("value", NUMBER, " 999 "),
    ("value", NUMBER, "1_999".replace("1_", "")),
    ("value", NUMBER, 999),
    ("value", NUMBER, "999.0"),
    ("value", value_answer(10000), "10,000"),
    ("value", value_answer(-3), "-3"),
    ("value", FLOAT, "2.5"),
    ("value", FLOAT, ".25e1"),
    ("value", STRING, "INFO"),
    ("value", STRING, "'INFO'"),
    ("value", STRING, '"INFO"'),
    ("value", DIGITS, "'1'"),
    ("value", NONE_STRING, '"None"'),
    ("value", NONE, "None"),
    ("value", NONE, "none"),
    ("value", TRUE, "true"),
    ("choice", TRUE, True),
    ("value", LIST, "['alice', None]"),
    ("value", LIST, '[ "alice",None ]'),
    ("output", PRINTED, "the same  object? true"),
    ("output", PRINTED, '"the same object? True"'),
    ("output", words_answer("'INFO'"), "'INFO'"),
    ("output", words_answer("999"), "999"),
    ("output", words_answer("999"), 999),
    ("output", EMPTY, "nothing"),
    ("output", EMPTY, ""),
    ("state", STATE, "Pending"),
    ("count", value_answer(2), "two"),
    ("count", value_answer(0), "none"),
    ("count", value_answer(1), "once"),
    ("exception", ERROR, "pendingrollbackerror"),
    ("exception", ERROR, "sqlalchemy.exc.PendingRollbackError"),
    ("exception", ERROR, "PendingRollbackError()"),
    ("exception", NO_ERROR, "no exception"),
    ("sql", VERB, "insert"),
    ("sql", words_answer("UPDATE t SET a=?"), "update t  set a=?;"),
    ("sql", words_answer("none"), "nothing"),
]
WRONG: list[tuple[QuestionKind, Answer, str | int | float | bool]] = [
    ("value", NUMBER, "99"),
    ("value", NUMBER, "'999'"),
    ("value", NUMBER, ""),
    ("value", NUMBER, "999 or 100"),
    ("value", value_answer(1), "True"),
    ("value", value_answer(1), True),
    ("value", value_answer(0), False),
    ("value", TRUE, 1),
    ("value", TRUE, "1"),
    ("value", STRING, "info"),
    ("value", STRING, "'INFO"),
    ("value", DIGITS, "1"),
    ("value", DIGITS, 1),
    ("value", NONE_STRING, "None"),
    ("value", NONE, "'None'"),
    ("value", NONE, "0"),
    ("value", NONE, ""),
    ("value", NONE, False),
    ("value", LIST, "['alice', 'None']"),
    ("value", LIST, "('alice', None)"),
    ("value", LIST, "[" * 3000),
    ("output", PRINTED, "the same object? False"),
    ("output", PRINTED, "The same object? True"),
    ("output", words_answer("none"), "None"),
    ("output", words_answer("'INFO'"), "INFO"),
    ("output", EMPTY, "0"),
    ("state", STATE, "persistent"),
    ("count", value_answer(2), "to"),
    ("count", value_answer(0), "'0'"),
    ("exception", ERROR, "RollbackError"),
    ("exception", ERROR, "none"),
    ("exception", NO_ERROR, "IntegrityError"),
    ("sql", VERB, "insert into"),
    ("sql", VERB, "none"),
    ("value", order_answer(("a", "b")), "a → b"),
]


@pytest.mark.parametrize(("kind", "fact", "given"), RIGHT)
def test_a_right_answer_is_right_however_it_is_written(
    kind: QuestionKind, fact: Answer, given: str | int | float | bool
) -> None:
    assert means(kind, given, fact)


@pytest.mark.parametrize(("kind", "fact", "given"), WRONG)
def test_a_wrong_answer_is_never_right(
    kind: QuestionKind, fact: Answer, given: str | int | float | bool
) -> None:
    assert not means(kind, given, fact)


PRICE = question("""
kind = "value"
settled = { at = "widget.price = 999" }
pane = "objects"
answer = { of = "attribute", object = "widget", attribute = "price", at = "widget.price = 999" }
wrong = [
    { value = 100, misconception = "stale" },
    { value = "None", misconception = "expired" },
]
why = "It was set."
""")
SAME = question("""
kind = "choice"
settled = { at = "same = session.get(" }
answer = { of = "same-object", names = ["widget", "same"], at = "same = session.get(" }
choices = [
    { value = true, text = "One object" },
    { value = false, text = "Two of them", misconception = "query-makes-objects" },
]
""")
ORDER = question("""
kind = "order"
settled = { at = "session.commit()" }
answer = { of = "order", steps = [
    { label = "commit", event = "commit", real = true },
    { label = "insert", event = "sql", statement = "INSERT" },
    { label = "add", at = "session.add(product)", time = 1 },
    { label = "rollback", at = "session.rollback()" },
] }
wrong = [{ value = ["insert", "add"], misconception = "add-saves" }]
""")


def test_a_verdict_says_all_that_is_shown_with_it(shop: Recording) -> None:
    verdict = grade(PRICE, "100", shop)
    assert verdict.outcome == "wrong"
    assert (verdict.fact, verdict.given, verdict.share) == ("999", "100", 0.0)
    assert verdict.misconception == "stale"
    assert verdict.tests == ("stale", "expired")
    assert (verdict.pane, verdict.why) == ("objects", "It was set.")
    assert verdict.step is not None
    assert shop.steps[verdict.step].lines == (40, 40)


@pytest.mark.parametrize(
    ("given", "outcome", "misconception"),
    [("999", "right", None), ("none", "wrong", "expired"), ("7", "wrong", None)],
)
def test_a_typed_answer_tells_the_belief_that_is_written_for_it(
    shop: Recording, given: Given, outcome: str, misconception: str | None
) -> None:
    verdict = grade(PRICE, given, shop)
    assert (verdict.outcome, verdict.misconception) == (outcome, misconception)


@pytest.mark.parametrize(
    ("given", "outcome", "words", "misconception"),
    [(True, "right", "One object", None), (False, "wrong", "Two of them", "query-makes-objects")],
)
def test_a_choice_is_graded_by_its_value_and_shown_in_its_words(
    shop: Recording, given: Given, outcome: str, words: str, misconception: str | None
) -> None:
    verdict = grade(SAME, given, shop)
    assert (verdict.outcome, verdict.given, verdict.fact) == (outcome, words, "One object")
    assert verdict.misconception == misconception


@pytest.mark.parametrize(
    ("given", "outcome", "share", "misconception"),
    [
        (["add", "insert", "commit", "rollback"], "right", 1.0, None),
        (["insert", "add", "commit", "rollback"], "partly", 1 / 3, "add-saves"),
        (["commit", "rollback", "add", "insert"], "partly", 2 / 3, None),
        (["rollback", "commit", "insert", "add"], "wrong", 0.0, "add-saves"),
    ],
)
def test_an_order_is_worth_its_right_neighbours(
    shop: Recording, given: Given, outcome: str, share: float, misconception: str | None
) -> None:
    verdict = grade(ORDER, given, shop)
    assert verdict.outcome == outcome
    assert verdict.share == pytest.approx(share)
    assert verdict.misconception == misconception
    assert verdict.fact == "add → insert → commit → rollback"


def test_an_order_of_other_labels_is_refused(shop: Recording) -> None:
    with pytest.raises(ValueError, match="was asked for"):
        grade(ORDER, ["add", "add", "commit", "rollback"], shop)


def test_the_labels_to_order_do_not_come_in_the_right_order(shop: Recording) -> None:
    assert ORDER.labels == ("add", "commit", "insert", "rollback")


def test_a_statement_with_calls_is_settled_when_they_have_returned(shop: Recording) -> None:
    asked = question("""
    kind = "count"
    settled = { at = "widget = place(" }
    answer = { of = "objects", class = "Product", at = "widget = place(" }
    """)
    step = shop.steps[settling_step(asked, shop)]
    assert (step.function, step.lines) == ("place", (16, 16))


def test_a_question_that_did_not_come_to_be_settled_says_so(shop: Recording) -> None:
    asked = question("""
    kind = "output"
    settled = { at = "print(\\"never" }
    answer = { of = "output" }
    """)
    with pytest.raises(QueryError, match="has run"):
        settling_step(asked, shop)
    with pytest.raises(QueryError):
        grade(asked, "x", shop)


@pytest.mark.parametrize(
    ("ticked", "outcome", "share"),
    [({0, 1}, "right", 1.0), ([1], "partly", 0.5), ((), "wrong", 0.0), ([7], "wrong", 0.0)],
)
def test_a_text_is_marked_by_its_rubric(ticked: set[int], outcome: str, share: float) -> None:
    asked = question('kind = "text"\nrubric = ["one", "other"]')
    verdict = mark(asked, "in my words", ticked)
    assert (verdict.outcome, verdict.share, verdict.step) == (outcome, share, None)
    assert (verdict.given, verdict.fact) == ("in my words", "one; other")
