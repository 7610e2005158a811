"""The way through an exercise's questions: predict, observe, explain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ormlab_tui.course.debrief import fill_answers
from ormlab_tui.course.model import Course, Exercise
from ormlab_tui.course.question import Question
from ormlab_tui.lab.exercise_source import exercise_script
from ormlab_tui.lab.learning import AttemptNotes
from ormlab_tui.lab.live_recording import Script
from ormlab_tui.lab.screens.explain import ExplainScreen
from ormlab_tui.lab.screens.predict import PredictScreen
from ormlab_tui.lab.screens.predicted_lab import PredictedLab, Walked
from ormlab_tui.recording import Recording, RecordingError
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.run import record

if TYPE_CHECKING:
    from ormlab_tui.lab.app import LabApp


@dataclass(frozen=True, slots=True)
class Asked:
    """What one walk asks: questions before, texts after, about a script.

    Without a debrief, the learner's words are held against what the recording says.
    """

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


async def walk(
    app: LabApp,
    exercise: Exercise,
    asked: Asked,
    notes: AttemptNotes,
    made_recording: Callable[[Recording], None] = lambda _recording: None,
) -> bool:
    """Take the learner through predicting, observing and explaining; return whether to the end.

    Every answer is noted as it is given; `made_recording` hears of what was walked through.
    Call it from a worker: it waits for screens.
    """
    title = f"{exercise.id} {exercise.title}"
    made = await notes.made(asked.task)
    notes.here(asked.task, made.step)
    predictions = [
        made.predictions[question.id]
        for question in asked.questions
        if question.id in made.predictions
    ]
    if len(predictions) < len(asked.questions):
        source = asked.script.path.read_text(encoding="utf-8")
        answered = await app.push_screen_wait(
            PredictScreen(
                title,
                asked.brief,
                source,
                asked.questions,
                lambda prediction: notes.prediction(prediction, asked.task),
                made.predictions,
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
            met_before=made.met,
            stand_at=made.step,
            left_at=lambda step: notes.here(asked.task, step),
        )
    )
    if not isinstance(walked, Walked):
        return False
    made_recording(walked.recording)
    if not asked.texts and asked.debrief is None:
        return True
    debrief = asked.debrief if asked.debrief is not None else facts_page(asked.questions)
    filled = fill_answers(debrief, exercise, walked.recording)
    return await explain(app, title, asked.texts, filled, notes)


async def explain(
    app: LabApp, title: str, texts: Sequence[Question], page: str, notes: AttemptNotes
) -> bool:
    """Let the learner write each text and hold it against a page; return whether to the end."""
    rubrics = {question.id: question.rubric for question in texts}
    return await app.push_screen_wait(
        ExplainScreen(
            title,
            texts,
            page,
            lambda about, text, ticked: notes.explanation(
                about, text, rubrics[about] if ticked is not None else (), ticked or ()
            ),
        )
    )


def facts_page(questions: Iterable[Question]) -> str:
    """Return a page with what was asked and why, its facts to be filled in from a recording."""
    lines = ["### What the recording says"]
    for question in questions:
        if question.kind != "text":
            lines.append(f"{question.ask} `{{{{ answer:{question.id} }}}}`")
            lines += [f"*{question.why}*"] if question.why else []
    return "\n\n".join(lines)


async def recorded(script: Script) -> Recording | None:
    """Return the recording of a script, made unseen; None if there is none to have."""
    try:
        run = script.run()
        try:
            return await asyncio.to_thread(record, run)
        finally:
            # Whoever waited may be gone.
            run.cancel()
    except (RunError, RecordingError):
        return None


async def take(app: LabApp, course: Course, exercise: Exercise) -> None:
    """Take the learner through an exercise: its tasks, or its questions where it has none."""
    notes = AttemptNotes(app.learning, course.id, exercise.id)
    if not exercise.tasks:
        if await walk(app, exercise, of_exercise(exercise), notes):
            notes.finish("done")
    elif await _predicted(app, exercise, notes):
        from ormlab_tui.lab.screens.tasks import TasksScreen

        await app.push_screen_wait(TasksScreen(course, exercise, notes))


async def _predicted(app: LabApp, exercise: Exercise, notes: AttemptNotes) -> bool:
    """Ask what comes before the tasks, unless it is settled; return whether the tasks may come."""
    script = exercise_script(exercise)
    if not exercise.predictions or script is None:
        return True
    made = await notes.made()
    if all(question.id in made.met for question in exercise.predictions):
        return True
    asked = Asked(exercise.predictions, (), script, exercise.brief, None)
    return await walk(app, exercise, asked, notes)
