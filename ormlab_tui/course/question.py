"""Questions: what is asked, when it is settled, and which belief a wrong answer tells."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import msgspec

from ormlab_tui.course.fields import Name, Plain, Words
from ormlab_tui.course.query import OrderQuery, Place, Query

QuestionKind = Literal[
    "choice", "value", "output", "state", "count", "order", "exception", "sql", "text"
]
#: The pane that shows why.
PaneName = Literal["code", "sql", "identity-map", "objects", "database", "variables", "output"]
Confidence = Literal["guess", "fairly sure", "certain"]
CONFIDENCES: tuple[Confidence, ...] = ("guess", "fairly sure", "certain")
#: What a learner answers: a choice's value, what was typed, a state, or labels in an order.
Given: TypeAlias = str | int | float | bool | list[str]


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of several answers, and the belief behind it if it is wrong."""

    value: Plain
    text: Words | None = None
    misconception: Name | None = None

    @property
    def words(self) -> str:
        """What the learner reads."""
        return self.text if self.text is not None else str(self.value)


class WrongAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong answer that tells a belief; of an order, two labels in the wrong sequence."""

    value: Plain | Annotated[list[Words], msgspec.Meta(min_length=2, max_length=2)]
    misconception: Name


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. Which fields it has depends on its kind; see `question_problems`.

    `choices`: of a choice. `wrong`: of everything typed, of a state and an order. `rubric`: of
    a text, which has no `answer`, because the learner compares it with the debrief.
    """

    id: Name
    kind: QuestionKind
    ask: Words
    answer: Query | None = None
    settled: Place | None = None
    pane: PaneName = "code"
    choices: list[Choice] = msgspec.field(default_factory=list)
    wrong: list[WrongAnswer] = msgspec.field(default_factory=list)
    why: Words | None = None
    rubric: list[Words] = msgspec.field(default_factory=list)

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The beliefs that its wrong answers tell, each once."""
        named = [choice.misconception for choice in self.choices if choice.misconception]
        return tuple(dict.fromkeys([*named, *(wrong.misconception for wrong in self.wrong)]))

    @property
    def labels(self) -> tuple[str, ...]:
        """What an order puts in order, in alphabetical order, which tells nothing."""
        if not isinstance(self.answer, OrderQuery):
            return ()
        return tuple(sorted(step.label for step in self.answer.steps))


class Prediction(msgspec.Struct, frozen=True):
    """What a learner answered before the fact was known, and how sure they were."""

    question: str
    given: Given
    confidence: Confidence
