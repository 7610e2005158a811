"""What is noted is there again, in whatever database it is kept."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from ormlab_tui.course.question import Given
from ormlab_tui.progress import (
    CheckResult,
    Mark,
    ProgressError,
    ResumePoint,
    Standing,
    notebook,
    open_progress,
)
from ormlab_tui.progress.notebook import Progress

COURSE = "ormlab"


def test_an_attempt_is_there_again_with_all_its_notes(url: str, progress: Progress) -> None:
    before = datetime.now(UTC)
    attempt = progress.begin_attempt(COURSE, "2.1")
    progress.note_prediction(attempt, "price", "100", "guess")
    progress.note_prediction(attempt, "price", 999, "certain")
    progress.note_prediction(attempt, "order", ["flush", "commit"], "fairly sure", task="2a")
    progress.note_verdict(attempt, "price", False, "100", "add-saves", ["add-saves", "other"])
    progress.note_verdict(attempt, "price", True)
    progress.note_hint(attempt, 1)
    progress.note_hint(attempt, 2)
    results = [CheckResult("test_a", "passed"), CheckResult("test_b", "failed", "1 != 2")]
    progress.note_checks(attempt, "2d", False, results)
    progress.note_explanation(attempt, "why", "Because it expired.")
    progress.note_explanation(attempt, "why", "Because it expired.", [Mark("names it", True)])
    progress.note_review_comment(attempt, "review", 12, "No rollback here.")
    progress.note_task_done(attempt, "2a")
    progress.finish_attempt(attempt, "done")
    progress.finish_attempt(attempt, "left")
    after = datetime.now(UTC)
    progress.close()

    with open_progress(url).progress as again:
        [found] = again.history()
    assert (found.id, found.course, found.exercise, found.ending) == (
        attempt,
        COURSE,
        "2.1",
        "done",
    )
    assert found.finished is not None and before <= found.begun <= found.finished <= after
    assert [(p.question, p.given, p.confidence, p.task) for p in found.predictions] == [
        ("price", "100", "guess", None),
        ("price", 999, "certain", None),
        ("order", ["flush", "commit"], "fairly sure", "2a"),
    ]
    first, last, order = (prediction.verdict for prediction in found.predictions)
    assert first is None and order is None and last is not None
    assert (last.right, last.fact, last.misconception) == (False, "100", "add-saves")
    assert last.about == ("add-saves", "other")
    assert [hint.number for hint in found.hints] == [1, 2]
    assert [(run.task, run.passed, run.results) for run in found.checks] == [
        ("2d", False, tuple(results))
    ]
    assert [(each.text, each.marks) for each in found.explanations] == [
        ("Because it expired.", ()),
        ("Because it expired.", (Mark("names it", True),)),
    ]
    assert [(c.task, c.line, c.text) for c in found.comments] == [
        ("review", 12, "No rollback here.")
    ]
    assert [done.task for done in found.tasks_done] == ["2a"]


def test_a_value_comes_back_as_it_was_given(progress: Progress) -> None:
    attempt = progress.begin_attempt(COURSE, "1.1")
    given: list[Given] = [
        "",
        "a\nb",
        "naïve ☃ \U0001f600",
        0,
        -7,
        2.5,
        True,
        ["x", "y"],
        "null",
        "[1]",
    ]
    for number, value in enumerate(given):
        progress.note_prediction(attempt, f"q{number}", value, "guess")
    [found] = progress.history()
    answers = [prediction.given for prediction in found.predictions]
    assert answers == given
    assert [type(answer) for answer in answers] == [type(value) for value in given]


def test_text_that_no_database_takes_is_kept_as_far_as_it_goes(progress: Progress) -> None:
    attempt = progress.begin_attempt(COURSE, "1.1")
    progress.note_explanation(attempt, "why", "nul \0 and a lone \ud800 surrogate")
    progress.note_prediction(attempt, "price", "nul \0 and \ud800", "guess")
    [found] = progress.history()
    assert found.explanations[0].text == "nul � and a lone ? surrogate"
    assert found.predictions[0].given == "nul � and ?"


def test_what_can_never_be_noted_is_refused_and_holds_nothing_up(progress: Progress) -> None:
    attempt = progress.begin_attempt(COURSE, "1.1")
    with pytest.raises(ProgressError, match="there is no attempt 'other'"):
        progress.note_hint("other", 1)
    with pytest.raises(ProgressError, match="nothing was predicted for 'price'"):
        progress.note_verdict(attempt, "price", True)
    progress.note_hint(attempt, 3)
    assert progress.trouble is None
    assert [hint.number for hint in progress.history()[0].hints] == [3]


def test_history_is_of_a_course_or_an_exercise_or_all(progress: Progress) -> None:
    ids = [progress.begin_attempt(c, e) for c, e in [("a", "1"), ("b", "1"), ("a", "2")]]
    assert [attempt.id for attempt in progress.history()] == ids
    assert [attempt.id for attempt in progress.history("a")] == [ids[0], ids[2]]
    assert [attempt.id for attempt in progress.history("a", "2")] == [ids[2]]


def test_an_attempt_is_gone_on_with_until_it_is_finished(progress: Progress) -> None:
    assert progress.unfinished(COURSE, "1.1") is None
    attempt = progress.begin_attempt(COURSE, "1.1")
    found = progress.unfinished(COURSE, "1.1")
    assert found is not None and found.id == attempt
    progress.finish_attempt(attempt, "solution shown")
    assert progress.unfinished(COURSE, "1.1") is None


def test_the_lab_resumes_where_the_learner_was_last(progress: Progress) -> None:
    assert progress.resume_point(COURSE) is None
    attempt = progress.begin_attempt(COURSE, "1.1")
    progress.save_resume_point(ResumePoint(COURSE, "1.1", attempt, "2a", 4))
    progress.save_resume_point(ResumePoint(COURSE, "1.2"))
    progress.save_resume_point(ResumePoint("other", "1.1"))
    progress.save_resume_point(ResumePoint(COURSE, "1.1", attempt, None, 7))
    point = progress.resume_point(COURSE)
    assert point is not None and point.at is not None
    assert (point.exercise, point.attempt, point.task, point.step) == ("1.1", attempt, None, 7)
    progress.finish_attempt(attempt, "done")
    point = progress.resume_point(COURSE)
    assert point is not None and point.exercise == "1.2"
    assert progress.resume_point(COURSE, "1.1") is None


def test_a_confident_wrong_answer_brings_the_exercise_back_after_a_week(
    progress: Progress,
) -> None:
    attempt = progress.begin_attempt(COURSE, "1.1")
    assert progress.standings(COURSE)["1.1"].state == "begun"
    progress.note_prediction(attempt, "price", "1", "certain")
    progress.note_verdict(attempt, "price", False, "2", "add-saves", ["add-saves"])
    progress.finish_attempt(attempt, "done")
    now = datetime.now(UTC)
    assert progress.standings(COURSE)["1.1"].state == "done"
    later = progress.standings(COURSE, now + timedelta(days=7))["1.1"]
    assert later.state == "due again"
    assert later.due is not None and later.due_questions == ("price",)
    belief = progress.beliefs()["add-saves"]
    assert (belief.right, belief.wrong, belief.wrong_and_sure, belief.held) == (0, 1, 1, True)


def test_a_reset_exercise_counts_as_new_and_keeps_its_history(progress: Progress) -> None:
    attempt = progress.begin_attempt(COURSE, "1.1")
    progress.begin_attempt(COURSE, "1.2")
    progress.finish_attempt(attempt, "done")
    progress.save_resume_point(ResumePoint(COURSE, "1.1"))
    progress.reset_exercise(COURSE, "1.1")
    assert list(progress.standings(COURSE)) == ["1.2"]
    assert progress.resume_point(COURSE) is None
    assert [each.counts for each in progress.history()] == [False, True]
    progress.begin_attempt(COURSE, "1.1")
    standing = progress.standings(COURSE)["1.1"]
    assert standing == Standing(COURSE, "1.1", "begun", 1, standing.begun)


def test_a_clock_that_is_set_back_changes_no_order(
    progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []
    for number, year in enumerate((2026, 2025, 2024)):
        moment = datetime(year, 1, 1, tzinfo=UTC)
        monkeypatch.setattr(notebook, "_now", lambda moment=moment: moment)
        attempts.append(progress.begin_attempt(COURSE, "1.1"))
        progress.note_hint(attempts[0], number)
        progress.save_resume_point(ResumePoint(COURSE, f"1.{number}", step=number))
    assert [attempt.id for attempt in progress.history()] == attempts
    assert [hint.number for hint in progress.history()[0].hints] == [0, 1, 2]
    point = progress.resume_point(COURSE)
    assert point is not None and (point.step, point.at) == (2, datetime(2024, 1, 1, tzinfo=UTC))


def test_threads_note_side_by_side(progress: Progress) -> None:
    attempt = progress.begin_attempt(COURSE, "1.1")

    def work(first: int) -> None:
        for number in range(first, first + 5):
            progress.note_hint(attempt, number)
            progress.history(COURSE)

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 5, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(hint.number for hint in progress.history()[0].hints) == list(range(15))


def test_the_package_is_there_before_sqlalchemy() -> None:
    code = "import ormlab_tui.progress, sys; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
