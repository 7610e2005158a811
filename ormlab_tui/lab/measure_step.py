"""A version to step through: recorded with a few rows, on tables that were made for that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ormlab_tui.lab.live_recording import Script
from ormlab_tui.measure.ground import Ground
from ormlab_tui.measure.reading import URL_VARIABLE
from ormlab_tui.measure.version_run import CLOCK, FailedRunError, timed
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run

#: Enough rows to see what is done for each of them, few enough to walk through.
ROWS_TO_STEP: Final = 5
_PREPARE_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class VersionToStep(Script):
    """A version's script, each run of which begins with the tables made anew."""

    ground: Ground | None = None

    def run(self) -> Run:
        """Make the tables, and return a run of the script.

        Raises RunError, one sentence, if either can't be done.
        """
        assert self.ground is not None
        try:
            self.ground.reset(int(self.arguments[0]))
        except OSError as error:
            raise RunError(f"the database to step on can't be made: {error}") from error
        return Run(
            self.path,
            self.arguments,
            self.limits,
            environment={URL_VARIABLE: self.ground.url},
        )


def ground_to_step(prepare: Path | None, url: str | None) -> Ground:
    """Return a database that `prepare` makes ready; leave it, as `with` does, in the end."""

    def make_ready(rows: int, at: str) -> None:
        if prepare is None:
            return
        limits = Limits(max_seconds=_PREPARE_SECONDS)
        run = Run(prepare, [str(rows)], limits, boot=CLOCK, environment={URL_VARIABLE: at})
        try:
            timed(run)
        except FailedRunError as error:
            raise RunError(f"{prepare.name} {error}") from error

    return Ground(url, make_ready)
