"""What became of a measurement, in sentences: failures with their output, rows alike or not."""

from __future__ import annotations

from textual.content import Content

from ormlab_tui.lab import signs
from ormlab_tui.lab.inert_text import inert, inert_lines
from ormlab_tui.lab.measure_state import Measurement
from ormlab_tui.lab.measure_words import ratio_words
from ormlab_tui.lab.panes.wrapped_lines import Fact
from ormlab_tui.measure.results import Failed

_SENTENCE = 600
_OUTPUT_LINES = 40


def outcome_facts(measurement: Measurement) -> list[Fact]:
    """Return the sentences, the worst first; nothing while all goes as it should."""
    facts: list[Fact] = []
    if measurement.trouble is not None:
        facts.append(_fact(signs.EXCEPTION, measurement.trouble))
    for failed in measurement.failed:
        facts += _failure(failed)
    different = measurement.difference
    if different is not None:
        words = f"With {different.size:,} rows they leave different rows: {different.difference}."
        facts.append(_fact(signs.EXCEPTION, words))
    facts += [
        _fact(signs.CHANGED, f"{each.sentence}: nothing is counted there")
        for each in measurement.not_counted
    ]
    facts += _alike(measurement)
    if measurement.is_good:
        facts += [_fact(signs.MOVED, each) for each in ratio_words(measurement.summary.ratios)]
    return facts


def _failure(failed: Failed) -> list[Fact]:
    facts = [_fact(signs.EXCEPTION, failed.sentence)]
    if failed.output.strip():
        lines = inert_lines(failed.output.strip())[-_OUTPUT_LINES:]
        facts += [Fact(Content.styled(line, signs.QUIET), Content("  │ ")) for line in lines]
    return facts


def _alike(measurement: Measurement) -> list[Fact]:
    alike = [each for each in measurement.compared if each.difference is None]
    if not alike:
        return []
    who = "Both versions" if len(measurement.plan.versions) == 2 else "All versions"
    rows = ", ".join(f"{each.rows:,}" for each in alike)
    return [_fact(signs.COMMIT, f"{who} left the same rows: {rows}.")]


def _fact(sign: signs.Sign, words: str) -> Fact:
    return Fact(Content(inert(words, _SENTENCE)), Content.styled(f"{sign.sign} ", sign.style))
