"""Progress as one JSON document, for other programs. Times are RFC 3339, in UTC.

    {"format": "ormlab-progress", "version": 1, "kept_in": "...",
     "exercises": [{"course", "exercise", "state": "new"|"begun"|"done"|"due again", "attempts",
                    "begun", "done", "due", "due_questions"}],
     "misconceptions": [{"misconception", "right", "wrong", "wrong_and_sure", "held", "last"}],
     "attempts": [{"id", "course", "exercise", "begun", "finished",
                   "ending": null|"done"|"solution shown"|"left", "counts",
                   "predictions": [{"question", "given", "confidence", "task", "at",
                                    "verdict": null|{"right", "fact", "misconception", "about",
                                                     "at"}}],
                   "hints": [{"number", "at"}],
                   "checks": [{"task", "passed", "results": [{"name", "outcome", "said"}], "at"}],
                   "explanations": [{"about", "text", "marks": [{"point", "met"}], "at"}],
                   "comments": [{"task", "line", "text", "at"}],
                   "tasks_done": [{"task", "at"}]}]}

`exercises` has those ever begun and not reset since; `attempts` has all, and `counts` is false
for those before a reset. `due` is when a confident wrong answer brings the exercise back.
"""

from __future__ import annotations

from typing import Any

from ormlab_tui.progress.notebook import Progress

FORMAT = "ormlab-progress"
VERSION = 1


def progress_document(progress: Progress) -> dict[str, Any]:
    """Return everything that is kept, to be encoded by msgspec. Raises ProgressError."""
    attempts = progress.history()
    courses = dict.fromkeys(attempt.course for attempt in attempts)
    return {
        "format": FORMAT,
        "version": VERSION,
        "kept_in": progress.place,
        "exercises": [each for course in courses for each in progress.standings(course).values()],
        "misconceptions": list(progress.beliefs().values()),
        "attempts": attempts,
    }
