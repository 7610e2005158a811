"""A run of tests: what it says of each, and that nobody but the tests decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ormlab_tui.checks import (
    CheckEnd,
    CheckMessage,
    CheckRun,
    CodePlace,
    TestFile,
    TestResult,
    TestsFound,
    TestStarted,
)

from .making import write

# What a learner's folder may hold, and what it may try.
WORKSPACE = {
    "users.py": """
        print("passed passed passed")

        class Taken(Exception):
            def __init__(self, name):
                super().__init__(f"{name} is taken")

        def greet(name):
            print("greeting", name)
            with open("greeted.txt", "a") as file:
                file.write(name)
            return "hello " + name

        def register(name):
            raise Taken(name)

        class Shy:
            def __repr__(self):
                raise ValueError("no repr")
    """,
    "conftest.py": """
        import pytest

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(item, call):
            outcome = yield
            outcome.get_result().outcome = "passed"

        @pytest.fixture(autouse=True)
        def everywhere():
            raise RuntimeError("conftest.py was loaded")
    """,
    "evil.py": """
        def pytest_runtest_makereport(item, call):
            raise RuntimeError("a plugin was loaded")
    """,
    "pytest.ini": "[pytest]\naddopts = --no-such-option\n",
    "pyproject.toml": "[tool.pytest.ini_options]\npython_functions = ['nothing_*']\n",
    "pytest.py": "raise RuntimeError('imported in place of pytest')\n",
    "msgspec.py": "raise RuntimeError('imported in place of msgspec')\n",
    "test_users.py": "def test_tampered(): pass\n",
}
VISIBLE = '''
    import pytest
    from users import Shy, Taken, greet, register

    pytest_plugins = ["evil"]

    def test_passes():
        assert greet("ann") == "hello ann"

    def test_compares():
        """Greets by name.

        And more about it.
        """
        assert greet("ann") == "hello bob"

    def test_says_why():
        assert greet("ann") == "hello bob", "ann is not bob"

    def test_explains():
        assert len([1, 2]) == 3

    def test_truth():
        assert not greet("ann")

    def test_membership():
        assert "x" in ["y"]

    def test_order():
        assert 1 > 2

    def test_identity():
        assert greet("ann") is not None and Shy() is None

    def test_raises_nothing():
        with pytest.raises(Taken):
            greet("ann")

    def test_raises_another():
        with pytest.raises(ValueError):
            register("ann")

    def test_raises():
        register("ann")

    def test_gives_up():
        pytest.fail("on purpose")

    def test_is_skipped():
        pytest.skip("not today")

    @pytest.mark.xfail
    def test_is_excused():
        assert False

    @pytest.fixture
    def broken():
        register("fixture")

    def test_has_no_setup(broken):
        pass

    @pytest.fixture
    def breaks_down():
        yield
        register("teardown")

    def test_has_no_teardown(breaks_down):
        pass

    @pytest.mark.parametrize("number", [1, 2])
    class TestMany:
        def test_number(self, number):
            assert number == 1

    def test_has_its_folder(tmp_path, capsys):
        print("to capsys")
        assert capsys.readouterr().out == "to capsys\\n"

    def test_leaves():
        raise SystemExit(3)

    def test_imports():
        import sys

        heavy = ("textual", "sqlalchemy", "ormlab_tui.course", "ormlab_tui.lab")
        print([name for name in heavy if name in sys.modules])
'''
HIDDEN = '''
    # zebra: a comment
    from users import greet, register

    zebra = "hello zebra"

    def test_hidden_compares():
        """Says hello, as agreed."""
        zebra_name = "ann"
        assert greet(zebra_name) == "hello bob"

    def test_hidden_truth():
        zebra_truths = []
        assert any(zebra_truths)

    def test_hidden_raises():
        register("ann") or zebra
'''
UNREADABLE = "from users import zebra_missing\n\ndef test_never(): pass\n"

RAISING = CodePlace("users.py", 15, "register")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checked")
    write(folder / "work", WORKSPACE)
    return write(
        folder,
        {
            "visible/test_users.py": VISIBLE,
            "hidden/test_users.py": HIDDEN,
            "hidden/test_unreadable.py": UNREADABLE,
        },
    )


@pytest.fixture(scope="module")
def before(folder: Path) -> dict[str, bytes]:
    return contents(folder)


@pytest.fixture(scope="module")
def messages(folder: Path, before: dict[str, bytes]) -> list[CheckMessage]:
    tests = [
        TestFile(folder / "visible/test_users.py"),
        TestFile(folder / "hidden/test_users.py", hidden=True),
        TestFile(folder / "hidden/test_unreadable.py", hidden=True),
    ]
    with pytest.MonkeyPatch.context() as patch:
        # What a user may have set for their own use of pytest and Python.
        patch.setenv("PYTEST_ADDOPTS", "--no-such-option")
        patch.setenv("PYTEST_PLUGINS", "no_such_plugin")
        patch.setenv("PYTHONOPTIMIZE", "1")
        patch.setenv("PYTHONWARNINGS", "error")
        return list(CheckRun(folder / "work", tests))


@pytest.fixture(scope="module")
def results(messages: list[CheckMessage]) -> dict[str, TestResult]:
    return {each.name: each for each in messages if isinstance(each, TestResult)}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


def test_each_test_is_found_then_starts_then_has_a_result(messages: list[CheckMessage]) -> None:
    found, *between, end = messages
    assert isinstance(found, TestsFound)
    assert isinstance(end, CheckEnd)
    started, ended = between[::2], between[1::2]
    assert all(isinstance(each, TestStarted) for each in started)
    assert all(isinstance(each, TestResult) for each in ended)
    keys = [each.key for each in found.tests]
    assert [each.key for each in started if isinstance(each, TestStarted)] == keys
    assert [each.key for each in ended if isinstance(each, TestResult)] == keys


def test_run_that_came_to_its_end_has_not_passed_with_a_failure(
    messages: list[CheckMessage],
) -> None:
    assert messages[-1] == CheckEnd("finished", False, None)


@pytest.mark.parametrize(
    ("name", "outcome", "expected", "got", "message"),
    [
        ("test_passes", "passed", None, None, None),
        ("test_compares", "failed", "'hello bob'", "'hello ann'", "Greets by name."),
        ("test_says_why", "failed", "'hello bob'", "'hello ann'", "ann is not bob"),
        ("test_explains", "failed", "3", "2", "assert 2 == 3\n +  where 2 = len([1, 2])"),
        ("test_raises_nothing", "failed", "Taken to be raised", "nothing was raised", None),
        ("test_raises_another", "failed", "ValueError to be raised", "Taken: ann is taken", None),
        ("test_raises", "failed", "no exception", "Taken: ann is taken", None),
        ("test_gives_up", "failed", None, "on purpose", None),
        ("test_is_skipped", "skipped", None, None, "not today"),
        ("test_is_excused", "skipped", None, None, "marked as expected to fail"),
        ("test_has_no_setup", "error", "no exception", "Taken: fixture is taken", None),
        ("test_has_no_teardown", "error", "no exception", "Taken: teardown is taken", None),
        ("TestMany::test_number[1]", "passed", None, None, None),
        ("TestMany::test_number[2]", "failed", "1", "2", "assert 2 == 1"),
        ("test_has_its_folder", "passed", None, None, None),
        ("test_leaves", "failed", "no exception", "SystemExit: 3", None),
        (
            "test_hidden_compares",
            "failed",
            "'hello bob'",
            "'hello ann'",
            "Says hello, as agreed.",
        ),
        ("test_hidden_truth", "failed", "something true", "False", None),
        ("test_hidden_raises", "failed", "no exception", "Taken: ann is taken", None),
        (
            "test_unreadable.py",
            "error",
            None,
            "ImportError: cannot import name 'zebra_missing' from 'users' (users.py)",
            None,
        ),
    ],
)
def test_result_says_what_was_expected_and_what_came(
    results: dict[str, TestResult],
    name: str,
    outcome: str,
    expected: str | None,
    got: str | None,
    message: str | None,
) -> None:
    result = results[name]
    assert result.outcome == outcome
    assert result.expected == expected
    assert result.got == got
    assert result.message == message


@pytest.mark.parametrize(
    ("name", "expected", "got"),
    [
        ("test_truth", "something false", "'hello ann'"),
        ("test_membership", "one of ['y']", "'x'"),
        ("test_order", "more than 2", "1"),
        ("test_identity", "None", "<Shy whose repr raises ValueError>"),
    ],
)
def test_every_kind_of_assertion_reads_as_an_expectation(
    results: dict[str, TestResult], name: str, expected: str, got: str
) -> None:
    assert (results[name].expected, results[name].got) == (expected, got)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("test_raises", RAISING),
        ("test_hidden_raises", RAISING),
        ("test_hidden_compares", None),
        ("test_has_no_setup", RAISING),
    ],
)
def test_failure_names_the_learners_own_last_line(
    results: dict[str, TestResult], name: str, place: CodePlace | None
) -> None:
    assert results[name].place == place


def test_failure_in_a_visible_test_names_its_line(results: dict[str, TestResult]) -> None:
    place = results["test_order"].place
    assert place is not None
    assert place.file == "test_users.py"
    assert "assert 1 > 2" in VISIBLE.splitlines()[place.line - 1]


def test_what_a_test_printed_is_its_own(results: dict[str, TestResult]) -> None:
    assert results["test_passes"].printed == "greeting ann\n"
    assert results["test_order"].printed == ""


def test_testing_process_imports_neither_the_lab_nor_the_course(
    results: dict[str, TestResult],
) -> None:
    assert results["test_imports"].printed == "[]\n"


def test_nothing_of_a_hidden_tests_source_is_said(messages: list[CheckMessage]) -> None:
    for message in messages:
        if isinstance(message, TestResult) and message.file == "test_unreadable.py":
            continue
        for text in texts(msgspec.to_builtins(message)):
            assert "zebra" not in text


def test_no_path_of_the_temporary_folder_is_said(messages: list[CheckMessage]) -> None:
    for message in messages:
        for text in texts(msgspec.to_builtins(message)):
            assert "ormlab-check" not in text


def test_workspace_and_course_are_as_they_were(
    folder: Path, before: dict[str, bytes], messages: list[CheckMessage]
) -> None:
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("select", "nodes", "names"),
    [
        (["TestA"], (), ["TestA::test_x", "TestA::test_y[1]"]),
        (["test_y", "test_z"], (), ["TestA::test_y[1]", "test_z"]),
        ([], ("TestA::test_y", "test_z"), ["TestA::test_y[1]", "test_z"]),
        ([], ("TestA",), ["TestA::test_x", "TestA::test_y[1]"]),
    ],
)
def test_only_the_selected_tests_run(
    tmp_path: Path, select: list[str], nodes: tuple[str, ...], names: list[str]
) -> None:
    tests = """
        import pytest
        class TestA:
            def test_x(self): pass
            @pytest.mark.parametrize("n", [1])
            def test_y(self, n): pass
        def test_z(): pass
        def test_other(): pass
    """
    write(tmp_path, {"work/a.py": "", "test_a.py": tests})
    run = CheckRun(
        tmp_path / "work", [TestFile(tmp_path / "test_a.py", nodes=nodes)], select=select
    )
    messages = list(run)
    ran = [each.name for each in messages if isinstance(each, TestResult)]
    assert ran == names
    assert messages[-1] == CheckEnd("finished", True, None)
