"""The rooms keep their doors: what each imports, and above all what it does not.

Each case is a process of its own, because what one test imports another would find.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ormlab_tui.runner.run import Run, record

REPOSITORY = Path(__file__).parents[1]
SCREEN = ("textual", "rich")
LAB = ("ormlab_tui.lab", "ormlab_tui.course", "ormlab_tui.progress", "ormlab_tui.checks")

#: Imports every module of a package, and prints what is loaded then.
WHOLE = """
import pkgutil, sys
from importlib import import_module
package = import_module({name!r})
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    if not module.name.startswith("ormlab_tui.engine.boot"):
        import_module(module.name)
print(*sys.modules, sep="\\n")
"""
MODULE = """
import sys
import {name}
print(*sys.modules, sep="\\n")
"""
COMMAND = """
import sys
from ormlab_tui.cli import main
sys.argv[:] = ["ormlab", *{arguments!r}]
stdout, sys.stdout = sys.stdout, sys.stderr
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, sep="\\n", file=stdout)
"""


def loaded(program: str, folder: Path = REPOSITORY) -> set[str]:
    """Return the names of the modules that a process has loaded when the program is done."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=folder, timeout=100
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines())


def of(rooms: tuple[str, ...], modules: set[str]) -> list[str]:
    """Return the modules that belong to one of the packages."""
    return sorted(
        name for name in modules if any(f"{name}.".startswith(f"{room}.") for room in rooms)
    )


@pytest.mark.parametrize(
    ("package", "others"),
    [
        ("recording", ("sqlalchemy", *SCREEN, *LAB, "ormlab_tui.engine", "ormlab_tui.runner")),
        ("engine", ("sqlalchemy", *SCREEN, *LAB, "ormlab_tui.runner", "click")),
        ("runner", ("sqlalchemy", *SCREEN, *LAB, "click")),
        ("course", (*SCREEN, "ormlab_tui.lab")),
        ("checks", (*SCREEN, "ormlab_tui.lab")),
        ("progress", (*SCREEN, "ormlab_tui.lab")),
    ],
)
def test_a_room_imports_nothing_of_these(package: str, others: tuple[str, ...]) -> None:
    modules = loaded(WHOLE.format(name=f"ormlab_tui.{package}"))
    assert f"ormlab_tui.{package}" in modules
    assert of(others, modules) == []


def test_the_lab_paints_before_it_imports_sqlalchemy() -> None:
    modules = loaded(MODULE.format(name="ormlab_tui.lab.app"))
    assert of(("textual",), modules)
    assert of(("sqlalchemy", "pytest"), modules) == []


def test_a_recorded_script_has_neither_lab_nor_command_line_beside_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import sqlalchemy.orm, sys\nprint(*sys.modules, sep='\\n')\n")
    end = record(Run(script)).end
    assert end is not None
    modules = set(end.stdout.splitlines())
    assert of(("ormlab_tui.engine", "sqlalchemy"), modules)
    assert (
        of((*SCREEN, *LAB, "ormlab_tui.runner", "ormlab_tui.cli", "click", "pytest"), modules) == []
    )


@pytest.mark.parametrize(
    ("arguments", "others"),
    [
        (["--help"], ("sqlalchemy", *SCREEN, *LAB, "msgspec", "psutil")),
        (["record", "--help"], ("sqlalchemy", *SCREEN, *LAB, "msgspec", "psutil")),
        (["record", "script.py"], ("sqlalchemy", *SCREEN, *LAB)),
        (["record", "script.py", "--json"], ("sqlalchemy", *SCREEN, *LAB)),
    ],
    ids=" ".join,
)
def test_a_command_imports_what_it_needs_alone(
    arguments: list[str], others: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "script.py").write_text("one = 1\n")
    modules = loaded(COMMAND.format(arguments=arguments), tmp_path)
    assert "ormlab_tui.cli" in modules
    assert of(others, modules) == []


def test_showing_a_recording_needs_neither_lab_nor_sqlalchemy(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text("one = 1\n")
    loaded(COMMAND.format(arguments=["record", "script.py"]), tmp_path)
    modules = loaded(COMMAND.format(arguments=["show", "script.ormrec"]), tmp_path)
    assert of(("ormlab_tui.recording",), modules)
    assert of(("sqlalchemy", *SCREEN, *LAB), modules) == []
