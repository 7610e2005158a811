"""The small types that a course's files are made of, each with what it may be."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import msgspec

#: A title, a sentence or two: never empty.
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=r"\S")]
#: An id, such as ``price-of-b``.
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ExerciseId = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+(\.[0-9]+)*[a-z]?$", max_length=20)]
LevelId = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=20)]
Count = Annotated[int, msgspec.Meta(ge=1)]
#: A piece of a statement's source, which may run over several of its lines.
Code = Annotated[str, msgspec.Meta(min_length=1, max_length=500, pattern=r"\S")]
Identifier = Annotated[str, msgspec.Meta(pattern=r"^[^\W\d]\w*$", max_length=100)]
#: A path inside the exercise or the workspace, its parts between slashes. It leads nowhere else.
RelativePath = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(?!.*(^|/)\.{1,2}(/|$))[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$", max_length=200
    ),
]
#: What TOML can say of a value; None is written "None".
Plain: TypeAlias = str | int | float | bool
