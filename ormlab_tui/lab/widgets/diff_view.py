"""A diff to read and comment on: signs and colours for what changed, comments under their lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.panes.code_source import SourceText
from ormlab_tui.lab.review_diff import DiffLine, LineKind
from ormlab_tui.lab.signs import Sign
from ormlab_tui.lab.widgets.line_list import LineList, Lines

_SIGNS: Final[dict[LineKind, Sign]] = {
    "added": Sign("+", "bold $text-success"),
    "removed": Sign("-", "bold $text-error"),
    "context": Sign(" ", signs.QUIET),
}
_GROUNDS: Final[dict[LineKind, str]] = {
    "added": "$text-success on $success 20%",
    "removed": "$text-error on $error 20%",
}
_COMMENT: Final = Sign("┃", "bold $text-accent")
_LEAST_ROOM: Final = 20


class DiffLines(Lines):
    """The lines of a diff, long ones folded, each with its comment below."""

    def __init__(self, lines: Sequence[DiffLine], comments: Mapping[int, str]) -> None:
        """`comments` are by the number of the line; an empty one is none."""
        self.diff = lines
        self._comments = comments
        numbers = [each for line in lines for each in (line.old, line.new) if each is not None]
        self._digits = len(str(max(numbers, default=0)))
        self._code = _coloured(lines)
        self._room = 0
        self._starts: list[int] = []
        self._rows: list[Content] = []
        self._lay_out()

    def comment(self, comments: Mapping[int, str]) -> None:
        """Take other comments."""
        self._comments = comments
        self._lay_out()

    def line(self, index: int) -> Content:
        """Return one row: a line, the rest of a long one, or a piece of a comment."""
        return self._rows[index]

    def entry(self, index: int) -> tuple[int, int]:
        """Return the rows of the diff's line that the row belongs to, its comment included."""
        number = self.number(index)
        last = number + 1 == len(self._starts)
        return self._starts[number], self.count if last else self._starts[number + 1]

    def number(self, index: int) -> int:
        """Return the place in the diff of the line that the row belongs to."""
        return bisect_right(self._starts, index) - 1

    def first_line(self, number: int) -> int:
        """Return the first row of a line of the diff."""
        return self._starts[number]

    def fit(self, width: int) -> bool:
        """Fold to the width."""
        if width == self._room:
            return False
        self._room = width
        self._lay_out()
        return True

    def _lay_out(self) -> None:
        self._starts, self._rows = [], []
        for place, line in enumerate(self.diff):
            self._starts.append(len(self._rows))
            self._rows += self._line_rows(place, line)
            if comment := self._comments.get(line.number, ""):
                self._rows += self._comment_rows(comment)
        self.count = len(self._rows)

    def _line_rows(self, place: int, line: DiffLine) -> list[Content]:
        if line.kind == "file":
            return [Content.styled(inert(line.text), "bold $text-primary")]
        if not line.is_code:
            return [Content.styled(inert(line.text), signs.QUIET)]
        sign = _SIGNS[line.kind]
        old, new = (
            f"{each if each is not None else '':>{self._digits}}" for each in (line.old, line.new)
        )
        # The ground is under the numbers alone, so that the highlight is seen beside it.
        ground = _GROUNDS.get(line.kind, signs.QUIET)
        gutter = Content.assemble((f"{old} {new} ", ground), (f"{sign.sign} ", sign.style))
        below = Content.assemble((" " * (2 * self._digits + 2), ground), ("↪ ", signs.QUIET))
        room = self._code_room(gutter)
        first, *others = _folded(self._code[place], room) if room else [self._code[place]]
        return [gutter + first, *(below + each for each in others)]

    def _comment_rows(self, comment: str) -> list[Content]:
        gutter = Content.assemble(
            (" " * (2 * self._digits + 2), signs.QUIET), (f"{_COMMENT.sign} ", _COMMENT.style)
        )
        text = Content.styled(inert(comment), "$foreground")
        room = self._code_room(gutter)
        return [gutter + piece for piece in (text.wrap(room) if room else [text])]

    def _code_room(self, gutter: Content) -> int:
        """Return how many cells there are for the code, 0 where it is not known yet."""
        return max(_LEAST_ROOM, self._room - gutter.cell_length) if self._room else 0


def _folded(code: Content, room: int) -> list[Content]:
    """Return code in pieces that fit, cut between words where that is not far back."""
    pieces: list[Content] = []
    while code.cell_length > room:
        most = len(code.fold(room)[0].plain)
        end = code.plain.rfind(" ", 0, most) + 1
        cut = end if end > most // 2 else most
        pieces.append(code[:cut])
        code = code[cut:]
    return [*pieces, code]


def _coloured(lines: Sequence[DiffLine]) -> list[Content]:
    """Return each line's code in the colours that it has in its file, before or after."""
    shown = [Content(inert(line.text), strip_control_codes=False) for line in lines]
    # Removed lines are read among the old ones, all others among the new.
    for kinds in (("context", "removed"), ("context", "added")):
        places = [place for place, line in enumerate(lines) if line.kind in kinds]
        source = SourceText("".join(f"{lines[place].text}\n" for place in places))
        while source.colour():
            pass
        for row, place in enumerate(places):
            shown[place] = source.line(row)
    return shown


class DiffView(LineList):
    """A diff whose lines are chosen to be commented on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Comment", tooltip="Comment on the line, or edit the comment")
    ]

    def show_diff(
        self, lines: Sequence[DiffLine], comments: Mapping[int, str], empty: str = ""
    ) -> None:
        """Show a diff with its comments, the same line highlighted as before."""
        shown = self.lines
        if not isinstance(shown, DiffLines) or shown.diff is not lines:
            self.show(DiffLines(lines, comments), empty)
            return
        here = shown.number(self.highlighted) if self.highlighted is not None else None
        shown.comment(comments)
        self.renew()
        if here is not None:
            self.highlight(shown.first_line(here))

    @property
    def line_here(self) -> DiffLine | None:
        """The diff's line that is highlighted."""
        lines = self.lines
        if not isinstance(lines, DiffLines) or self.highlighted is None:
            return None
        return lines.diff[lines.number(self.highlighted)]
