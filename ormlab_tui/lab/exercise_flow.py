"""The way through an exercise's questions: predict, observe, explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ormlab_tui.course.debrief import fill_answers
from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.question import Prediction, Question
from ormlab_tui.lab.exercise_source import exercise_script
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.live_recording import Script
from ormlab_tui.lab.screens.explain import ExplainScreen
from ormlab_tui.lab.screens.predict import PredictScreen
from ormlab_tui.lab.screens.predicted_lab import PredictedLab, Walked

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp


@dataclass(frozen=True, slots=True)
class Asked:
    """What one walk asks: questions before, texts after, about a script."""

    questions: Sequence[Question]
    texts: Sequence[Question]
    script: Script
    brief: str | None
    debrief: str | None
    task: str | None = None


def of_exercise(exercise: Exercise) -> Asked:
    """Return what an exercise asks outside of its tasks."""
    script = exercise_script(exercise)
    assert script is not None
    return Asked(
        exercise.predictions, exercise.explanations, script, exercise.brief, exercise.debrief
    )


async def walk(app: LabApp, exercise: Exercise, asked: Asked, notes: AttemptNotes) -> bool:
    """Take the learner through predicting, observing and explaining; return whether to the end.

    Every answer is noted as it is given. Call it from a worker: it waits for screens.
    """
    title = f"{exercise.id} {exercise.title}"
    predictions: list[Prediction] = []
    if asked.questions:
        source = asked.script.path.read_text(encoding="utf-8")
        answered = await app.push_screen_wait(
            PredictScreen(
                title,
                asked.brief,
                source,
                asked.questions,
                lambda prediction: notes.prediction(prediction, asked.task),
                await notes.predictions_made(asked.task),
            )
        )
        if answered is None:
            return False
        predictions = answered
    by_id = {question.id: question for question in asked.questions}
    walked = await app.push_screen_wait(
        PredictedLab(
            asked.script,
            title,
            asked.brief,
            [(by_id[each.question], each) for each in predictions],
            notes.verdict,
        )
    )
    if not isinstance(walked, Walked):
        return False
    if not asked.texts and asked.debrief is None:
        return True
    debrief = fill_answers(asked.debrief or "", exercise, walked.recording)
    rubrics = {question.id: question.rubric for question in asked.texts}
    return await app.push_screen_wait(
        ExplainScreen(
            title,
            asked.texts,
            debrief,
            lambda about, text, ticked: notes.explanation(
                about, text, rubrics[about] if ticked is not None else (), ticked or ()
            ),
        )
    )


async def take(app: LabApp, course: Course, exercise: Exercise) -> None:
    """Take the learner through an exercise: its tasks, or its questions where it has none."""
    notes = AttemptNotes(app.learning, course.id, exercise.id)
    if exercise.tasks:
        from ormlab_tui.lab.screens.tasks import TasksScreen

        await app.push_screen_wait(TasksScreen(course, exercise, notes))
    elif await walk(app, exercise, of_exercise(exercise), notes):
        notes.finish("done")
