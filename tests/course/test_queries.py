"""Queries: each kind, asked of one recording, and what they say where there is no answer."""

from __future__ import annotations

import pytest

from ormlab_tui.course.answer_query import answer_of, holds
from ormlab_tui.course.lookup import QueryError
from ormlab_tui.recording import Recording
from tests.course.asking import query

FLUSH = 'at = "session.flush()", time = 1'
REFUSED = 'at = "session.flush()", time = 2'
LEAVING = 'at = "with Session(engine)", time = 2'

ANSWERS = {
    # Values, by the frame that the statement runs in, and past the end of a called function.
    'of = "variable", name = "number", at = "print(\\"round\\"", time = 2': 1,
    'of = "variable", name = "number", at = "print(\\"round\\"", when = "last"': 2,
    'of = "variable", name = "number", at = "result = 2 * number"': 100,
    'of = "variable", name = "result", at = "return result"': 200,
    'of = "variable", name = "name", at = "product = Product(", time = 2': "Gadget",
    'of = "variable", name = "nothing", at = "nothing = None"': None,
    'of = "variable", name = "nothing"': None,
    'of = "variable", name = "words", at = "words = "': '["it\'s", None, 2.5, True]',
    # No token of an object is ever in an answer.
    'of = "variable", name = "widget", at = "widget = place("': "Product",
    'of = "variable", name = "both", at = "both = "': "[Product, Product]",
    'of = "variable", name = "session", at = "widget = place("': "Session",
    'of = "same-object", names = ["widget", "same"], at = "same = session.get("': True,
    'of = "same-object", names = ["widget", "gadget"], at = "same = session.get("': False,
    'of = "state", object = "product", at = "product = Product(", time = 1': "transient",
    'of = "state", object = "product", at = "session.add(product)", time = 1': "pending",
    'of = "state", object = "product", at = "return product", time = 1': "pending",
    'of = "state", object = "widget", at = "widget = place("': "pending",
    f'of = "state", object = "widget", {FLUSH}': "persistent",
    f'of = "state", object = "widget", {LEAVING}': "detached",
    f'of = "attribute", object = "widget", attribute = "id", {FLUSH}': 1,
    'of = "attribute", object = "widget", attribute = "id", at = "widget = place("': None,
    'of = "attribute", object = "widget", attribute = "id", part = "status", at = "widget = pl"': (
        "unset"
    ),
    'of = "attribute", object = "widget", attribute = "price", at = "session.commit()"': (
        "not loaded"
    ),
    'of = "attribute", object = "widget", attribute = "name", part = "status", '
    'at = "session.commit()"': "expired",
    'of = "attribute", object = "widget", attribute = "price", at = "widget.price = 999"': 999,
    'of = "attribute", object = "gadget", attribute = "name", part = "committed", '
    'at = "gadget = place("': "not loaded",
    'of = "objects", class = "Product", state = "persistent", at = "session.commit()"': 2,
    'of = "objects", state = "pending", session = "session", at = "gadget = place("': 1,
    'of = "objects", class = "Nobody", at = "session.commit()"': 0,
    'of = "transaction", session = "session", at = "session.commit()"': "none",
    f'of = "transaction", session = "session", {FLUSH}': "active",
    f'of = "transaction", session = 1, {REFUSED}': "needs-rollback",
    # The flushed row is there inside the transaction only.
    f'of = "rows", table = "products", {FLUSH}': 0,
    f'of = "rows", table = "products", side = "in_transaction", {FLUSH}': 1,
    'of = "rows", table = "products", at = "session.commit()"': 2,
    'of = "cell", table = "products", column = "price", where = { name = "Gadget" }, '
    'at = "session.commit()"': 200,
    'of = "cell", table = "products", column = "note", where = { id = 1 }, '
    'at = "session.commit()"': None,
    'of = "cell", table = "products", column = "id", where = { name = "Gizmo" }, '
    'at = "session.commit()"': "no row",
    'of = "columns", table = "products", at = "session.commit()"': "id, name, price, note",
    'of = "columns", table = "products", column = "weight", at = "session.commit()"': False,
    # A statement is one execution with the calls that it makes.
    'of = "output", at = "print(\\"twice"': "twice the price is 200",
    'of = "output", at = "print( \\"the price is\\", widget.price, )", after = "is"': "100",
    'of = "output", contains = "round"': "round 0",
    'of = "output", at = "mends()", time = 2': "mended",
    'of = "output", stream = "stderr"': "refused",
    'of = "output", at = "session.commit()"': "",
    f'of = "exception", {REFUSED}': "IntegrityError",
    f'of = "exception", {FLUSH}': "none",
    'of = "exception", at = "raise KeyError("': "KeyError",
    'of = "exception", at = "mends()", time = 2': "none",
    'of = "outcome"': "finished",
    f'of = "count", event = "sql", cause = ["flush"], {FLUSH}': 1,
    'of = "count", event = "sql", at = "session.add(product)", time = 1': 0,
    'of = "count", event = "sql", statement = "insert into products"': 3,
    'of = "count", event = "sql", statement = "insert int"': 0,
    'of = "count", event = "set", object = "widget", attribute = "price", '
    'from = "session.commit()", to = { at = "session.rollback()" }': 1,
    'of = "count", event = "state", class = "Product", to_state = "persistent"': 2,
    'of = "count", event = "state", from_state = "persistent", to_state = "detached"': 2,
    'of = "count", event = "commit", real = true': 1,
    'of = "count", event = "commit", real = true, session = 1': 1,
    'of = "count", event = "flush", trigger = "explicit", phase = "failed"': 1,
    'of = "count", event = "session", what = "needs-rollback", session = "session"': 1,
    'of = "count", event = "output", text = "round"': 3,
    'of = "count", event = "exception", class = "KeyError", text = "mended"': 1,
    'of = "count", event = "expire", object = "gadget", at = "session.commit()"': 1,
    f'of = "sql", {FLUSH}': "INSERT",
    f'of = "sql", nth = 2, {FLUSH}': "none",
    'of = "sql", part = "cause", at = "session.commit()"': "commit",
    'of = "sql", part = "statement", statement = "SAVEPOINT"': "none",
    'of = "order", steps = [ { label = "c", event = "commit", real = true }, '
    '{ label = "r", at = "session.rollback()" }, '
    '{ label = "2", event = "sql", statement = "INSERT", nth = 2 }, '
    '{ label = "1", event = "sql", statement = "INSERT" } ]': ("1", "2", "c", "r"),
    # With a value to match, the answer is whether it is that.
    'of = "variable", name = "number", at = "result = 2 * number", matches = 100': True,
    'of = "variable", name = "name", at = "product = Product(", time = 2, matches = "Gadget"': True,
    'of = "outcome", matches = "exception"': False,
}


