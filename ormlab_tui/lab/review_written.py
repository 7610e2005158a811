"""What a learner has written about a pull request: comments, a review, and how it was marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert, inert_lines
from ormlab_tui.lab.panes.wrapped_lines import Fact
from ormlab_tui.lab.review_diff import DiffLine, quoted
from ormlab_tui.lab.words import counted

if TYPE_CHECKING:
    from ormlab_tui.progress import Attempt


@dataclass(slots=True)
class Written:
    """Comments by the number of the diff's line, the review, and the points found in it."""

    comments: dict[int, str] = field(default_factory=dict)
    text: str = ""
    met: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """How much there is, for a status line."""
        return (
            f"{counted(len(self.comments), 'comment')}, {counted(len(self.text.split()), 'word')}"
        )

    @property
    def missing(self) -> str | None:
        """What is still to be written before it can be marked, in a sentence."""
        if not self.comments:
            return "Comment on a line first: Enter on it."
        if not self.text.strip():
            return "Write the review first: F6 goes there."
        return None

    def comment(self, line: int, text: str) -> None:
        """Put a comment on a line, in place of one; an empty one takes it away."""
        if text:
            self.comments[line] = text
        else:
            self.comments.pop(line, None)


def written_in(attempt: Attempt | None, task: str) -> Written:
    """Return what was written about a task in an attempt."""
    written = Written()
    if attempt is None:
        return written
    for comment in attempt.comments:
        if comment.task == task:
            written.comment(comment.line, comment.text)
    for explanation in attempt.explanations:
        if explanation.about == task:
            written.text = explanation.text
            if explanation.marks:
                written.met = frozenset(mark.point for mark in explanation.marks if mark.met)
    return written


def own_words(written: Written, diff: Sequence[DiffLine]) -> list[Fact]:
    """Return the review and the comments, each under the line that it is about."""
    facts = [Fact(Content(line)) for line in inert_lines(written.text.strip())]
    for line in diff:
        comment = written.comments.get(line.number)
        if comment is not None:
            facts.append(Fact(Content("")))
            facts.append(Fact(Content.styled(quoted(line), signs.QUIET)))
            facts.append(Fact(Content(inert(comment)), Content.styled("┃ ", "bold $text-accent")))
    return facts
