"""Passwords stay where they are, recordings are private, and nothing is sent anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from ormlab_tui.engine.redaction import hide_passwords, is_secret_option, names_a_password
from ormlab_tui.progress import ProgressError, open_progress
from ormlab_tui.recording import open_recording
from ormlab_tui.recording.document import recording_document, world_document

ROOT = Path(__file__).parents[1]
SECRET = "sesame"

#: Comes by its secrets from outside, so that none is in its source, and prints none.
CONNECTS = """
    import os
    from sqlalchemy import URL, create_engine, text
    from sqlalchemy.engine import make_url

    def connect(address, password):
        options = {"user": "me", "password": password}
        parsed = make_url(address)
        whole = parsed.render_as_string(hide_password=False)
        names = [address, whole, (whole,)]
        engine = create_engine(address)
        try:
            with engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except Exception as error:
            said = str(error)
        shown = repr(engine)
        try:
            raise LookupError(f"there is no {whole} here")
        except LookupError as error:
            pass
        try:
            create_engine(whole.replace("://", "x://"))
        except Exception as error:
            said = str(error)
        return URL.create("postgresql", "me", password, "host")

    DB_PASSWORD = os.environ["SECRET"]
    dsn = "host=127.0.0.1 user=me password=" + DB_PASSWORD
    file = os.environ["FOLDER"] + "/x.db"
    secret_url = connect(f"postgresql+psycopg://me:{DB_PASSWORD}@127.0.0.1:9/x", DB_PASSWORD)
    connect(f"sqlite:///file:{file}?uri=true&password={DB_PASSWORD}", DB_PASSWORD)
"""
RAISES = """
    import os
    raise RuntimeError("no database at postgresql://me:" + os.environ["SECRET"] + "@host")
