"""Letting a script's engines connect to another database than the script says."""

from __future__ import annotations

from functools import wraps
from typing import Any


def use_database(url: str) -> None:
    """Give every engine that is created from now on this URL in the place of its own.

    Call it when SQLAlchemy has just been imported: who imports `create_engine` later gets one
    that reads the URL alone differently. What was meant for another driver is left out.
    """
    import sqlalchemy
    from sqlalchemy import engine
    from sqlalchemy.engine import create, make_url

    other = make_url(url)
    original = create.create_engine

    @wraps(original)
    def create_engine(url: Any, **options: Any) -> Any:
        if make_url(url).get_backend_name() != other.get_backend_name():
            options.pop("connect_args", None)
            options.pop("poolclass", None)
        return original(other, **options)

    # SQLAlchemy's asyncio takes it from the module where it is defined.
    for module in (sqlalchemy, engine, create):
        vars(module)["create_engine"] = create_engine
