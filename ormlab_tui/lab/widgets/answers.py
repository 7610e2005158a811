"""Where an answer is given: by choosing, by typing, or by putting things in order."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ormlab_tui.course.grade import is_count
from ormlab_tui.course.question import CONFIDENCES, Choice, Confidence, Given, Question
from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.inline_code import with_code
from ormlab_tui.lab.signs import STATE_SIGNS
from ormlab_tui.recording.values import OBJECT_STATES

_EXAMPLES = {
    "value": "as Python shows it: 42, 'text', None",
    "output": "what is printed",
    "count": "a number",
    "exception": "a class such as ValueError, or none",
    "sql": "a word of SQL such as SELECT, or none",
}


class AnswerBox(Widget):
    """The place for the answer to one question."""

    DEFAULT_CSS = """
    AnswerBox { height: auto; width: 1fr; }
    AnswerBox OptionList { height: auto; max-height: 12; border: none; padding: 0; }
    AnswerBox Input { width: 1fr; }
    """

    class Answered(Message):
        """The learner pressed Enter on an answer."""

        def __init__(self, box: AnswerBox, given: Given) -> None:
            super().__init__()
            self.box = box
            self.given = given

        @property
        def control(self) -> AnswerBox:
            """The box."""
            return self.box

    def __init__(self, question: Question, given: Given | None) -> None:
        """`given` is what was answered before, if anything."""
        super().__init__()
        self._question = question
        self._given = given

    def compose(self) -> ComposeResult:
        """Return the widget that suits the question's kind."""
        question, given = self._question, self._given
        if question.kind == "choice":
            yield OptionList(
                *(Option(with_code(f"{n}  {each.words}")) for n, each in _numbered(question)),
                compact=True,
            )
        elif question.kind == "state":
            yield OptionList(
                *(
                    Option(Content.assemble((f"{sign.sign} ", sign.style), state))
                    for state, sign in STATE_SIGNS.items()
                ),
                compact=True,
            )
        elif question.kind == "order":
            labels = given if isinstance(given, list) else list(question.labels)
            yield Static(
                Content.styled(
                    "- moves a line up, + moves it down, Enter is your order", signs.QUIET
                )
            )
            yield OrderList(labels)
        else:
            yield Input(
                "" if given is None else str(given),
                placeholder=_EXAMPLES.get(question.kind, ""),
                compact=True,
            )

    def on_mount(self) -> None:
        """Stand on what was answered before."""
        given = self._given
        for choices in self.query(OptionList):
            values = [each.value for each in self._question.choices] or list(OBJECT_STATES)
            known = given is not None and not isinstance(given, list) and given in values
            choices.highlighted = values.index(given) if known else 0  # type: ignore[arg-type]

    def on_key(self, event: Key) -> None:
        """Choose by number what is numbered."""
        if self._question.kind == "choice" and event.key.isdecimal():
            place = int(event.key) - 1
            if 0 <= place < len(self._question.choices):
                event.stop()
                self._answer(self._question.choices[place].value)

    def focus_answer(self) -> None:
        """Give the focus to the answer."""
        self.query("OptionList, Input").first().focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Answer with what was chosen, or with the order as it stands."""
        message.stop()
        if self._question.kind == "choice":
            self._answer(self._question.choices[message.option_index].value)
        elif self._question.kind == "state":
            self._answer(OBJECT_STATES[message.option_index])
        elif isinstance(message.option_list, OrderList):
            self._answer(list(message.option_list.labels))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Answer with what was typed; nothing typed is no answer."""
        message.stop()
        given = message.value.strip()
        if given and (self._question.kind != "count" or is_count(given)):
            self._answer(given)
        else:
            message.input.clear()

    def _answer(self, given: Given) -> None:
        self.post_message(self.Answered(self, given))


def _numbered(question: Question) -> list[tuple[int, Choice]]:
    return list(enumerate(question.choices, 1))


class OrderList(OptionList, inherit_bindings=True):
    """Labels that are put in order by moving one up or down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up,minus", "carry(-1)", "Earlier", key_display="-", tooltip="Move it up"),
        Binding("shift+down,plus", "carry(1)", "Later", key_display="+", tooltip="Move it down"),
    ]

    def __init__(self, labels: list[str]) -> None:
        super().__init__(compact=True)
        self.labels = list(labels)
        self._fill()

    def _fill(self) -> None:
        self.clear_options()
        self.add_options(
            Option(Content(f"{place}  {inert(label)}"))
            for place, label in enumerate(self.labels, 1)
        )

    def action_carry(self, by: int) -> None:
        """Move the highlighted label one place up or down."""
        here = self.highlighted
        if here is None:
            return
        there = here + by
        if 0 <= there < len(self.labels):
            labels = self.labels
            labels[here], labels[there] = labels[there], labels[here]
            self._fill()
            self.highlighted = there


class ConfidenceBox(OptionList):
    """How sure the learner is."""

    DEFAULT_CSS = """
    ConfidenceBox { height: auto; border: none; padding: 0; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose(0)", "Guess", show=False, tooltip="It is a guess"),
        Binding("2", "choose(1)", "Fairly sure", show=False, tooltip="I am fairly sure"),
        Binding("3", "choose(2)", "Certain", show=False, tooltip="I am certain"),
    ]

    class Chosen(Message):
        """The learner said how sure they are."""

        def __init__(self, confidence: Confidence) -> None:
            super().__init__()
            self.confidence = confidence

    def __init__(self, confidence: Confidence | None = None) -> None:
        super().__init__(
            *(Option(Content(f"{n}  {each}")) for n, each in enumerate(CONFIDENCES, 1)),
            compact=True,
        )
        self._confidence = confidence

    def on_mount(self) -> None:
        """Stand on what was said before."""
        self.highlighted = CONFIDENCES.index(self._confidence) if self._confidence else 0

    def action_choose(self, place: int) -> None:
        """Choose by number."""
        self.post_message(self.Chosen(CONFIDENCES[place]))

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Choose what was selected."""
        message.stop()
        self.action_choose(message.option_index)
