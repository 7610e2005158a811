"""Taking databases' passwords out of what is recorded.

The script's source and what it prints are its own and stay as they are; everything else, such
as a variable with a URL in it or an exception that quotes one, has the password replaced as
SQLAlchemy itself does when it shows a URL.
"""

from __future__ import annotations

import re

HIDDEN = "***"
#: What stands for a value that is hidden whole, which no `repr` of a text looks like.
HIDDEN_VALUE = "<hidden: a password>"

#: An address of the web with a port and a path in it, which may well have an @.
_ADDRESS = r"(?!(?:https?|wss?|ftp)://[^:/\s]*:\d+/)"
_URL = re.compile(rf"(?<![\w+])({_ADDRESS}[\w+]+://[^:/@\s]*:)[^@\s]+@")
_KEY = r"[\w-]*(?:password|passwd|passphrase|pwd|secret|token)"
_OPTION = re.compile(rf"([?&;]{_KEY}=)[^&;\s'\"]+", re.IGNORECASE)
#: As libpq and ODBC write it: the keys of a connection, with their values, in one text.
_IS_DSN = re.compile(r"\b(?:host|hostaddr|dbname|server|driver|uid|service)\s*=", re.IGNORECASE)
_IN_DSN = re.compile(rf"(\b{_KEY}\s*=\s*)(?:'[^']*'|\{{[^}}]*\}}|[^\s;&'\"]+)", re.IGNORECASE)
_NAMES = frozenset(("password", "passwd", "passphrase", "pwd"))
_OPTIONS = ("pass", "pwd", "secret", "token", "odbc_connect")


def hide_passwords(text: str) -> str:
    """Return the text with the passwords of database URLs and connection strings replaced."""
    if "=" in text:
        text = _OPTION.sub(rf"\1{HIDDEN}", text)
        if _IS_DSN.search(text):
            text = _IN_DSN.sub(rf"\1{HIDDEN}", text)
    return _URL.sub(rf"\1{HIDDEN}@", text) if "://" in text else text


def names_a_password(name: object) -> bool:
    """Return whether a variable or a key of that name holds a password."""
    return type(name) is str and name.lower().rpartition("_")[2] in _NAMES


def is_secret_option(key: str) -> bool:
    """Return whether the option of a database URL is one that is not to be shown."""
    lowered = key.lower()
    return lowered.endswith("key") or any(word in lowered for word in _OPTIONS)
