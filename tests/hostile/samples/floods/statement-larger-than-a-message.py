#: {"after": ["last", "'reached'"]}
from sqlalchemy import create_engine, text
connection = create_engine("sqlite://").connect()
one = connection.exec_driver_sql("SELECT 1 /*" + "x" * 70_000_000 + "*/").scalar()
last = 'reached'
