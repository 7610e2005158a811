"""The last measurement of a task, kept in the user's data folder until the next one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from ormlab_tui.folders import data_folder
from ormlab_tui.lab.measure_state import Measurement, Plan
from ormlab_tui.measure.results import Compared, Counted, Failed, Measured, NotCounted, Result
from ormlab_tui.whole_file import write_whole

_FORMAT: Final = 1
_MOST_BYTES: Final = 8 * 1024 * 1024


class Kept(msgspec.Struct, frozen=True):
    """A measurement as it lies in the file; `scripts` is the digest of what was measured."""

    format: int
    plan: Plan
    database: str
    scripts: str
    at: datetime
    measured: tuple[Measured, ...]
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    compared: tuple[Compared, ...]
    failed: tuple[Failed, ...]

    @property
    def measurement(self) -> Measurement:
        """The measurement, its results by kind, which says as much."""
        results: list[Result] = [
            *self.counted,
            *self.not_counted,
            *self.measured,
            *self.compared,
            *self.failed,
        ]
        return Measurement(self.plan, self.database, results)


def kept_file(course: str, exercise: str, task: str) -> Path:
    """Return where a task's last measurement is kept."""
    return data_folder() / "measurements" / course / exercise / f"{task}.json"


def scripts_digest(scripts: Iterable[Path]) -> str:
    """Return what tells these files' content from any other."""
    found = hashlib.sha256()
    for script in scripts:
        try:
            content = script.read_bytes()
        except OSError:
            content = b""
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()


def keep(file: Path, measurement: Measurement, scripts: str) -> None:
    """Keep the measurement in place of an earlier one. Raises OSError."""
    results = measurement.results
    kept = Kept(
        _FORMAT,
        measurement.plan,
        measurement.database,
        scripts,
        datetime.now(UTC),
        tuple(each for each in results if isinstance(each, Measured)),
        tuple(measurement.counts),
        tuple(measurement.not_counted),
        tuple(measurement.compared),
        tuple(measurement.failed),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, msgspec.json.encode(kept))


def kept(file: Path, versions: Iterable[str]) -> Kept | None:
    """Return what is kept of these versions; None if there is nothing, or nothing usable."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        found = msgspec.json.decode(file.read_bytes(), type=Kept)
    except (OSError, ValueError):
        return None
    if found.format != _FORMAT or found.plan.versions != tuple(versions):
        return None
    return found if _fits(found) else None


def _fits(kept: Kept) -> bool:
    """Return whether every result is of one of the plan's versions and numbers of rows."""
    results = kept.measurement.results
    return all(
        each.size in kept.plan.sizes
        and (isinstance(each, Compared) or each.version in kept.plan.versions)
        for each in results
    )
