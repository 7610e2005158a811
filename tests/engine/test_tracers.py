"""Both tracers give the steps that a script's syntax tree notes by itself, on every Python.

Not seen by any tracer, because the compiler leaves no instruction of them:
`global` and `nonlocal`; a function's docstring; a bare annotation in a function; a `pass`,
`break` or constant on one line with what comes before it, where nothing depends on it.
Not seen by `sys.settrace`: threads started below `threading`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ORACLE = HERE / "statement_oracle.py"
ROOT = HERE.parent.parent
SAMPLES = sorted(
    path / "main.py" if path.is_dir() else path
    for path in (HERE / "samples").iterdir()
    if path.is_dir() or path.suffix == ".py"
)
HAS_MONITORING = sys.version_info >= (3, 12)
TRACERS = ["monitoring", "settrace"] if HAS_MONITORING else ["settrace"]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _run(how: str, script: Path, folder: Path, python: str = sys.executable) -> dict[str, Any]:
    result = folder / f"{how}.json"
    done = subprocess.run(
        [python, str(ORACLE), how, str(script), str(result)],
        env=_environment(),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(result.read_text())
    return {**found, "output": done.stdout}


def _lines(run: dict[str, Any]) -> list[list[Any]]:
    return [step[:3] for step in run["steps"]]


def _script(folder: Path, text: str) -> Path:
    script = folder / "script.py"
    script.write_text(text)
    return script


@cache
def _other_pythons() -> dict[str, str]:
    """Version to executable, of the Pythons 3.11 and later other than this one."""
    given = os.environ.get("ORMLAB_TEST_PYTHONS", "").split(os.pathsep)
    on_path = [shutil.which(f"python3.{minor}") for minor in (11, 12, 13)]
    found: dict[str, str] = {}
    for executable in [*given, *on_path]:
        if not executable:
            continue
        asked = subprocess.run(
            [
                executable,
                "-c",
                "import sys; print(sys.version_info[:2] >= (3, 11), *sys.version_info[:2])",
            ],
            capture_output=True,
            text=True,
        ).stdout.split()
        if asked[:1] == ["True"] and tuple(map(int, asked[1:])) != sys.version_info[:2]:
            found.setdefault(".".join(asked[1:]), executable)
    return found


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_a_tracer_reports_what_the_script_notes_itself(
    sample: Path, tracer: str, tmp_path: Path
) -> None:
    noted = _run("oracle", sample, tmp_path)
    traced = _run(tracer, sample, tmp_path)
    assert _lines(traced) == _lines(noted)
    assert (traced["output"], traced["error"]) == (noted["output"], noted["error"])
    assert len(noted["steps"]) > 10


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_every_python_and_tracer_gives_the_same_steps(sample: Path, tmp_path: Path) -> None:
    others = _other_pythons()
    if not others and len(TRACERS) == 1:
        pytest.skip("no other Python on PATH or in ORMLAB_TEST_PYTHONS")
    expected = _run(TRACERS[0], sample, tmp_path)["steps"]
    for tracer in TRACERS[1:]:
        assert _run(tracer, sample, tmp_path)["steps"] == expected
    for version, executable in others.items():
        tracer = "settrace" if version == "3.11" else "monitoring"
        assert _run(tracer, sample, tmp_path, executable)["steps"] == expected, version


LIBRARY = (
    "import argparse, difflib, heapq, json, textwrap, shlex, configparser",
    "print(textwrap.fill('some long text ' * 9, 30), textwrap.dedent('  a\\n   b'))",
    "json.encoder.c_make_encoder = None",
    "print(json.dumps({'a': [1, 2.5, None, {'k': 'v'}]}, indent=2, sort_keys=True))",
    "parser = argparse.ArgumentParser(prog='x')",
    "parser.add_argument('a', type=int)",
    "parser.add_argument('-v', action='count')",
    "print(parser.parse_args(['3', '-vv']), parser.format_help())",
    "print(list(difflib.unified_diff('a b c d'.split(), 'a c d e'.split())))",
    "print(list(heapq.merge([1, 3], [2, 4])), heapq.nsmallest(2, [3, 1, 2], key=lambda v: -v))",
    "print(shlex.split('a \"b c\" # d', comments=True))",
    "config = configparser.ConfigParser()",
    "config.read_string('[a]\\nx = 1\\ny = %(x)s\\n')",
    "print(config['a']['y'])",
)


@pytest.mark.parametrize("tracer", TRACERS)
def test_modules_of_the_standard_library_as_the_scripts_own(tracer: str, tmp_path: Path) -> None:
    library = Path(os.__file__).parent
    names = ("argparse", "difflib", "heapq", "textwrap", "shlex", "configparser")
    for name in names:
        shutil.copy(library / f"{name}.py", tmp_path)
    shutil.copytree(library / "json", tmp_path / "json", ignore=shutil.ignore_patterns("__py*"))
    gone = f"[m.pop(n) for n in list(m) if n.partition('.')[0] in {(*names, 'json')}]"
    script = _script(tmp_path, "\n".join(("import sys; m = sys.modules", gone, *LIBRARY)))
    noted = _run("oracle", script, tmp_path)
    assert noted["error"] is None
    assert len(noted["steps"]) > 2000
    assert _lines(_run(tracer, script, tmp_path)) == _lines(noted)


@pytest.mark.parametrize("tracer", TRACERS)
def test_a_script_that_traces_itself_gets_its_own_events_and_is_still_stepped(
    tracer: str, tmp_path: Path
) -> None:
    script = HERE / "samples_of_tracing" / "traces_itself.py"
    plain = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    traced = _run(tracer, script, tmp_path)
    assert traced["error"] is None
    if tracer == TRACERS[0]:
        assert traced["output"] == plain.stdout
    in_f = [step for step in traced["steps"] if step[3] == "f"]
    # Six statements, the body of a loop of two rounds twice, its head three times and the exit
    # of the `with`; five calls.
    assert len(in_f) == 11 * 5
    assert not any(step[3] == "tracer" for step in traced["steps"])


LOST = """\
def f():
    "docstring"
    global g
    local: int
    g = 1; pass
    if g: pass
    while True: g; break
    g
