"""Modules and a package beside the script are stepped as well; __main__ is itself."""

import sys

from beside import models
from beside.deep.counting import count
from sqlalchemy.orm import Session

with Session(models.engine) as session:
    session.add_all(models.some_tools(3))
    session.commit()
    print(count(session, models.Tool), models.__name__, count.__module__)
    print("main:", __name__, sys.modules["__main__"].session is session, __spec__, __package__)
    print(sorted(session.identity_map.keys(), key=str))
