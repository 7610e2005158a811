"""A pane's text as a file, for terminals that take no copies."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path


def save_text(text: str, name: str, folder: Path | None = None) -> str:
    """Write the text into a new file NAME.txt, NAME-2.txt … and return a sentence about it."""
    folder = Path.cwd() if folder is None else folder
    for number in count(1):
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        try:
            with os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(text + "\n")
        except FileExistsError:
            continue
        except OSError as error:
            return f"{path} can't be written: {error.strerror or error}."
        return f"Saved as {path}."
    raise AssertionError