f()
"""


@pytest.mark.parametrize("tracer", TRACERS)
def test_a_statement_without_instructions_makes_no_step(tracer: str, tmp_path: Path) -> None:
    steps = _run(tracer, _script(tmp_path, LOST), tmp_path)["steps"]
    assert [step[1] for step in steps if step[3] == "f"] == [5, 6, 7, 7, 8]


RAISES = """\
import gc, os, weakref
class Thing:
    pass
def make():
    thing = Thing()
    try:
        with open(os.devnull):
            for i in range(3):
                raise ValueError(thing)
    except ValueError:
        pass
    return weakref.ref(thing)
gc.disable()
print(make()() is None)
"""


@pytest.mark.parametrize("tracer", TRACERS)
def test_no_frame_or_exception_is_kept_alive(tracer: str, tmp_path: Path) -> None:
    script = _script(tmp_path, RAISES)
    plain = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert _run(tracer, script, tmp_path)["output"] == plain.stdout == "True\n"


HARNESS = """\
import sys
sys.path.insert(0, {root!r})
from ormlab_tui.engine.script_files import ScriptFiles
from ormlab_tui.engine.tracer import choose_tracer
source = open({script!r}).read()
code = compile(source, {script!r}, "exec")
seen = []
class Sink:
    def begin(self, frame, code, statement):
        seen.append(statement.first_line)
        {begin}
    def entered(self, frame, code, resumed):
        seen.append(("entered", code.function, resumed))
        {begin}
    def left(self, frame, code, suspended):
        seen.append(("left", code.function, suspended))
        {begin}
    def registered(self, file): 1 / 0
files = ScriptFiles({script!r})
files.register(code, source)
tracer = choose_tracer(files, Sink(), {tracer!r})
tracer.start()
exec(code, {{"__name__": "__main__", "seen": seen}})
tracer.stop()
before = len(seen)
exec(code, {{"__name__": "__main__", "seen": seen}})
assert len(seen) == before, "stepped after stop"
import json
print(json.dumps(seen))
"""


def _harness(script: Path, tracer: str, begin: str = "pass") -> list[Any]:
    text = HARNESS.format(root=str(ROOT), script=str(script), tracer=tracer, begin=begin)
    done = subprocess.run(
        [sys.executable, "-c", text],
        capture_output=True,
        text=True,
        cwd=script.parent,
        env=_environment(),
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("tracer", TRACERS)
def test_frames_are_entered_left_suspended_and_resumed(tracer: str, tmp_path: Path) -> None:
    script = _script(tmp_path, "def g():\n  yield 1\n  return 2\nlist(g())\n")
    assert _harness(script, tracer) == [
        ["entered", "<module>", False],
        1,
        4,
        ["entered", "g", False],
        2,
        ["left", "g", True],
        ["entered", "g", True],
        3,
        ["left", "g", False],
        ["left", "<module>", False],
    ]


@pytest.mark.parametrize(
    "begin", ["1 / 0", "raise BaseException", "(lambda f: f(f))(lambda f: f(f))", "sys.exit(3)"]
)
@pytest.mark.parametrize("tracer", TRACERS)
def test_a_sink_that_raises_does_not_reach_the_script(
    tracer: str, begin: str, tmp_path: Path
) -> None:
    script = _script(tmp_path, "def f(n):\n  return n and f(n - 1)\nf(20)\nx = 1\n")
    quiet, loud = _harness(script, tracer), _harness(script, tracer, begin)
    assert loud == quiet


@pytest.mark.parametrize("tracer", TRACERS)
def test_a_signal_handler_that_raises_reaches_the_script(tracer: str, tmp_path: Path) -> None:
    script = _script(
        tmp_path,
        "try:\n  x = 1\nexcept KeyboardInterrupt:\n  seen.append('interrupted')\n",
    )
    begin = "if statement.first_line == 2: import signal; signal.raise_signal(signal.SIGINT)"
    text = HARNESS.format(root=str(ROOT), script=str(script), tracer=tracer, begin="pass")
    text = text.replace("seen.append(statement.first_line)\n        pass", begin)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True)
    assert '"interrupted"' in done.stdout, done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this platform")
@pytest.mark.parametrize("tracer", TRACERS)
def test_a_forked_child_is_not_traced(tracer: str, tmp_path: Path) -> None:
    script = _script(
        tmp_path,
        """
import os
def work():
    return 1
before = len(seen)
pid = os.fork()
if pid == 0:
    here = len(seen)
    work()
    work()
    os._exit(0 if len(seen) == here else 1)
assert os.waitpid(pid, 0)[1] == 0
""".lstrip(),
    )
    assert _harness(script, tracer)
