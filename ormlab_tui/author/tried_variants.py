"""Whether tests tell right from wrong: which fail on the starter, on solutions, on chaffs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from ormlab_tui.course.files import TomlFile
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.task import ChecksTask
from ormlab_tui.course.variants import SOLUTION, STARTER


class Result(Protocol):
    """How a test went: ``passed``, ``failed``, ``error``, ``skipped`` or ``not-run``."""

    @property
    def outcome(self) -> str: ...

    @property
    def expected(self) -> str | None: ...

    @property
    def got(self) -> str | None: ...

    @property
    def message(self) -> str | None: ...


Results: TypeAlias = Mapping[str, Result]
#: Runs the tests that nodes name on a variant; what it returns is by node.
RunVariant: TypeAlias = Callable[[Exercise, str, Sequence[str]], Results]

_FAILURES = ("failed", "error")


def check_problems(exercise: Exercise, toml: TomlFile, run: RunVariant) -> Iterator[str]:
    """Yield where the tests of the exercise's checks don't tell right from wrong."""
    tasks = [
        (f"tasks[{place}]", task)
        for place, task in enumerate(exercise.tasks)
        if isinstance(task, ChecksTask)
    ]
    if not tasks:
        return
    name = exercise.folder.name
    nodes = list(dict.fromkeys(node for _, task in tasks for node in task.tests))
    if exercise.starter is not None:
        results = run(exercise, STARTER, nodes)
        for field, task in tasks:
            yield from _starter_problems(task, field, results, toml)
    right = [SOLUTION] if exercise.solution is not None else []
    right += [f"wheats/{folder.name}" for folder in exercise.wheats]
    for variant in right:
        results = run(exercise, variant, nodes)
        for node, result in sorted(results.items()):
            if result.outcome != "passed":
                yield f"{name}/{variant}: {node} {result.outcome}{_why(result)}"
        if variant == SOLUTION:
            for field, task in tasks:
                yield from _stage_problems(task, field, results, toml)
    for folder in exercise.chaffs:
        results = run(exercise, f"chaffs/{folder.name}", nodes)
        if not any(result.outcome in _FAILURES for result in results.values()):
            yield f"{name}/chaffs/{folder.name}: no test fails, so nothing tells it from right code"


def _starter_problems(
    task: ChecksTask, field: str, results: Results, toml: TomlFile
) -> Iterator[str]:
    mine = {node: result for node, result in results.items() if _any_covers(task.tests, node)}
    field = f"{field}.fails"
    for node, result in sorted(mine.items()):
        declared = _any_covers(task.fails, node)
        if result.outcome in _FAILURES and not declared:
            yield toml.fault(field, f"{node} fails on the starter and is not in it{_why(result)}")
        elif result.outcome == "passed" and declared:
            yield toml.fault(field, f"{node} passes on the starter")
        elif result.outcome not in (*_FAILURES, "passed"):
            yield toml.fault(field, f"{node} is {result.outcome} on the starter{_why(result)}")
    for entry in task.fails:
        if not any(_covers(entry, node) for node in mine):
            yield toml.fault(field, f"{entry} is no test of the task")
    if not task.fails:
        yield toml.fault(field, "is empty: a starter that passes every test leaves nothing to do")


def _stage_problems(
    task: ChecksTask, field: str, results: Results, toml: TomlFile
) -> Iterator[str]:
    mine = [node.split("/", 2)[2] for node in results if _any_covers(task.tests, node)]
    for place, stage in enumerate(task.stages):
        if not any(stage.select in node for node in mine):
            yield toml.fault(f"{field}.stages[{place}].select", f"no test has {stage.select!r}")


def _any_covers(entries: Sequence[str], node: str) -> bool:
    return any(_covers(entry, node) for entry in entries)


def _covers(entry: str, node: str) -> bool:
    """Return whether a node is the entry, or a test or a parametrized case of it."""
    return node == entry or node.startswith((f"{entry}::", f"{entry}["))


def _why(result: Result) -> str:
    said = [f"expected {result.expected}"] if result.expected is not None else []
    said += [f"got {result.got}"] if result.got is not None else []
    return f" ({', '.join(said) or result.message})" if said or result.message else ""
