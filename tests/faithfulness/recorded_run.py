"""Record a script with a tracer of one's choice, which the command line does not offer.

    python recorded_run.py TRACER FILE SCRIPT [ARG ...]

Writes the recording to FILE. TRACER is ``monitoring`` or ``settrace``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ormlab_tui.runner.recording_file import RecordingFile
from ormlab_tui.runner.run import Run


def main() -> None:
    """Record and write."""
    tracer, made, script, *arguments = sys.argv[1:]
    run = Run(Path(script), arguments, tracer=tracer)
    file = RecordingFile(Path(made), Path(script))
    file.write(run)
    file.finish()


if __name__ == "__main__":
    main()
