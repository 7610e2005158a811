"""Proving what an exercise claims of its recordings: answers, settling steps, the debrief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ormlab_tui.author.answers import question_faults
from ormlab_tui.author.two_recordings import Pair, difference, record_twice
from ormlab_tui.course.debrief import facts_named
from ormlab_tui.course.files import TomlFile
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.question import Question
from ormlab_tui.course.task import QuestionsTask
from ormlab_tui.course.variants import STARTER, variant_files
from ormlab_tui.runner.errors import RunError

_SCRIPT = "script.py"


def recording_problems(exercise: Exercise, toml: TomlFile) -> Iterator[str]:
    """Yield what is wrong with the exercise's questions and texts, by recording its scripts."""
    for script, questions in _asked_of(exercise).items():
        place, files = _where(exercise, script)
        try:
            pair = record_twice(exercise, files, place)
        except RunError as error:
            yield f"{exercise.folder.name}/{script}: can't be recorded: {error}"
            continue
        yield from _script_problems(exercise, script, pair)
        for index in questions:
            for field, sentence in question_faults(
                exercise.questions[index], f"questions[{index}]", pair
            ):
                yield toml.fault(field, sentence)
    yield from _text_problems(exercise)
    yield from _belief_problems(exercise, toml)


def _asked_of(exercise: Exercise) -> dict[str, list[int]]:
    """Return the scripts to record, each with the places of the questions asked of it."""
    scripts = {
        name: task.script or _SCRIPT
        for task in exercise.tasks
        if isinstance(task, QuestionsTask)
        for name in task.questions
    }
    asked: dict[str, list[int]] = {}
    if exercise.script is not None:
        asked[_SCRIPT] = []
    for place, question in enumerate(exercise.questions):
        if question.kind != "text":
            asked.setdefault(scripts.get(question.id, _SCRIPT), []).append(place)
    return asked


def _where(exercise: Exercise, script: str) -> tuple[str, Mapping[str, Path]]:
    if script == _SCRIPT and exercise.script is not None:
        return _SCRIPT, {_SCRIPT: exercise.script}
    files = variant_files(exercise, STARTER) if exercise.starter is not None else {}
    return script, files


def _script_problems(exercise: Exercise, script: str, pair: Pair) -> Iterator[str]:
    place = f"{exercise.folder.name}/{script}"
    outcome = pair.first.outcome
    if outcome is None or outcome.kind not in ("finished", "exception", "exit"):
        said = "cut off" if outcome is None else f"{outcome.kind}: {outcome.message}"
        yield f"{place}: its run ends with {said}"
    differs = difference(pair)
    if differs is not None:
        yield f"{place}: two recordings differ: {differs}"


def _text_problems(exercise: Exercise) -> Iterator[str]:
    name = exercise.folder.name
    known: dict[str, Question] = {question.id: question for question in exercise.questions}
    for fact in facts_named(exercise.debrief):
        if fact not in known:
            yield f"{name}/debrief.md: there is no question {fact!r} to be answered in it"
        elif known[fact].kind == "text":
            yield f"{name}/debrief.md: {fact} is answered in one's own words, so it has no fact"
    if exercise.debrief.count("{{") != len(facts_named(exercise.debrief)):
        yield f"{name}/debrief.md: a fact is written {{{{ answer:QUESTION-ID }}}}"
    for file, text in (("brief.md", exercise.brief), ("hints", "".join(exercise.hints))):
        if facts_named(text):
            yield f"{name}/{file}: tells a recorded answer, which belongs into debrief.md"


def _belief_problems(exercise: Exercise, toml: TomlFile) -> Iterator[str]:
    told: set[str] = set()
    for place, question in enumerate(exercise.questions):
        for belief in question.misconceptions:
            told.add(belief)
            if belief not in exercise.misconceptions:
                yield toml.fault(
                    f"questions[{place}]",
                    f"tells {belief}, which is not in the exercise's misconceptions",
                )
    for place, belief in enumerate(exercise.misconceptions):
        if exercise.questions and belief not in told:
            yield toml.fault(
                f"misconceptions[{place}]", f"{belief} is told by no wrong answer of a question"
            )
