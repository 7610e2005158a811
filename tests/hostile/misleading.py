"""Strings that a terminal, a screen or a reader could be misled by, and files full of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from textual.strip import Strip

from ormlab_tui.recording.changes import (
    Change,
    FramePushed,
    ObjectSeen,
    SessionChanged,
    Splice,
    TableSeen,
    TableSide,
)
from ormlab_tui.recording.events import (
    Event,
    Expire,
    Output,
    Raised,
    Savepoint,
    SessionEvent,
    Set,
    Sql,
    State,
)
from ormlab_tui.recording.framing import encode
from ormlab_tui.recording.magic import MAGIC
from ormlab_tui.recording.messages import (
    FORMAT,
    VERSION,
    Database,
    DatabaseSeen,
    End,
    Header,
    Libraries,
    Outcome,
    Script,
    SourceFile,
    Step,
)
from ormlab_tui.recording.values import Attribute, FrameValue, ObjectValue
from tests.course.small_course import small_course

#: Clears the screen, sets the title, fills the clipboard, makes a link, rings, goes back, turns
#: the reading round, and is markup, Markdown and an action of Textual.
EVIL = (
    "\x1b[2J\x1b]0;owned\x07\x1b]52;c;aGk=\x07\x1b]8;;http://evil.invalid\x1b\\link\x1b]8;;\x1b\\"
    "\x9b31m\x08\r\x00\u202ethgir\u2066\u2028[bold red]red[/] [@click=app.quit]quit[/] ["
)
MARKUP = "[bold red]red[/] [@click=app.quit]quit[/] ["
#: What a terminal may obey, or what reorders what is read.
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def obeyed_in(strips: list[Strip]) -> list[str]:
    """Return the pieces of drawn lines that a terminal would not show but obey."""
    return [
        segment.text
        for strip in strips
        for segment in strip
        if OBEYED.search(segment.text) or (segment.style is not None and segment.style.link)
    ]


def misleading_recording() -> bytes:
    """Return a recording file in which every string is misleading."""
    token = f"{EVIL}#1"
    source = f"one = 1  # {EVIL}\ntwo = '{EVIL}'\n{EVIL}\n"
    events: list[Event] = [
        Output("stdout", EVIL + "\n"),
        Output("stderr", EVIL),
        Sql(EVIL, [EVIL, 1], False, None, "core", 1, 1, 1, 1, EVIL),
        Sql("SELECT 1", {EVIL: EVIL}, False, None, "lazy-load", 1, 1, 1, 1, None),
        Savepoint(1, 1, EVIL, True),
        State(token, None, "transient"),
        Expire(token, [EVIL]),
        Set(token, [EVIL]),
        SessionEvent(1, "opened"),
        Raised(EVIL, EVIL, False),
    ]
    attributes = {EVIL: Attribute("modified", EVIL, EVIL), "b": Attribute("loaded", EVIL)}
    changes: list[Change] = [
        ObjectSeen(
            ObjectValue(
                token, EVIL, "persistent", 1, (EVIL, (EVIL, 1), EVIL), True, False, attributes
            )
        ),
        SessionChanged(1, "active", 1, False),
        FramePushed(FrameValue(EVIL, 0, EVIL, EVIL, {EVIL: EVIL, "b": token})),
        TableSeen(EVIL, (EVIL, "b")),
        TableSide(EVIL, True, Splice(0, 0, ((EVIL, 1),), 1)),
        TableSide(EVIL, False, Splice(0, 0, ((EVIL, 2), (EVIL, None)), 2)),
    ]
    steps = [
        Step(index, EVIL, (1 + index % 2, 2), EVIL, 0, EVIL, EVIL, events, changes)
        for index in range(4)
    ]
    messages: list[Any] = [
        Header(FORMAT, VERSION, Script(EVIL, EVIL, source), EVIL, EVIL),
        SourceFile(EVIL, source),
        Libraries(EVIL),
        DatabaseSeen(Database(EVIL, EVIL, EVIL, EVIL)),
        *steps,
        End(Outcome("exception", 1, EVIL), EVIL, EVIL),
    ]
    return MAGIC + b"".join(map(encode, messages))


def misleading_course(parent: Path) -> Path:
    """Lay a course whose every text is misleading, and return its folder."""
    course = small_course(parent)
    # As TOML can say it; NUL and others can't be in a file as they are.
    escaped = "".join(
        each if each.isprintable() and each not in '"\\' else f"\\u{ord(each):04x}" for each in EVIL
    )
    for path in course.rglob("*.toml"):
        text = path.read_text()
        for words in ("A course", "Beginnings", "It is so.", "It is not.", "Thing", "Which state?"):
            text = text.replace(f'"{words}"', f'"{words} {escaped}"')
        for words in ("What is printed?", "Why?", "In which order?", "says why", "Double"):
            text = text.replace(f'"{words}"', f'"{words} {escaped}"')
        path.write_text(text)
    for path in course.rglob("*.md"):
        path.write_text(
            f"# Heading {EVIL}\n\nParagraph {EVIL}\n\n- {EVIL}\n\n```\n{EVIL}\n```\n\n"
            f"[words {MARKUP}](http://evil.invalid '{EVIL}') ![picture](file:///etc/passwd)\n\n"
            f"| a | b |\n|---|---|\n| `{EVIL}` | {EVIL} |\n\n<script>{EVIL}</script>\n"
        )
    script = course / "1.1-thing" / "script.py"
    script.write_text(script.read_text() + f"# {EVIL}\n".replace("\0", "").replace("\r", ""))
    (course / "9.9-stray\x1b[2J").mkdir()
    (course / "9.9-stray\x1b[2J" / "exercise.toml").write_text("id = 3\n")
    return course
