#: {"after": ["last", "'reached'"]}
from sqlalchemy import create_engine, text
connection = create_engine("sqlite://").connect()
many = connection.execute(text("SELECT length(:a)"), {"a": "x" * 50_000_000}).scalar()
many = connection.execute(text("SELECT length(:a)"), {"a": b"x" * 50_000_000}).scalar()
connection.execute(text("CREATE TABLE t (a)"))
connection.execute(text("INSERT INTO t VALUES (:a)"), [{"a": n} for n in range(100_000)])
last = 'reached'