@pytest.mark.parametrize(("toml", "value"), ANSWERS.items(), ids=range(len(ANSWERS)))
def test_a_query_is_answered(shop: Recording, toml: str, value: object) -> None:
    answer = answer_of(query(toml), shop)
    assert (answer.value, type(answer.value)) == (value, type(value))


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('of = "outcome"', "finished"),
        ('of = "variable", name = "name", at = "product = Product(", time = 2', "'Gadget'"),
        ('of = "output", at = "session.commit()"', "nothing"),
        ('of = "variable", name = "nothing"', "None"),
    ],
)
def test_an_answer_has_words_for_the_learner(shop: Recording, toml: str, words: str) -> None:
    assert answer_of(query(toml), shop).text == words


REFUSALS = {
    'of = "variable", name = "x", at = "no such code"': "no statement has 'no such code' in it",
    'of = "variable", name = "x", at = "print(\\"never"': (
        "no statement with 'print(\"never' in it has run"
    ),
    'of = "variable", name = "x", at = "session.flush()", file = "shop_models.py"': (
        "no statement of shop_models.py has 'session.flush()' in it"
    ),
    'of = "variable", name = "number", at = "print(\\"round\\""': (
        '\'print("round"\' ran 3 times: say which by time = 1 to 3, or by when = "last" '
        "(lines 38, 38, 38)"
    ),
    'of = "variable", name = "number", at = "session.commit()", time = 2': (
        "'session.commit()' ran once only, so there is no time 2"
    ),
    'of = "variable", name = "unknown", at = "session.commit()"': (
        "there is no variable unknown after 'session.commit()'"
    ),
    # A local variable of a function that has returned is not the caller's.
    'of = "variable", name = "result", at = "print(\\"twice"': "there is no variable result",
    'of = "state", object = "nothing", at = "nothing = None"': (
        "nothing holds None, which is no mapped object then"
    ),
    'of = "transaction", session = "widget", at = "widget = place("': (
        "widget holds Product, which is no session then"
    ),
    'of = "transaction", session = 7': "there is no session 7 then",
    f'of = "attribute", object = "widget", attribute = "weight", {FLUSH}': (
        "Product has no mapped attribute weight"
    ),
    'of = "rows", table = "nowhere"': "there is no table nowhere then",
    'of = "rows", table = "products", at = "folder = TemporaryDirectory()"': "there is no table",
    'of = "cell", table = "products", column = "weight", at = "session.commit()"': (
        "the table products has no column weight then"
    ),
    'of = "cell", table = "products", column = "id", at = "session.commit()"': (
        "'where' does not say which row of products is meant"
    ),
    'of = "output", contains = "never printed"': "no printed line has 'never printed' in it",
    'of = "output", contains = "round", after = "turn"': "'turn' was not printed",
    'of = "count", event = "sql", from = "session.commit()", to = "widget = place("': (
        "what 'to' names ran before what 'from' names"
    ),
    'of = "order", steps = [ { label = "a", event = "begin", nth = 99 }, '
    '{ label = "b", event = "sql" } ]': "'a' did not happen",
    'of = "order", steps = [ { label = "a", event = "sql" }, { label = "b", event = "sql" } ]': (
        "'b' and 'a' are one and the same event"
    ),
}


@pytest.mark.parametrize(("toml", "words"), REFUSALS.items(), ids=range(len(REFUSALS)))
def test_a_query_without_an_answer_says_why(shop: Recording, toml: str, words: str) -> None:
    with pytest.raises(QueryError) as refused:
        answer_of(query(toml), shop)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_expectation_that_can_not_be_answered_does_not_hold(shop: Recording) -> None:
    assert holds(
        query('of = "rows", table = "products", at = "session.commit()", matches = 2'), shop
    )
    assert not holds(query('of = "rows", table = "nowhere", matches = 2'), shop)
