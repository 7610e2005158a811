"""Level 1 as a learner works through it: wrong and sure of it first, then right."""

from __future__ import annotations

from pathlib import Path

import pytest

from ormlab_tui.course.grade import fact_of, grade
from ormlab_tui.course.load import load_course
from ormlab_tui.course.model import Exercise
from ormlab_tui.course.question import Confidence, Given, Question
from ormlab_tui.recording import Recording, open_recording
from ormlab_tui.recording.values import OBJECT_STATES
from tests.lab.conftest import FileOf
from tests.lab.driving import SIZES
from tests.lab.learner import Learner, Mind, learning

EXERCISES = [each for each in load_course().exercises if each.level == "1"]


def right_mind(recording: Recording) -> Mind:
    """Return somebody who knows what is so."""

    def answer(question: Question) -> tuple[Given, Confidence]:
        value = fact_of(question, recording)
        for choice in question.choices:
            if grade(question, choice.value, recording).outcome == "right":
                return choice.value, "certain"
        if isinstance(value.value, tuple):
            return list(value.value), "certain"
        return value.text, "certain"

    return answer


def wrong_mind(recording: Recording) -> Mind:
    """Return somebody who believes what is widely believed, or anything else that is not so."""

    def answer(question: Question) -> tuple[Given, Confidence]:
        candidates: list[Given] = [each.value for each in question.choices]
        candidates += [each.value for each in question.wrong if not isinstance(each.value, list)]
        fact = fact_of(question, recording).value
        if isinstance(fact, tuple):
            candidates = [list(reversed(fact))]
        if question.kind == "state":
            candidates += OBJECT_STATES
        elif question.kind == "count":
            candidates.append("99")
        elif question.kind != "choice":
            candidates.append("nonsense")
        for each in candidates:
            if grade(question, each, recording).outcome == "wrong":
                return each, "certain"
        raise AssertionError(f"no wrong answer to {question.id}")

    return answer


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda each: each.id)
async def test_wrong_and_sure_of_it_first_then_right(
    recorded_file: FileOf, tmp_path: Path, size: tuple[int, int], exercise: Exercise
) -> None:
    recording = open_recording(recorded_file(exercise.id)).recording
    asked = {question.id for question in exercise.predictions}
    assert asked
    async with learning(exercise, size, tmp_path) as it:
        await it.begin()
        await it.predict(exercise.predictions, wrong_mind(recording))
        await it.walk()
        assert set(it.verdicts) == asked
        assert set(it.verdicts.values()) == {"wrong"}
        await it.explain(exercise.explanations, "so", ticks=1)
        (first,) = await it.history(exercise)
        assert first.ending == "done"
        assert {note.question for note in first.predictions} == asked
        assert all(note.verdict and not note.verdict.right for note in first.predictions)
        assert [note.text for note in first.explanations][-1:] == ["so"]
        assert first.explanations[-1].marks[0].met
        assert "due again" in it.text() or "back on" in it.text()

        it.verdicts.clear()
        await it.press("enter")
        await it.begin()
        await it.predict(exercise.predictions, right_mind(recording))
        await it.walk()
        assert set(it.verdicts.values()) == {"right"}, _missed(it)
        await it.explain(exercise.explanations, "I see")
        assert [each.ending for each in await it.history(exercise)] == ["done", "done"]


def _missed(it: Learner) -> list[str]:
    return [question for question, outcome in it.verdicts.items() if outcome != "right"]
