"""Tasks: what the larger exercises have one do, step after step."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from ormlab_tui.course.fields import Count, Identifier, Name, RelativePath, Words
from ormlab_tui.course.query import Query

TaskKind = Literal[
    "questions", "instrument", "checks", "approaches", "own-test", "measure", "review"
]
TaskId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", max_length=40)]
#: A pytest node: a test file as in the exercise's folder, or a class or a test in it.
Node = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^tests/(visible|hidden)/[A-Za-z0-9_./-]+\.py(::[^:]+)*$", max_length=300
    ),
]
_OneOrMore = msgspec.Meta(min_length=1)


class TaskBase(
    msgspec.Struct, frozen=True, tag_field="kind", forbid_unknown_fields=True, kw_only=True
):
    """What all tasks share. `text` is what is to be done, where the brief does not say it."""

    id: TaskId
    title: Words
    text: Annotated[str, msgspec.Meta(max_length=4000)] = ""

    @property
    def kind(self) -> TaskKind:
        """The task's kind, as the course spells it."""
        tag: TaskKind = type(self).__struct_config__.tag  # type: ignore[assignment]
        return tag


class QuestionsTask(TaskBase, frozen=True, kw_only=True, tag="questions"):
    """Questions, by their ids, asked before and while `script` is stepped through.

    `script` is a file of the workspace; without one, the exercise's script.py.
    """

    questions: Annotated[list[Name], _OneOrMore]
    script: RelativePath | None = None


class InstrumentTask(TaskBase, frozen=True, kw_only=True, tag="instrument"):
    """The learner adds prints to `file`; the recording of `run` must fit every query."""

    file: RelativePath
    run: RelativePath
    expect: Annotated[list[Query], _OneOrMore]


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Some of a task's tests, shown together: those whose node has `select` in it."""

    title: Words
    select: Words


class ChecksTask(TaskBase, frozen=True, kw_only=True, tag="checks"):
    """Tests that must pass. `fails` are the nodes that fail with the starter as it is."""

    tests: Annotated[list[Node], _OneOrMore]
    stages: list[Stage] = msgspec.field(default_factory=list)
    fails: list[Node] = msgspec.field(default_factory=list)


class Approach(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to solve it, told by what the recording of the probe shows."""

    name: Name
    text: Words
    expect: Annotated[list[Query], _OneOrMore]


class ApproachesTask(TaskBase, frozen=True, kw_only=True, tag="approaches"):
    """Several solutions that differ: each of `files` is probed, at least `different` ways found.

    The probe is recorded as ``python PROBE FILE``, in a copy of the workspace.
    """

    probe: RelativePath
    files: Annotated[list[RelativePath], _OneOrMore]
    approaches: Annotated[list[Approach], _OneOrMore]
    different: Count = 2


class OwnTestTask(TaskBase, frozen=True, kw_only=True, tag="own-test"):
    """The learner writes a test that passes on right code and fails on wrong code.

    `allowed`: classes of exceptions that count as failing, besides a failed assertion and a
    `pytest.raises` that saw nothing.
    """

    file: RelativePath
    allowed: list[Identifier] = msgspec.field(default_factory=list)


class MeasureTask(TaskBase, frozen=True, kw_only=True, tag="measure"):
    """The learner's scripts, measured side by side as the number of rows grows.

    Each is run as ``python SCRIPT ROWS``, `repeats` times for each of `sizes`. `prepare` is a
    script of the workspace that makes the tables and is run likewise before, unmeasured.
    """

    scripts: Annotated[list[RelativePath], _OneOrMore]
    sizes: Annotated[list[Count], _OneOrMore]
    prepare: RelativePath | None = None
    repeats: Count = 3


class ReviewTask(TaskBase, frozen=True, kw_only=True, tag="review"):
    """A diff to comment on, and the points of a good review to mark oneself against."""

    diff: RelativePath
    rubric: Annotated[list[Words], _OneOrMore]


Task: TypeAlias = (
    QuestionsTask
    | InstrumentTask
    | ChecksTask
    | ApproachesTask
    | OwnTestTask
    | MeasureTask
    | ReviewTask
)
