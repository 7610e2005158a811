"""The page for authors names everything that an exercise can have."""

from __future__ import annotations

from typing import get_args

from ormlab_tui.course.load import own_folder
from ormlab_tui.course.model import ExerciseKind
from ormlab_tui.course.query import CountQuery, OrderStep, Place, Query
from ormlab_tui.course.question import PaneName, Question, QuestionKind
from ormlab_tui.course.task import Task
from ormlab_tui.recording.events import EVENT_TYPES

_STRUCTS = [*get_args(Query), *get_args(Task), CountQuery, OrderStep, Place, Question]
NAMES = {
    *(name for struct in _STRUCTS for name in struct.__struct_encode_fields__),
    *(struct.__struct_config__.tag for struct in (*get_args(Query), *get_args(Task))),
    *get_args(ExerciseKind),
    *get_args(QuestionKind),
    *get_args(PaneName),
    *EVENT_TYPES,
}


def test_every_name_of_the_schema_is_explained() -> None:
    text = (own_folder() / "README.md").read_text(encoding="utf-8")
    words = text.translate(str.maketrans("`,:=", "    ")).split()
    assert NAMES - {word.strip('"()[]{}.;') for word in words} == set()
