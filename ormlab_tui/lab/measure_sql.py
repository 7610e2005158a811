"""What each version sent, statement by statement, as the number of rows grows."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert
from ormlab_tui.lab.measure_state import Measurement
from ormlab_tui.lab.measure_words import ROUND_TRIP_NOTE, sent_words, sign_of
from ormlab_tui.lab.panes.sql_statement import folded_statement
from ormlab_tui.lab.panes.wrapped_lines import Fact
from ormlab_tui.lab.words import counted
from ormlab_tui.measure.results import Counted, Sent

#: A version that writes values into its SQL sends a statement of its own for each row.
MOST_STATEMENTS: Final = 30


def sql_facts(measurement: Measurement) -> list[Fact]:
    """Return the statements of each version with how each was sent; nothing where none is known."""
    counts = measurement.counts
    left_out = measurement.not_counted
    if not counts and not left_out:
        return []
    facts: list[Fact] = []
    for place, version in enumerate(measurement.plan.versions):
        mine = [each for each in counts if each.version == version]
        sign = sign_of(place)
        facts.append(
            Fact(
                Content.styled(_commit_words(mine), signs.QUIET),
                Content.assemble((f"{sign.sign} {inert(version, 60)}  ", sign.style)),
            )
        )
        facts += _statements(measurement, mine)
        facts += [
            Fact(Content.styled(inert(each.sentence, 400), "$text-warning"), Content("    ~ "))
            for each in left_out
            if each.version == version
        ]
        facts.append(Fact(Content("")))
    untold = [size for size in measurement.plan.sizes if size > measurement.plan.count_up_to]
    if untold:
        sizes = ", ".join(f"{size:,}" for size in untold)
        words = f"With {sizes} rows they are only timed, not recorded."
        facts.append(Fact(Content.styled(words, signs.QUIET), Content("  ")))
    facts.append(Fact(Content.styled(ROUND_TRIP_NOTE, signs.QUIET), Content("  ")))
    return facts


def _statements(measurement: Measurement, mine: list[Counted]) -> list[Fact]:
    sizes: dict[str, list[tuple[int, Sent]]] = {}
    for each in mine:
        for sent in each.sent:
            sizes.setdefault(sent.statement, []).append((each.size, sent))
    digits = max(len(f"{size:,}") for size in measurement.plan.sizes)
    facts: list[Fact] = []
    for statement, told in list(sizes.items())[:MOST_STATEMENTS]:
        facts.append(Fact(folded_statement(statement), Content("  ")))
        for size, sent in told:
            rows = f"    {size:>{digits},} rows  "
            facts.append(Fact(Content(sent_words(sent)), Content.styled(rows, signs.QUIET)))
    more = len(sizes) - MOST_STATEMENTS
    if more > 0:
        words = f"  … {counted(more, 'more statement')}, each with another text"
        facts.append(Fact(Content.styled(words, signs.QUIET)))
    return facts


def _commit_words(mine: list[Counted]) -> str:
    if not mine:
        return "not counted"
    if any(not each.sent for each in mine):
        return "sent no SQL"
    commits = sorted({each.commits for each in mine})
    if len(commits) == 1:
        return counted(commits[0], "commit")
    return f"{commits[0]:,} to {commits[-1]:,} commits"
