"""Measuring versions of one task: which runs there are, in which order, and what each yields."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ormlab_tui.measure.counting import count
from ormlab_tui.measure.ground import Ground
from ormlab_tui.measure.reading import URL_VARIABLE
from ormlab_tui.measure.results import Compared, Counted, Failed, Measured, NotCounted, Result
from ormlab_tui.measure.rows import Rows, difference, rows_left, total
from ormlab_tui.measure.version_run import CLOCK, FailedRunError, recorded, timed
from ormlab_tui.runner.child import BOOT
from ormlab_tui.runner.errors import RunError
from ormlab_tui.runner.limits import Limits
from ormlab_tui.runner.run import Run
from ormlab_tui.runner.script import check_script

#: Recording costs more than running; with more rows than these, a version is only timed.
COUNT_UP_TO = 10_000


class Measuring:
    """Versions of one task, measured. Iterate over it once, in one thread; `cancel` from any.

    Iterating yields results as they come. For each number of rows, fewest first: what each
    version sends (`Counted`); then `repeats` rounds in which each version runs once
    (`Measured`), so that what slows the machine down for a while slows all of them; and after
    the first round whether all left the same rows (`Compared`). With a difference it ends
    there. A version that fails (`Failed`) is left out from there on.
    """

    def __init__(
        self,
        scripts: Sequence[Path],
        sizes: Sequence[int],
        repeats: int = 3,
        *,
        prepare: Path | None = None,
        url: str | None = None,
        limits: Limits | None = None,
        count_up_to: int = COUNT_UP_TO,
        python: str = sys.executable,
    ) -> None:
        """Each script is run as `python SCRIPT ROWS`, with the database's URL in `URL_VARIABLE`.

        A version is called as its script is, without the suffix. `prepare`, run likewise before
        a run and not measured, makes the tables. `url` None: an SQLite file that is made for
        this; otherwise a database that is used for nothing else, since all its tables are
        compared. `limits` hold for each run.

        Raises RunError if a script is none that can be run or two have one name, ValueError if
        there is nothing to measure.
        """
        if not scripts or not sizes or min(sizes) < 1 or repeats < 1:
            raise ValueError("measuring takes a script, a number of rows and a repeat at least")
        for script in [*scripts, *([prepare] if prepare is not None else [])]:
            check_script(script)
        self.versions = tuple(script.stem for script in scripts)
        if len(set(self.versions)) < len(scripts):
            raise RunError("two versions have the same name: rename one of the scripts")
        self.sizes = tuple(sorted(set(sizes)))
        self.repeats = repeats
        self.count_up_to = count_up_to
        self._scripts = dict(zip(self.versions, scripts, strict=True))
        self._prepare = prepare
        self._limits = limits if limits is not None else Limits()
        self._python = python
        self._url = url
        self._cancelled = False
        self._run: Run | None = None

    @property
    def total(self) -> int:
        """The number of runs that yield a result, if none fails."""
        counted = sum(size <= self.count_up_to for size in self.sizes)
        return len(self.versions) * (len(self.sizes) * self.repeats + counted)

    def cancel(self) -> None:
        """End the iteration soon, and the run that goes on. For any thread and signal handler."""
        self._cancelled = True
        run = self._run
        if run is not None:
            run.cancel()

    def __iter__(self) -> Iterator[Result]:
        """Raises RunError if `prepare` fails or the rows left can't be read."""
        with Ground(self._url, self._make_ready) as ground:
            versions = list(self.versions)
            for size in self.sizes:
                for result in self._with_size(ground, size, versions):
                    if self._cancelled:
                        # What was stopped in its middle says nothing about the version.
                        return
                    yield result
                    if isinstance(result, Failed):
                        versions.remove(result.version)
                    elif isinstance(result, Compared) and result.difference is not None:
                        return

    def _with_size(self, ground: Ground, size: int, versions: list[str]) -> Iterator[Result]:
        """Yield the results with one number of rows. `versions` may lose some meanwhile."""
        if size <= self.count_up_to:
            for version in list(versions):
                yield self._counted(ground, version, size)
        for repeat in range(self.repeats):
            left: dict[str, Rows] = {}
            for version in list(versions):
                result = self._measured(ground, version, size, repeat)
                if repeat == 0 and isinstance(result, Measured):
                    left[version] = rows_left(ground.url)
                yield result
            if len(left) > 1:
                yield _compared(size, left)

    def _counted(self, ground: Ground, version: str, size: int) -> Counted | NotCounted | Failed:
        ground.reset(size)
        try:
            return count(version, size, recorded(self._start(version, size, ground, BOOT)))
        except FailedRunError as error:
            sentence = f"{version} with {size} rows, recorded, {error}"
            if error.limit:
                return NotCounted(version, size, sentence)
            return Failed(version, size, sentence, error.output)

    def _measured(self, ground: Ground, version: str, size: int, repeat: int) -> Measured | Failed:
        ground.reset(size)
        try:
            start, end = timed(self._start(version, size, ground, CLOCK))
        except FailedRunError as error:
            sentence = f"{version} with {size} rows {error}"
            return Failed(version, size, sentence, error.output)
        return Measured(version, size, repeat, end.seconds, end.peak_mib, start.peak_mib)

    def _start(self, version: str, size: int, ground: Ground, boot: Path) -> Run:
        return self._begin(self._scripts[version], size, ground.url, boot)

    def _make_ready(self, size: int, url: str) -> None:
        if self._prepare is None:
            return
        try:
            timed(self._begin(self._prepare, size, url, CLOCK))
        except FailedRunError as error:
            if not self._cancelled:
                raise RunError(f"{self._prepare.name} with {size} rows {error}") from error

    def _begin(self, script: Path, size: int, url: str, boot: Path) -> Run:
        run = Run(
            script,
            [str(size)],
            self._limits,
            boot=boot,
            environment={URL_VARIABLE: url},
            python=self._python,
        )
        self._run = run
        if self._cancelled:
            # Asked for between the last run and this one.
            run.cancel()
        return run


def _compared(size: int, left: dict[str, Rows]) -> Compared:
    (first, rows), *others = left.items()
    differences = (difference(first, rows, name, other) for name, other in others)
    return Compared(size, total(rows), next((each for each in differences if each), None))
