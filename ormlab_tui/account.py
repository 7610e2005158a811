"""A recording and its worlds as lines of text, for reading in a terminal.

Whatever comes from the recording is made printable: a stranger's recording can't send control
sequences to the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator

from ormlab_tui.printable import printable
from ormlab_tui.recording import Outcome, Recording, Step, world_at
from ormlab_tui.recording.document import names_of, world_document
from ormlab_tui.recording.events import (
    Begin,
    Commit,
    Event,
    Expire,
    Flush,
    Load,
    Output,
    Raised,
    Refresh,
    ReleaseSavepoint,
    Rollback,
    RollbackToSavepoint,
    Savepoint,
    SessionEvent,
    Set,
    Sql,
    State,
    event_type,
)
from ormlab_tui.recording.values import Attribute, ObjectValue, Row
from ormlab_tui.recording.world import World

__all__ = [
    "counted",
    "event_words",
    "outcome_words",
    "printable",
    "recording_account",
    "world_account",
]

_TransactionEvent = Begin | Commit | Rollback | Savepoint | ReleaseSavepoint | RollbackToSavepoint
_AttributesEvent = Expire | Load | Refresh | Set


def recording_account(recording: Recording) -> Iterator[str]:
    """Yield the whole recording: what ran, each step with its events, the outcome."""
    header = recording.header
    sqlalchemy = recording.sqlalchemy
    yield printable(
        f"{header.script.name}: {counted(len(recording.steps), 'step')}, "
        f"Python {header.python}, "
        + (f"SQLAlchemy {sqlalchemy}" if sqlalchemy is not None else "no SQLAlchemy")
    )
    for database in recording.databases:
        version = f" {database.server_version}" if database.server_version is not None else ""
        yield printable(
            f"database {database.connection_url}: {database.dialect}{version}, {database.driver}"
        )
    yield ""
    sources = {name: text.splitlines() for name, text in recording.sources.items()}
    width = len(str(max(recording.last, 0)))
    for step in recording.steps:
        yield printable(f"{step.index:>{width}}  {_place(step)}  {_source(step, sources)}")
        for event in step.events:
            yield printable(f"{'':{width}}      {event_words(event)}")
    yield ""
    end = recording.end
    yield "outcome: " + (outcome_words(end.outcome) if end is not None else "cut off")


def outcome_words(outcome: Outcome) -> str:
    """Return how a run ended: the kind, what was said about it, and the exit code."""
    words = str(outcome.kind)
    if outcome.message is not None:
        words += f", {outcome.message}"
    if outcome.exit_code is not None and outcome.exit_code > 0:
        words += f" (exit code {outcome.exit_code})"
    return printable(words)


def event_words(event: Event) -> str:
    """Return an event in one line."""
    kind = event_type(event)
    if isinstance(event, Sql):
        return _sql_words(event)
    if isinstance(event, _TransactionEvent):
        name = f" {event.name}" if event.name is not None else ""
        said = "" if event.real else ", said by SQLAlchemy only"
        return f"{kind}{name} on connection {event.connection}{_of_session(event.session)}{said}"
    if isinstance(event, Flush):
        return f"flush {event.phase} ({event.trigger}) of session {event.session}"
    if isinstance(event, State):
        return f"state of {event.object}: {event.from_state or 'new'} -> {event.to_state}"
    if isinstance(event, _AttributesEvent):
        return f"{kind} {event.object}: {', '.join(event.attributes)}"
    if isinstance(event, SessionEvent):
        return f"session {event.session} {event.what}"
    if isinstance(event, Output):
        return f"{event.stream}: {event.text!r}"
    if isinstance(event, Raised):
        caught = "caught" if event.caught else "not caught"
        return f"exception {event.class_name}: {event.message} ({caught})"
    raise AssertionError(kind)


def world_account(recording: Recording, step: int) -> Iterator[str]:
    """Yield the world after a step.

    Raises IndexError for a step that the recording does not have.
    """
    world = world_at(recording, step)
    sources = {name: text.splitlines() for name, text in recording.sources.items()}
    shown = recording.steps[step]
    yield printable(f"after step {step}, {_place(shown)}  {_source(shown, sources)}")
    for title, lines in (
        ("objects", _object_lines(world)),
        ("sessions", _session_lines(recording, world)),
        ("frames", _frame_lines(world)),
        ("tables", _table_lines(world)),
    ):
        yield ""
        found = [printable(line) for line in lines]
        yield title if found else f"{title}: none"
        yield from found


def counted(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it takes one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _place(step: Step) -> str:
    first, last = step.lines
    place = f"{step.file}:{first}" + (f"-{last}" if last != first else "")
    if step.thread != "MainThread":
        place += f" [{step.thread}]"
    if step.task is not None:
        place += f" [{step.task}]"
    return place


def _source(step: Step, sources: dict[str, list[str]]) -> str:
    lines = sources.get(step.file, [])
    first = step.lines[0]
    text = lines[first - 1].strip() if first <= len(lines) else ""
    return "    " * min(step.depth, 10) + text


def _sql_words(event: Sql) -> str:
    batch = f" {event.batch[0]} of {event.batch[1]}" if event.batch is not None else ""
    words = f"sql ({event.cause}{batch}): {' '.join(event.statement.split())}"
    if event.parameters:
        words += f"  {event.parameters}"
    if event.error is not None:
        return f"{words}  failed: {event.error}"
    if event.rowcount is not None and event.rowcount >= 0:
        words += f"  {counted(event.rowcount, 'row')}"
    return words


def _of_session(session: int | None) -> str:
    return f", session {session}" if session is not None else ""


def _object_lines(world: World) -> Iterator[str]:
    for value in sorted(world.objects, key=lambda each: each.object):
        names = ", ".join(names_of(value.object, world.frames))
        yield f"  {value.object}{f' ({names})' if names else ''}: {_object_words(value)}"
        for name, attribute in value.attributes.items():
            yield f"    {name}: {_attribute_words(attribute)}"


def _object_words(value: ObjectValue) -> str:
    words = f"{value.state}{_of_session(value.session)}"
    if value.identity_key is not None:
        class_name, key, _ = value.identity_key
        words += f", {class_name} {', '.join(map(repr, key))}"
    return words


def _attribute_words(attribute: Attribute) -> str:
    if attribute.value is None:
        return str(attribute.status)
    if attribute.committed is None:
        return f"{attribute.status} {attribute.value}"
    return f"{attribute.status} {attribute.value}, committed {attribute.committed}"


def _session_lines(recording: Recording, world: World) -> Iterator[str]:
    closed = {value.session for value in world.sessions if value.closed}
    for session in world_document(recording, world.step)["sessions"]:
        number = session["session"]
        connection = session["connection"]
        yield (
            f"  session {number}{' (closed)' if number in closed else ''}: "
            f"transaction {session['transaction']}"
            + (f" on connection {connection}" if connection is not None else "")
        )
        for name in ("identity_map", "new", "dirty", "deleted"):
            if session[name]:
                yield f"    {name.replace('_', ' ')}: {', '.join(session[name])}"


def _frame_lines(world: World) -> Iterator[str]:
    for frame in world.frames:
        yield f"  {frame.function}"
        for name, value in frame.variables.items():
            yield f"    {name} = {value}"


def _table_lines(world: World) -> Iterator[str]:
    for table in world.tables:
        yield f"  {table.name} ({', '.join(table.columns)})"
        yield from _side_lines(
            "in the transaction", table.in_transaction, table.in_transaction_total
        )
        yield from _side_lines("for everyone else", table.committed, table.committed_total)


def _side_lines(title: str, rows: tuple[Row, ...] | None, total: int | None) -> Iterator[str]:
    if rows is None:
        yield f"    {title}: can't be seen without disturbing the script"
        return
    count = len(rows) if total is None else total
    yield f"    {title}: {counted(count, 'row')}"
    if count > len(rows):
        yield f"      (the first and last {len(rows)} of them)"
    for row in rows:
        yield f"      {', '.join(map(repr, row))}"
