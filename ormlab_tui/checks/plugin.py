"""The pytest plugin that reports how each test went, and keeps pytest to what is asked.

Outcomes are told from what the phases of a test raised, and go through the channel alone:
what a test prints is never read for them. No conftest.py, no settings and no plugin of the
folder's is loaded. That keeps mistakes and simple tricks from counting as a pass; code that
reaches into pytest or this process's memory on purpose is not stopped, for it runs in here.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from ormlab_tui.checks.child_settings import ChildSettings, belongs_to
from ormlab_tui.checks.explain import Explained, Explainer
from ormlab_tui.checks.results import (
    MAX_TESTS,
    ChildMessage,
    Finished,
    TestName,
    TestOutcome,
    TestResult,
    TestsFound,
    TestStarted,
    bounded,
)

_MAX_PRINTED = 8000


def silence(config: pytest.Config) -> None:
    """Let pytest's own account of the run go nowhere, and no test module name plugins."""
    manager = config.pluginmanager
    manager.consider_module = _no_plugins  # type: ignore[method-assign,assignment]
    reporter = manager.get_plugin("terminalreporter")
    if reporter is not None:
        manager.unregister(reporter)
        manager.register(type(reporter)(config, _Nowhere()), "terminalreporter")


class ReportPlugin:
    """Reports by `send`. One object for one run of pytest."""

    def __init__(self, settings: ChildSettings, send: Callable[[ChildMessage], None]) -> None:
        self._settings = settings
        self._send = send
        self._explainer = Explainer(Path(settings.work_folder), Path(settings.hidden_folder))
        self._broken_files: dict[Path, TestResult] = {}
        self._problem: str | None = None
        self._ran_all = False
        self._phases: list[pytest.TestReport] = []
        self._errors: list[tuple[pytest.TestReport, pytest.CallInfo[Any]]] = []
        self._printed = _Printed()

    def finish(self, problem: str | None = None) -> None:
        """Say that all has been run; `problem`: what pytest raised, whenever it was."""
        if problem is not None and not self._ran_all:
            self._problem = problem
        self._send(Finished(self._problem))

    # How pytest is set up.

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Let pytest's own account of the run go nowhere, and no test module name plugins."""
        silence(config)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep why pytest itself failed."""
        self._problem = bounded(f"pytest failed: {excinfo.exconly()}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Note that what comes now is no part of the tests."""
        self._ran_all = True

    # Which tests there are.

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Take a module's wish to end the process for an error of that module."""
        try:
            return (yield)
        except (SystemExit, KeyboardInterrupt, pytest.exit.Exception) as error:
            self._note(collector.path, self._explainer.explain(error, None), "error")
            return pytest.CollectReport(collector.nodeid, "failed", "ended", [])

    def pytest_exception_interact(self, node: Any, call: pytest.CallInfo[Any]) -> None:
        """Note the error that kept a file from being read."""
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            error = call.excinfo.value
            cause = error.__cause__ if isinstance(error, pytest.Collector.CollectError) else None
            self._note(node.path, self._explainer.explain(cause or error, None), "error")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that asks to be skipped whole."""
        if report.skipped:
            path = Path(self._settings.pytest_settings).parent / report.nodeid.split("::")[0]
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
            self._note(path, Explained(got=bounded(f"the whole file skipped: {reason}")), "skipped")

    def _note(self, path: Path, explained: Explained, outcome: TestOutcome) -> None:
        name = TestName(path.name, path.name, self._is_hidden(path))
        self._broken_files.setdefault(path, _result(name, outcome, explained.of_file()))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out the tests that are not asked for."""
        items[:] = [item for item in items if self._is_wanted(self._name(item))]
        del items[MAX_TESTS:]

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Say which tests are going to run, and which files can't be read."""
        results = self._broken_files.values()
        broken = [TestName(result.name, result.file, result.hidden) for result in results]
        self._send(TestsFound([*broken, *map(self._name, session.items)]))
        for result in results:
            self._send(TestStarted(result.name, result.file, result.hidden))
            self._send(result)

    def _is_wanted(self, test: TestName) -> bool:
        settings = self._settings
        nodes = settings.hidden if test.hidden else settings.visible
        asked = any(belongs_to(test.node, wanted) for wanted in nodes)
        return asked and (not settings.select or any(text in test.node for text in settings.select))

    def _name(self, item: pytest.Item) -> TestName:
        parts = item.nodeid.split("::", 1)
        return TestName(parts[-1], item.path.name, self._is_hidden(item.path))

    def _is_hidden(self, path: Path) -> bool:
        return path.is_relative_to(self._settings.hidden_folder)

    # How they went.

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Say that a test begins, and after its teardown how it went."""
        name = self._name(item)
        self._send(TestStarted(name.name, name.file, name.hidden))
        self._phases.clear()
        self._errors.clear()
        self._explainer.begin()
        self._printed.begin()
        begun = time.monotonic()
        ended: BaseException | None = None
        try:
            return (yield)
        except BaseException as error:
            ended = error
            self._problem = f"{type(error).__name__} in {name.name} ended the run"
            raise
        finally:
            seconds = time.monotonic() - begun
            self._send(self._result_of(item, name, ended, seconds))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[Any]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep what each phase of the test came to."""
        report = yield
        self._phases.append(report)
        if call.excinfo is not None:
            self._errors.append((report, call))
        return report

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        """Keep what a failing assertion compared."""
        self._explainer.compared(op, left, right)

    def _result_of(
        self, item: pytest.Item, name: TestName, ended: BaseException | None, seconds: float
    ) -> TestResult:
        doc = getattr(getattr(item, "obj", None), "__doc__", None)
        docstring = doc if isinstance(doc, str) else None
        outcome: TestOutcome
        if ended is not None:
            outcome, explained = "error", self._explainer.explain(ended, docstring)
        elif not self._errors:
            outcome, explained = _without_errors(self._phases)
        else:
            report, call = self._errors[0]
            assert call.excinfo is not None
            if hasattr(report, "wasxfail"):
                outcome = "skipped"
                explained = Explained(message="marked as expected to fail")
            elif isinstance(call.excinfo.value, pytest.skip.Exception):
                outcome = "skipped"
                explained = Explained(message=bounded(str(call.excinfo.value)))
            else:
                outcome = "failed" if call.when == "call" else "error"
                hides = name.hidden
                explained = self._explainer.explain(call.excinfo.value, docstring, hides)
        return _result(name, outcome, explained, self._printed.text(), seconds)


