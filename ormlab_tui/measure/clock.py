"""In the measured process: the time from the script's first line to its last, and its memory.

Nothing listens, traces or polls while the script runs; the clock is read twice. SQLAlchemy and
the database's driver are imported before it starts: what a version does is measured, not what
it imports.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import time
from pathlib import Path

import msgspec

from ormlab_tui.channel import ChannelWriter
from ormlab_tui.measure.reading import URL_VARIABLE, Reading

_MIB = 1024 * 1024
_STATUS = Path("/proc/self/status")


class _Settings(msgspec.Struct, frozen=True):
    channel: str


def start(settings: str) -> None:
    """Import what the script would, say how much memory that took, and start the clock.

    `settings` is JSON with the channel's path. Raises ChannelError if that is no channel.
    """
    channel = ChannelWriter(msgspec.json.decode(settings, type=_Settings).channel)
    _import_beforehand()
    encode = msgspec.msgpack.encode
    gc.collect()
    channel.send(encode(Reading(0.0, _peak_mib())))
    started = 0.0

    def stop() -> None:
        seconds = time.perf_counter() - started
        channel.send(encode(Reading(seconds, _peak_mib())))

    # Registered before anything of the script's, so that it runs after all of that.
    atexit.register(stop)
    started = time.perf_counter()


def _import_beforehand() -> None:
    try:
        import sqlalchemy.orm
    except ImportError:
        # The script says so better.
        return
    url = os.environ.get(URL_VARIABLE)
    if url is not None:
        try:
            sqlalchemy.make_url(url).get_dialect().import_dbapi()
        except Exception:  # noqa: BLE001  (whatever is wrong with it, the script meets it too)
            return


def _peak_mib() -> float:
    """Return the most memory that this process has held at once.

    Not `ru_maxrss` on Linux: that begins with what the process held that started this one.
    """
    try:
        status = _STATUS.read_text(encoding="ascii", errors="replace")
    except OSError:
        status = ""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (_MIB if sys.platform == "darwin" else 1024)
