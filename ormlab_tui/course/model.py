"""A course as data: its levels, its exercises, and the misconceptions they are about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from ormlab_tui.course.fields import LevelId, Name, Words
from ormlab_tui.course.question import Question
from ormlab_tui.course.task import QuestionsTask, Task

ExerciseKind = Literal["predict", "repair", "extend", "design", "measure", "review"]


class CourseError(Exception):
    """A course, or an exercise of it, that can't be had; one sentence says why."""


class Misconception(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people commonly believe, and what is so."""

    id: Name
    belief: Words
    reality: Words


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of the course; exercises name it by its id, such as "2.5"."""

    id: LevelId
    title: Words


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one run of the exercise's script may use; None means the engine's own limit.

    Steps are a count; `max_memory` and `max_output` are in MiB.
    """

    max_steps: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)] | None = None
    max_seconds: Annotated[float, msgspec.Meta(gt=0, le=3600)] | None = None
    max_memory: Annotated[int, msgspec.Meta(ge=1, le=65_536)] | None = None
    max_output: Annotated[int, msgspec.Meta(ge=1, le=1024)] | None = None


class Exercise(msgspec.Struct, frozen=True):
    """An exercise, ready to be shown.

    `brief`, `debrief` and `hints` are Markdown; the debrief may hold ``{{ answer:ID }}``, see
    `fill_answers`. `script` is the file to record, None where there is none. `starter`,
    `solution` and `instrumented` are folders, and so are `wheats` and `chaffs`, each named
    after what is right or wrong in it; `variant_files` says what belongs to it. The tests are
    files.
    """

    id: str
    level: str
    title: str
    kind: ExerciseKind
    folder: Path
    brief: str
    debrief: str
    hints: tuple[str, ...]
    script: Path | None
    misconceptions: tuple[str, ...]
    limits: Limits
    questions: tuple[Question, ...] = ()
    tasks: tuple[Task, ...] = ()
    starter: Path | None = None
    solution: Path | None = None
    instrumented: Path | None = None
    wheats: tuple[Path, ...] = ()
    chaffs: tuple[Path, ...] = ()
    visible_tests: tuple[Path, ...] = ()
    hidden_tests: tuple[Path, ...] = ()

    def question(self, question_id: str) -> Question:
        """Return the question with this id. Raises CourseError if there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise CourseError(f"exercise {self.id} has no question {question_id}")

    def task(self, task_id: str) -> Task:
        """Return the task with this id. Raises CourseError if there is none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise CourseError(f"exercise {self.id} has no task {task_id}")

    @property
    def predictions(self) -> tuple[Question, ...]:
        """The questions asked before anything runs: those that no task asks."""
        return tuple(each for each in self._of_no_task if each.kind != "text")

    @property
    def explanations(self) -> tuple[Question, ...]:
        """The questions asked after the run, in the learner's words, that no task asks."""
        return tuple(each for each in self._of_no_task if each.kind == "text")

    @property
    def _of_no_task(self) -> list[Question]:
        asked = {
            name
            for task in self.tasks
            if isinstance(task, QuestionsTask)
            for name in task.questions
        }
        return [question for question in self.questions if question.id not in asked]


class Course(msgspec.Struct, frozen=True):
    """A course folder's content, its exercises in the order in which they are taken.

    `id` is what tells it from other courses. `problems` has one sentence for each thing in it
    that could not be loaded.
    """

    id: str
    title: str
    folder: Path
    levels: tuple[Level, ...]
    exercises: tuple[Exercise, ...]
    misconceptions: tuple[Misconception, ...]
    problems: tuple[str, ...]

    def exercise(self, exercise_id: str) -> Exercise:
        """Return the exercise with this id.

        Raises CourseError, naming the ids there are and what could not be loaded.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        ids = ", ".join(exercise.id for exercise in self.exercises) or "none"
        broken = "".join(f"; not loaded: {problem}" for problem in self.problems)
        raise CourseError(f"there is no exercise {exercise_id}: the course has {ids}{broken}")

    def misconception(self, misconception_id: str) -> Misconception:
        """Return the misconception with this id. Raises CourseError if there is none."""
        for misconception in self.misconceptions:
            if misconception.id == misconception_id:
                return misconception
        raise CourseError(f"the course has no misconception {misconception_id}")
