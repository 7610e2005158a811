"""`ormlab doctor`: what there is here, where it is, and what is wrong with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ormlab_tui.doctor.model import Finding

_SIGNS = {"good": "✓", "wrong": "✗", "note": "·"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Print versions, terminal, progress and where your files are, and check each of them.

    Nothing is changed and nothing is sent anywhere; the database of your progress is asked.
    Exit status 0 if nothing is wrong, 1 if something is, with a line of advice for it.
    """
    import msgspec

    findings = list(_findings())
    fine = all(finding.state != "wrong" for finding in findings)
    if as_json:
        document = {"ok": fine, "findings": msgspec.to_builtins(findings)}
        sys.stdout.buffer.write(msgspec.json.encode(document) + b"\n")
    else:
        encoding = sys.stdout.encoding or "utf-8"
        for line in _lines(findings):
            sys.stdout.buffer.write(f"{line}\n".encode(encoding, "backslashreplace"))
    sys.stdout.flush()
    if not fine:
        context.exit(1)


def _findings() -> Iterator[Finding]:
    from ormlab_tui.doctor.machine import is_terminal, recording, terminal, versions
    from ormlab_tui.doctor.places import places
    from ormlab_tui.doctor.progress_database import progress_database
    from ormlab_tui.settings import load_settings

    loaded = load_settings()
    yield from versions()
    yield from terminal(os.environ, is_terminal())
    yield from recording()
    yield from progress_database(loaded.settings.database_url)
    yield from places(loaded)


def _lines(findings: list[Finding]) -> Iterator[str]:
    from ormlab_tui.account import counted, printable

    section = None
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        if finding.section != section:
            section = finding.section
            yield section
        yield f"  {_SIGNS[finding.state]} {finding.name:{width}}  {printable(finding.value)}"
        if finding.advice is not None:
            yield f"    {'':{width}}  {printable(finding.advice)}"
    wrong = sum(finding.state == "wrong" for finding in findings)
    yield counted(wrong, "thing") + " wrong" if wrong else "nothing is wrong"
