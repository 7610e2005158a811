"""The scripts of the corpus, and how each is to be run."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "corpus"
SCRIPTS = sorted(path.name for path in FOLDER.glob("*.py"))

#: Arguments on the command line; the other scripts have none.
ARGUMENTS: dict[str, tuple[str, ...]] = {"argv_and_main.py": ("one", "two words", "")}


def path_of(script: str) -> Path:
    """Return the absolute path of a script of the corpus."""
    return FOLDER / script
