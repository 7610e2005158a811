"""The recording of one test: the learner's code as the test calls it, step by step."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest

from ormlab_tui.checks import CheckError, TestName, record_test, recorded
from ormlab_tui.course import Exercise
from ormlab_tui.recording import Recording
from ormlab_tui.recording.events import Output, Raised
from ormlab_tui.recording.framing import decode

from .making import the_exercise, write, write_course

CODE = """
    class SoldOut(Exception):
        pass

    class Shop:
        def sell(self, buyer):
            print("selling to", buyer)
            open("sold.txt", "w").close()
            return 7

        def refuse(self, buyer):
            raise SoldOut(buyer)
"""
VISIBLE = """
    import pytest
    from shop import Shop, SoldOut

    @pytest.fixture
    def shop():
        made = Shop()
        yield made
        made.closed = True

    class TestSelling:
        def test_number(self, shop):
            number = shop.sell("ada")
            assert number == 1
            unreached = True

    def test_refusal(shop):
        with pytest.raises(SoldOut):
            shop.sell("ben")
"""
HIDDEN = """
    import pytest
    from shop import Shop, SoldOut

    zebra = "a hidden word"

    def test_closely():
        zebra_number = Shop().sell("cid")
        assert zebra_number == 1, zebra

    def test_patiently():
        with pytest.raises(SoldOut):
            Shop().refuse("dan")
        with pytest.raises(ValueError):
            Shop().refuse("eve")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = write_course(tmp_path_factory.mktemp("course"))
    tests = course / "2.9-shop/tests"
    write(tests, {"visible/test_shop.py": VISIBLE, "hidden/test_closely.py": HIDDEN})
    work = write(course / "work", {"shop.py": CODE, "conftest.py": "raise SystemExit\n"})
    return write(work, {"test_shop.py": "def test_number(): tampered\n"}).parent


def recording_of(folder: Path, test: TestName) -> Recording:
    return recorded(record_test(the_exercise(folder), folder / "work", test))


@pytest.fixture(scope="module")
def visible(folder: Path) -> Recording:
    return recording_of(folder, TestName("TestSelling::test_number", "test_shop.py", False))


@pytest.fixture(scope="module")
def hidden(folder: Path) -> Recording:
    return recording_of(folder, TestName("test_closely", "test_closely.py", True))


def lines_of(recording: Recording) -> list[str]:
    """Return the first line of each step, as it stands in its file."""
    return [
        recording.sources[step.file].splitlines()[step.lines[0] - 1].strip()
        for step in recording.steps
    ]


def test_visible_test_is_stepped_with_the_code_that_it_calls(visible: Recording) -> None:
    assert lines_of(visible)[-8:] == [
        "made = Shop()",
        "yield made",
        'number = shop.sell("ada")',
        'print("selling to", buyer)',
        'open("sold.txt", "w").close()',
        "return 7",
        "assert number == 1",
        # What pytest does afterwards, then.
        "made.closed = True",
    ]
    assert "unreached = True" not in lines_of(visible)


def test_nothing_stands_before_it_but_two_statements_of_a_script(visible: Recording) -> None:
    assert visible.script.name == "one_test.py"
    own = [
        line for line, step in zip(lines_of(visible), visible.steps, strict=True) if not step.depth
    ]
    assert own == [
        "from ormlab_tui.checks.stepping import run_test",
        "run_test('test_shop.py', 'TestSelling::test_number')",
    ]
    assert set(visible.sources) == {"one_test.py", "test_shop.py", "shop.py"}


def test_failed_assertion_is_noted_at_its_own_statement(visible: Recording) -> None:
    raised = [
        (lines_of(visible)[step], event.class_name)
        for step, event in visible.events()
        if isinstance(event, Raised)
    ]
    assert raised == [("assert number == 1", "AssertionError")]


def test_run_of_a_failing_test_comes_to_its_end(visible: Recording, hidden: Recording) -> None:
    for recording in (visible, hidden):
        assert recording.outcome is not None
        assert recording.outcome.kind == "finished"


def test_only_the_learners_prints_are_printed(visible: Recording, hidden: Recording) -> None:
    for recording, buyer in ((visible, "ada"), (hidden, "cid")):
        assert recording.end is not None
        assert recording.end.stdout == f"selling to {buyer}\n"
        assert recording.end.stderr == ""
        printed = [event.text for _, event in recording.events() if isinstance(event, Output)]
        assert printed == [f"selling to {buyer}\n"]


def test_hidden_test_shows_the_learners_code_alone(hidden: Recording) -> None:
    assert set(hidden.sources) == {"one_test.py", "shop.py"}
    assert {step.file for step in hidden.steps} == {"one_test.py", "shop.py"}
    assert 'print("selling to", buyer)' in lines_of(hidden)
    raised = [step for step, event in hidden.events() if isinstance(event, Raised)]
    assert [hidden.steps[step].file for step in raised] == ["one_test.py"]


def test_exception_that_a_hidden_test_takes_is_noted_where_it_left_the_code(folder: Path) -> None:
    recording = recording_of(folder, TestName("test_patiently", "test_closely.py", True))
    raised = [
        (lines_of(recording)[step], event.message, event.caught)
        for step, event in recording.events()
        if isinstance(event, Raised)
    ]
    # The second one is not what the test waits for: it ends the test.
    assert raised == [("raise SoldOut(buyer)", "dan", True), ("raise SoldOut(buyer)", "eve", False)]
    assert lines_of(recording)[-1].startswith("run_test(")


def test_nothing_of_a_hidden_tests_source_is_in_its_recording(folder: Path) -> None:
    run = record_test(
        the_exercise(folder), folder / "work", TestName("test_closely", "test_closely.py", True)
    )
    payloads = list(run)
    assert b"zebra_number" not in b"".join(payloads)
    assert b"import Shop" not in b"".join(payloads)
    # It says its own message and no more.
    assert [b"a hidden word" in payload for payload in payloads].count(True) == 1
    said = next(payload for payload in payloads if b"a hidden word" in payload)
    assert "a hidden word" in str(msgspec.to_builtins(decode(said)))


def test_workspace_gets_nothing_of_it(folder: Path, visible: Recording) -> None:
    assert sorted(path.name for path in (folder / "work").iterdir()) == [
        "conftest.py",
        "shop.py",
        "test_shop.py",
    ]


def test_file_that_cannot_be_imported_shows_the_statement_that_raises(
    folder: Path, tmp_path: Path
) -> None:
    work = write(tmp_path, {"shop.py": "first = 1\nboom = first / 0\n"})
    run = record_test(the_exercise(folder), work, TestName("test_shop.py", "test_shop.py", False))
    recording = recorded(run)
    raised = [
        (lines_of(recording)[step], event.class_name)
        for step, event in recording.events()
        if isinstance(event, Raised)
    ]
    assert raised == [("boom = first / 0", "ZeroDivisionError")]


@pytest.mark.usefixtures("leaves_nothing")
def test_recording_that_is_cancelled_or_impossible_leaves_nothing(
    folder: Path, tmp_path: Path, exercise: Exercise
) -> None:
    test = TestName("TestSelling::test_number", "test_shop.py", False)
    run = record_test(the_exercise(folder), folder / "work", test)
    payloads = iter(run)
    next(payloads)
    run.cancel()
    assert list(payloads)
    assert list(Path(tempfile.gettempdir()).iterdir()) == []
    missing = TestName("test_it", "test_missing.py", True)
    with pytest.raises(CheckError, match=r"test_missing\.py can't be copied"):
        recorded(record_test(exercise, tmp_path, missing))