def _without_errors(phases: list[pytest.TestReport]) -> tuple[TestOutcome, Explained]:
    if any(hasattr(report, "wasxfail") for report in phases):
        return "skipped", Explained(message="marked as expected to fail")
    if any(report.failed for report in phases):
        return "failed", Explained(got="it was expected to fail and did not")
    whole = [report.when for report in phases] == ["setup", "call", "teardown"]
    return ("passed", Explained()) if whole else ("error", Explained(got="it was not run whole"))


def _result(
    name: TestName,
    outcome: TestOutcome,
    explained: Explained,
    printed: str = "",
    seconds: float = 0.0,
) -> TestResult:
    return TestResult(
        name.name,
        name.file,
        name.hidden,
        outcome,
        explained.kind,
        explained.expected,
        explained.got,
        explained.message,
        explained.place,
        explained.exceptions,
        printed,
        seconds,
    )


def _no_plugins(_module: object) -> None:
    """Stand in for what would load the plugins that a test module names."""


class _Nowhere(io.TextIOBase):
    """A stream that keeps nothing, and has no descriptor that a test could close."""

    encoding = "utf-8"

    def write(self, text: str, /) -> int:
        return len(text)


class _Printed:
    """What was printed since `begin`, read from the file that standard output goes to."""

    def __init__(self) -> None:
        self._from = 0

    def begin(self) -> None:
        self._from = self._size()

    def text(self) -> str:
        size = self._size() - self._from
        try:
            data = os.pread(1, max(0, min(size, _MAX_PRINTED)), self._from)
        except OSError:
            return ""
        return bounded(data.decode("utf-8", "replace"))

    def _size(self) -> int:
        try:
            sys.stdout.flush()
            return os.fstat(1).st_size
        except (OSError, ValueError, AttributeError):
            # The test closed it, or put something else in its place.
            return self._from