"""


def ormlab(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    folders = {"ORMLAB_DATA_DIR": str(cwd / "data"), "ORMLAB_CONFIG_DIR": str(cwd / "config")}
    return subprocess.run(
        [sys.executable, "-m", "ormlab_tui", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **folders, **environment},
    )


def test_no_password_of_a_database_is_in_a_recording(tmp_path: Path) -> None:
    script = tmp_path / "connects.py"
    script.write_text(dedent(CONNECTS))
    done = ormlab("record", script, cwd=tmp_path, SECRET=SECRET, FOLDER=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert SECRET.encode() not in done.stdout + done.stderr
    file = tmp_path / "connects.ormrec"
    assert SECRET.encode() not in file.read_bytes()
    recording = open_recording(file).recording
    assert recording.outcome is not None
    assert recording.outcome.kind == "finished", recording.end
    document = recording_document(recording)
    assert SECRET not in repr(document)
    (database,) = document["environment"]["databases"]
    assert database["connection_url"].startswith("sqlite:///file")
    assert "there is no postgresql+psycopg://me:***@127.0.0.1:9/x here" in repr(document)
    worlds = [world_document(recording, step) for step in range(len(recording.steps))]
    assert SECRET not in repr(worlds)
    # They were looked at, each of them.
    for shown in ("'password': <hidden", "DB_PASSWORD", "password=***", "me:***@"):
        assert shown in json.dumps(worlds)


def test_an_uncaught_exception_keeps_its_passwords_to_what_python_prints(tmp_path: Path) -> None:
    script = tmp_path / "raises.py"
    script.write_text(dedent(RAISES))
    done = ormlab("record", script, "--json", cwd=tmp_path, SECRET=SECRET)
    document = json.loads(done.stdout)
    assert document["outcome"]["message"] == (
        "RuntimeError: no database at postgresql://me:***@host"
    )
    assert SECRET in document.pop("stderr")
    for step in document["steps"]:
        step["events"] = [each for each in step["events"] if each["type"] != "output"]
    assert SECRET not in json.dumps(document)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("postgresql://me:sesame@host/db", "postgresql://me:***@host/db"),
        ("redis://:se/sa:me@host", "redis://:***@host"),
        ("sqlite:///x?password=sesame&uri=true", "sqlite:///x?password=***&uri=true"),
        ("host=x password='ses ame' dbname=y", "host=x password=*** dbname=y"),
        ("DRIVER={A};SERVER=x;PWD={sesame};UID=y", "DRIVER={A};SERVER=x;PWD=***;UID=y"),
        ("a://me:sesame@h and b://me:sesame@h", "a://me:***@h and b://me:***@h"),
    ],
)
def test_a_password_is_hidden_in_each_way_of_writing_it(text: str, hidden: str) -> None:
    assert hide_passwords(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE users SET password = 'a' WHERE id = 3",
        "http://localhost:8080/users/me@example.org",
        "https://example.org/?page=2",
        "sqlite://",
        "postgresql://me@host/db",
        "me@example.org: see a://b",
    ],
)
def test_what_is_no_password_stays(text: str) -> None:
    assert hide_passwords(text) == text


def test_names_of_passwords_are_told_from_others() -> None:
    assert all(map(names_a_password, ["password", "DB_PASSWORD", "pg_pwd", "passwd"]))
    assert not any(map(names_a_password, ["password_hash", "passes", "user", 3, None]))
    assert all(map(is_secret_option, ["password", "sslpassword", "Pwd", "token", "key"]))
    assert not any(map(is_secret_option, ["uri", "mode", "host", "sslmode"]))


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://me:{SECRET}@127.0.0.1:9/x",
        f"postgresql+psycopg://me:{SECRET}@127.0.0.1:9/x?password={SECRET}",
        f"nothing://me:{SECRET}@127.0.0.1/x",
        f"sqlite:///x.db?password={SECRET}",
        f"{SECRET}",
        f"postgresql://me:{SECRET}@[::1/x",
    ],
)
def test_no_command_repeats_the_password_of_the_progress_database(tmp_path: Path, url: str) -> None:
    with pytest.raises(ProgressError) as raised:
        open_progress(url, required=True)
    assert SECRET not in repr(raised.value) + str(raised.value)
    done = ormlab("progress", cwd=tmp_path, ORMLAB_DATABASE_URL=url)
    assert done.returncode == 2
    assert SECRET.encode() not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr


def test_a_database_that_is_no_url_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("")
    done = ormlab("record", "x.py", "--database", f"//{SECRET}@", cwd=tmp_path)
    assert done.returncode == 2
    assert SECRET.encode() not in done.stdout + done.stderr


def test_recordings_are_private_wherever_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("x = 1\n")
    (tmp_path / "elsewhere").mkdir(mode=0o777)
    before = tmp_path / "before.ormrec"
    old = os.umask(0)
    try:
        for target in ("x.ormrec", "elsewhere/y.ormrec", before.name, before.name):
            ormlab("record", "x.py", "-o", target, cwd=tmp_path)
            assert (tmp_path / target).stat().st_mode & 0o777 == 0o600
            (tmp_path / target).chmod(0o644)
    finally:
        os.umask(old)


#: Whatever would reach a network is refused before it does, and tells on itself.
WATCHED = """
    import os, socket, sys

    def watch(event, arguments):
        if event == "socket.__new__":
            told = arguments[1] not in (socket.AF_UNIX, -1)
        else:
            told = event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")
        if told:
            print("it used the network:", event, arguments, file=sys.__stderr__, flush=True)
            os._exit(99)

    sys.addaudithook(watch)
"""
LAB = """
    import asyncio
    from ormlab_tui.lab.app import LabApp
    from ormlab_tui.lab.start import ExerciseStart

    async def use():
        app = LabApp(ExerciseStart("1.1"))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("enter")
            await pilot.pause()

    asyncio.run(use())
"""
COMMAND = """
    sys.argv[0] = "ormlab"
    from ormlab_tui.cli import main
    main()
"""


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        (COMMAND, ["record", "x.py"]),
        (COMMAND, ["progress", "--json"]),
        (COMMAND, ["doctor"]),
        (COMMAND, ["check", "2.1", "--task", "2e", "--workspace", "."]),
        (LAB, []),
    ],
    ids=["record", "progress", "doctor", "check", "lab"],
)
def test_nothing_is_sent_anywhere(tmp_path: Path, what: str, arguments: list[str]) -> None:
    (tmp_path / "x.py").write_text("import sqlalchemy\n")
    watched = tmp_path / "watched_from_the_first_line.py"
    watched.write_text(dedent(WATCHED) + dedent(what))
    done = subprocess.run(
        [sys.executable, str(watched), *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ORMLAB_DATA_DIR": str(tmp_path / "data"),
            "ORMLAB_CONFIG_DIR": str(tmp_path / "config"),
        },
    )
    assert "it used the network" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
