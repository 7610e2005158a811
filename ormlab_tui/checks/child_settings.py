"""What the process that runs the tests is told, in an environment variable that it removes."""

from __future__ import annotations

import msgspec

SETTINGS_VARIABLE = "ORMLAB_CHECK"


class ChildSettings(msgspec.Struct, frozen=True):
    """Where everything lies, and which tests are to run.

    `visible` and `hidden` are the tests, each as its file's name with ``::class::test`` behind
    it or without; `select`, if any: of these only those whose node has one of the texts in it.
    """

    channel: str
    work_folder: str
    hidden_folder: str
    pytest_settings: str
    visible: list[str]
    hidden: list[str]
    select: list[str]
    max_file_bytes: int


def belongs_to(node: str, wanted: str) -> bool:
    """Return whether a test's node is the wanted one, or in the wanted file or class."""
    return node == wanted or node.startswith((f"{wanted}::", f"{wanted}["))


def files_of(nodes: list[str]) -> list[str]:
    """Return the names of the nodes' files, each once."""
    return list(dict.fromkeys(node.partition("::")[0] for node in nodes))
