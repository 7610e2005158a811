"""What an exception in a test says, in words that hold no line of the test's source."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import TracebackType

import msgspec
import pytest

from ormlab_tui.checks.results import CodePlace, FailureKind, bounded

#: How an operator's right side reads as an expectation; {} is the right side.
_EXPECTATIONS = {
    "==": "{}",
    "is": "{}",
    "in": "one of {}",
    "not in": "none of {}",
    "!=": "anything but {}",
    "is not": "anything but {}",
    "<": "less than {}",
    "<=": "at most {}",
    ">": "more than {}",
    ">=": "at least {}",
}
_NOTHING_RAISED = "DID NOT RAISE"
_CLASS = re.compile(r"<class '([^']+)'>")


class Explained(msgspec.Struct, frozen=True):
    """What is said of a failure; the fields are those of `TestResult`."""

    kind: FailureKind | None = None
    expected: str | None = None
    got: str | None = None
    message: str | None = None
    place: CodePlace | None = None
    exceptions: tuple[str, ...] = ()

    def of_file(self) -> Explained:
        """Return the same as said of a file that can't be read as tests."""
        return msgspec.structs.replace(self, kind="file", expected=None)


class _Compared(msgspec.Struct, frozen=True):
    operator: str
    left: str
    right: str


class Explainer:
    """Explains the failures of the tests of one run, one test after another."""

    def __init__(self, work: Path, hidden: Path) -> None:
        self._work = work
        self._hidden = hidden
        self._compared: _Compared | None = None

    def begin(self) -> None:
        """Forget what the test before compared."""
        self._compared = None

    def compared(self, operator: str, left: object, right: object) -> None:
        """Note that an assertion compared these and is about to fail."""
        self._compared = _Compared(operator, shown(left), shown(right))

    def explain(self, error: BaseException, docstring: str | None, hides: bool = True) -> Explained:
        """Return what is said of the exception; `hides`: nothing of the test's source."""
        explained = self._explain(error, docstring, hides)
        return Explained(
            explained.kind,
            self._cleaned(explained.expected),
            self._cleaned(explained.got),
            self._cleaned(explained.message),
            self._place(error),
            tuple(each.__name__ for each in type(error).__mro__ if each is not object),
        )

    def _explain(self, error: BaseException, docstring: str | None, hides: bool) -> Explained:
        text = _text(error)
        summary = _first_paragraph(docstring)
        if isinstance(error, pytest.fail.Exception):
            if text.startswith(_NOTHING_RAISED):
                expected = f"{_raised_class(text)} to be raised"
                return Explained("nothing-raised", expected, "nothing was raised", summary)
            return Explained("assertion", None, text or "pytest.fail()", summary)
        if isinstance(error, AssertionError):
            said, assertion = _split(text)
            if assertion is not None:
                expected, got = self._sides(assertion)
                message = said or summary or (None if hides else _account(assertion))
                return Explained("assertion", expected, got, message)
            return Explained("assertion", None, _named(error, text), summary)
        expected = "no exception"
        if (awaited := _awaited_class(error)) is not None:
            expected = f"{awaited} to be raised"
        return Explained("exception", expected, _named(error, text), summary)

    def _sides(self, assertion: str) -> tuple[str, str]:
        """Return what an assertion expected and got; `assertion` is pytest's account of it."""
        first = assertion.split("\n", 1)[0]
        compared = self._compared
        if compared is not None and not first.startswith("not "):
            form = _EXPECTATIONS.get(compared.operator, compared.operator + " {}")
            return form.format(compared.right), compared.left
        if first.startswith("not "):
            return "something false", first.removeprefix("not ")
        return "something true", first

    def _place(self, error: BaseException) -> CodePlace | None:
        if isinstance(error, SyntaxError) and error.filename is not None:
            name = self._name(error.filename)
            return None if name is None else CodePlace(name, error.lineno or 1, "<module>")
        found = None
        for traceback in _tracebacks(error):
            code = traceback.tb_frame.f_code
            name = self._name(code.co_filename)
            if name is not None:
                found = CodePlace(name, traceback.tb_lineno, code.co_name)
        return found

    def _name(self, path: str) -> str | None:
        """Return a path as in the work folder; None for one that leads elsewhere."""
        try:
            return Path(path).resolve().relative_to(self._work).as_posix()
        except ValueError:
            return None

    def _cleaned(self, text: str | None) -> str | None:
        """Return the text without the temporary folder's path, bounded."""
        if text is None:
            return None
        for folder in (self._work, self._hidden):
            text = text.replace(f"{folder}/", "")
        return bounded(text)


def shown(value: object) -> str:
    """Return the value's repr, whatever that does."""
    try:
        return bounded(repr(value))
    except BaseException as error:
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException as problem:
        return f"<its text raises {type(problem).__name__}>"


def _named(error: BaseException, text: str) -> str:
    name = type(error).__name__
    return f"{name}: {text}" if text else name


def _split(text: str) -> tuple[str, str | None]:
    """Return an assertion's own message and pytest's account, None where there is none."""
    if text.startswith("assert "):
        return "", text.removeprefix("assert ")
    said, found, account = text.rpartition("\nassert ")
    return (said.strip(), account) if found else (text, None)


def _account(assertion: str) -> str:
    """Return pytest's account of an assertion, without its advice on its own options."""
    lines = [line for line in assertion.splitlines() if "Use -v" not in line and line.strip()]
    return "\n".join([f"assert {lines[0]}", *lines[1:]])


def _first_paragraph(docstring: str | None) -> str | None:
    if docstring is None or not docstring.strip():
        return None
    return " ".join(docstring.strip().split("\n\n", 1)[0].split())


def _raised_class(text: str) -> str:
    names = [name.rpartition(".")[2] for name in _CLASS.findall(text)]
    return " or ".join(names) or "an exception"


def _tracebacks(error: BaseException) -> list[TracebackType]:
    found = []
    traceback = error.__traceback__
    while traceback is not None:
        found.append(traceback)
        traceback = traceback.tb_next
    return found


def _awaited_class(error: BaseException) -> str | None:
    """Return the class that a `pytest.raises` around the raising statement waited for."""
    for traceback in reversed(_tracebacks(error)):
        code = traceback.tb_frame.f_code
        if code.co_name.startswith("test") and Path(code.co_filename).suffix == ".py":
            try:
                source = Path(code.co_filename).read_text(encoding="utf-8")
                tree = ast.parse(source)
            except (OSError, ValueError, SyntaxError):
                return None
            return _raises_around(tree, traceback.tb_lineno)
    return None


def _raises_around(tree: ast.AST, line: int) -> str | None:
    found = None
    for node in ast.walk(tree):
        if isinstance(node, ast.With) and node.body[0].lineno <= line <= (node.end_lineno or 0):
            for item in node.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and call.args and _is_raises(call.func):
                    found = ast.unparse(call.args[0])
    return found


def _is_raises(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "raises"
    return isinstance(function, ast.Name) and function.id == "raises"
