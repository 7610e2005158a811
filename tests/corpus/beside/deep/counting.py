"""A module two folders down."""

from sqlalchemy import func, select


def count(session, cls):
    statement = select(func.count()).select_from(cls)
    return session.scalar(statement)
