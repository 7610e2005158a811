"""Creates one user with the file named on the command line, and uses what comes back."""

import importlib
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import inspect


def read(user, name):
    """Return one of the user's values, by key from a mapping, by attribute from anything else."""
    return user[name] if isinstance(user, Mapping) else getattr(user, name)


create_user = importlib.import_module(Path(sys.argv[1]).stem).create_user

user = create_user("ada", "ada@example.com")

print("mapped:", inspect(user, raiseerr=False) is not None)
print("username:", read(user, "username"))
print("email:", read(user, "email"))
print("id:", read(user, "id"))
