"""What a version sent, as a query over a recording of it."""

from __future__ import annotations

from ormlab_tui.measure.results import Counted, Sent
from ormlab_tui.recording import Recording
from ormlab_tui.recording.events import Commit, Sql
from ormlab_tui.recording.values import Parameters

#: An INSERT of many rows can be tens of thousands of characters long.
MAX_STATEMENT = 400


def count(version: str, size: int, recording: Recording) -> Counted:
    """Return what the recorded run sent, alike statements together, in the order of the first."""
    alike: dict[str, list[Sql]] = {}
    commits = 0
    for _, event in recording.events():
        if isinstance(event, Sql):
            alike.setdefault(shortened(event.statement), []).append(event)
        elif isinstance(event, Commit):
            commits += event.real
    sent = tuple(_sent(statement, events) for statement, events in alike.items())
    return Counted(
        version,
        size,
        sum(each.statements for each in sent),
        sum(each.round_trips for each in sent),
        commits,
        sent,
    )


def shortened(statement: str) -> str:
    """Return the statement on one line, its end left out where it is long."""
    line = " ".join(statement.split())
    return line if len(line) <= MAX_STATEMENT else line[: MAX_STATEMENT - 1] + "…"


def _sent(statement: str, events: list[Sql]) -> Sent:
    known = [event.rowcount for event in events if event.rowcount is not None]
    return Sent(
        statement,
        # The round trips after the first of one execute belong to it.
        sum(event.batch is None or event.batch[0] == 1 for event in events),
        len(events),
        sum(_sets(event.parameters) for event in events),
        sum(known) if len(known) == len(events) else None,
    )


def _sets(parameters: Parameters) -> int:
    if isinstance(parameters, dict) or not parameters or not isinstance(parameters[0], list | dict):
        return 1
    # A recording keeps the first sets of a long list, and says in words how many there were.
    last = parameters[-1]
    return len(parameters) if not isinstance(last, str) else len(parameters) - 1 + _more(last)


def _more(words: str) -> int:
    return int(words.split()[1])
