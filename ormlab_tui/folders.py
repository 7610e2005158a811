"""Where the user's own files are: what they did and made, and how they want the lab."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of progress and workspaces; `ORMLAB_DATA_DIR` says otherwise."""
    return _folder("ORMLAB_DATA_DIR", "user_data_path")


def config_folder() -> Path:
    """Return the folder of the settings file; `ORMLAB_CONFIG_DIR` says otherwise."""
    return _folder("ORMLAB_CONFIG_DIR", "user_config_path")


def _folder(variable: str, usual: str) -> Path:
    if given := os.environ.get(variable):
        return Path(given).expanduser()
    import platformdirs

    folder: Path = getattr(platformdirs, usual)("ormlab", appauthor=False)
    return folder
