#: {"after": ["last", "'reached'"]}
from sqlalchemy import create_engine, text
connection = create_engine("sqlite://").connect()
for statement in ("SELECT '\ud800'", "SELECT '\x00'", "SELECT '\x1b[2J'", "S" * 5_000_000):
    try: connection.execute(text(statement))
    except Exception: pass
for value in ("\ud800", "\x00", b"\xff", float("nan"), float("inf"), 2 ** 63 - 1, 2 ** 70):
    try: connection.execute(text("SELECT :a"), {"a": value})
    except Exception: pass
connection.execute(text('CREATE TABLE "odd\x1b[2J" ("\u202e" TEXT)'))
connection.execute(text('INSERT INTO "odd\x1b[2J" VALUES (:v)'), {"v": "\x1b]52;c;aGk=\x07"})
connection.commit()

last = 'reached'
