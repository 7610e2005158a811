"""Runs the tests by pytest, in the process made for them, and ends that process."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import msgspec
import pytest

from ormlab_tui.channel import ChannelWriter
from ormlab_tui.checks.child_settings import ChildSettings, files_of
from ormlab_tui.checks.plugin import ReportPlugin
from ormlab_tui.checks.results import ChildMessage

#: What is the same in every run, whatever settings the user has for their own pytest.
OPTIONS = (
    "--noconftest",
    "--import-mode=importlib",
    "--capture=no",
    "--tb=no",
    "--color=no",
    "--no-header",
    "--no-summary",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
)


def run_tests(text: str) -> None:
    """Run the tests of the settings, given as JSON, and end the process. Does not return."""
    settings = msgspec.json.decode(text, type=ChildSettings)
    channel = ChannelWriter(settings.channel)
    encode = msgspec.msgpack.Encoder().encode

    def send(message: ChildMessage) -> None:
        channel.send(encode(message))

    _limit(settings.max_file_bytes)
    plugin = ReportPlugin(settings, send)
    sys.argv = ["pytest"]
    sys.path.insert(0, settings.work_folder)
    arguments = [
        "-c",
        settings.pytest_settings,
        f"--rootdir={Path(settings.pytest_settings).parent}",
        *OPTIONS,
        "--continue-on-collection-errors",
        *(str(Path(settings.work_folder, name)) for name in files_of(settings.visible)),
        *(str(Path(settings.hidden_folder, name)) for name in files_of(settings.hidden)),
    ]
    try:
        pytest.main(arguments, plugins=[plugin])
    except BaseException as error:
        plugin.finish(f"the tests could not be run to their end: {error!r}")
    else:
        plugin.finish()
    for stream in (sys.stdout, sys.stderr):
        _flush(stream)
    # Threads that never end, and what runs at exit, are no part of the tests.
    os._exit(0)


def _flush(stream: object) -> None:
    try:
        stream.flush()  # type: ignore[attr-defined]
    except Exception:
        # Closed, or replaced by something that can't.
        return


def _limit(max_file_bytes: int) -> None:
    # A crash leaves no core file, and an endless file ends as an OSError in who writes it.
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, max_file_bytes)):
        hard = resource.getrlimit(kind)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
