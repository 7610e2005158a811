"""exec, eval, compile and classes made at run time are no statements of the script."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()
made = {"Base": Base, "__name__": "made"}
source = '''
from sqlalchemy import Column, Integer, String
class Tool(Base):
    __tablename__ = "tools"
    id = Column(Integer, primary_key=True)
    name = Column(String)
def describe(tool):
    return f"{tool.id}: {tool.name}"
'''
exec(compile(source, "<made>", "exec"), made)
Tool, describe = made["Tool"], made["describe"]
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add(Tool(name="saw"))
session.commit()
print(eval("describe(tool)", {"describe": describe, "tool": session.scalars(select(Tool)).one()}))
Other = type("Other", (Base,), {"__table__": Tool.__table__.to_metadata(Base.metadata, name="o")})
print(Other.__module__, session.scalars(select(Tool.name)).all())
print(len(session.identity_map))
