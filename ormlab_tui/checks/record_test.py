"""The recording of one test: the learner's code as the test calls it, to be stepped through."""

from __future__ import annotations

from ormlab_tui.checks.folder_run import FolderRun, InRoom
from ormlab_tui.checks.results import TestName
from ormlab_tui.checks.room import SCRIPT_NAME, Layer, Room
from ormlab_tui.checks.task_checks import file_of_test, limits_of
from ormlab_tui.course.model import Exercise
from ormlab_tui.runner.limits import Limits


def record_test(exercise: Exercise, workspace: Layer, test: TestName) -> FolderRun:
    """Return the run of one test, to be followed as any other `Run`.

    Its steps are those of the learner's modules and, if the test is visible, of the test. Of a
    hidden test the recording has its name and what it calls, and nothing of its source.
    """
    file = file_of_test(exercise, test)

    def lay(room: Room) -> InRoom:
        visible = [each for each in exercise.visible_tests if each != file]
        if test.hidden:
            room.lay([workspace], visible, [file])
        else:
            room.lay([workspace], [*visible, file])
        script = room.work / SCRIPT_NAME
        script.write_text(_source(test.file, test.name), encoding="utf-8")
        return InRoom(script)

    return FolderRun(test.node, lay, limits_of(exercise, Limits()))


def _source(file: str, test: str) -> str:
    """Return the recorded script."""
    return (
        "# Runs one test, so that it can be stepped through.\n"
        "\n"
        "from ormlab_tui.checks.stepping import run_test\n"
        "\n"
        f"run_test({file!r}, {test!r})\n"
    )
