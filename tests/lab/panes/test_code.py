"""The Code pane: the statement just run, the one that comes next, and what each line does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from textwrap import dedent

import pytest
from textual.content import Content
from textual.geometry import Offset

from ormlab_tui.lab.moment import moment_at
from ormlab_tui.lab.panes.code import CodePane
from ormlab_tui.lab.panes.code_list import CodeList
from ormlab_tui.lab.panes.code_source import SLICE, source_lines
from ormlab_tui.recording import MovingWorld, Outcome, Recording, Step
from ormlab_tui.recording.events import Commit, Event, Raised, Rollback, Sql
from ormlab_tui.recording.messages import FORMAT, VERSION, End, Header, Script, SourceFile
from ormlab_tui.runner.run import Run, record
from tests.lab.panes.host import Shown, line_with, showing, step_of
from tests.lab.panes.test_every_pane import HOSTILE, UNSAFE

Exercise = Callable[[str], Recording]
WIDTHS = (38, 76, 110, 160)
Lines = int | tuple[int, int]

SENT = Sql("SELECT 1", [], False, None, "core", 1, None, 1, 1, None)
COMMITTED = Commit(1, 1, None, True)
ROLLED_BACK = Rollback(1, 1, None, True)
RAISED = Raised("ValueError", "no", True)


class Listened(CodePane):
    """The pane, and the lines that were chosen in it."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[tuple[str, int]] = []

    def on_code_pane_line_chosen(self, message: CodePane.LineChosen) -> None:
        assert message.control is self
        self.chosen.append((message.file, message.line))


def run_of(source: str, *steps: Lines, file: str = "script.py") -> Recording:
    """Return a recording of a source that ran these lines."""
    script = Script(file, "", source)
    recording = Recording(Header(FORMAT, VERSION, script, "3.13", "monitoring"))
    for lines in steps:
        add(recording, lines)
    return recording


def add(
    recording: Recording,
    lines: Lines,
    *events: Event,
    file: str | None = None,
    function: str = "<module>",
    depth: int = 0,
    thread: str = "MainThread",
    task: str | None = None,
) -> None:
    """Add one step to a recording."""
    both = (lines, lines) if isinstance(lines, int) else lines
    recording.add(
        Step(
            index=len(recording.steps),
            file=file or recording.script.name,
            lines=both,
            function=function,
            depth=depth,
            thread=thread,
            task=task,
            events=[*events],
            changes=[],
        )
    )


def numbered(count: int) -> str:
    """Return a source of so many short lines."""
    return "\n".join(f"name_{n} = {n}" for n in range(1, count + 1))


def signs_of(screen: str) -> dict[int, str]:
    """Return each line's sign by its number, where it has one."""
    found = {}
    for row in screen.splitlines()[1:-1]:
        sign, number = row[1:2], row[2:].split(maxsplit=1)[:1]
        if sign.strip() and number and number[0].isdecimal():
            found[int(number[0])] = sign
    return found


def code_pane(shown: Shown) -> CodePane:
    assert isinstance(shown.pane, CodePane)
    return shown.pane


def listened(shown: Shown) -> Listened:
    assert isinstance(shown.pane, Listened)
    return shown.pane


def code_list(shown: Shown) -> CodeList:
    return shown.pane.query_one(CodeList)


def ground_of(shown: Shown, text: str) -> str:
    """Return the one background of the whole line on screen that has the text."""
    rows = shown.app.screen._compositor.render_strips()
    row = next(row for row in rows if text in row.text)
    grounds = {
        str(segment.style.bgcolor)
        for segment in row.crop(1, row.cell_length - 2)
        if segment.style is not None
    }
    assert len(grounds) == 1, grounds
    return grounds.pop()


def subtitle(shown: Shown) -> str:
    return str(shown.pane.border_subtitle)


# The statement just run and the one that comes next.


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_statement_just_run_and_the_next_have_a_sign_and_a_colour_each(
    exercise: Exercise, width: int
) -> None:
    recording = exercise("1.1")
    repriced = step_of(recording, "product_a.price = 999")
    line, after = (recording.steps[step].lines[0] for step in (repriced, repriced + 1))
    async with showing(CodePane, recording, width, 24) as shown:
        screen = await shown.walk_to(repriced)
        assert signs_of(screen) == {line: "▶", after: "▷"}
        assert "product_a.price = 999" in line_with("▶", screen)
        assert "Code · script.py" in screen
        assert len(shown.styles_of("▶") | shown.styles_of("▷")) == 2
        grounds = {ground_of(shown, sign) for sign in ("▶", "▷", f" {line - 1} ")}
        assert len(grounds) == 3, "the whole line has its colour, not the sign only"


async def test_every_line_of_a_statement_is_marked() -> None:
    recording = run_of(numbered(12), (2, 5), (6, 8))
    async with showing(CodePane, recording) as shown:
        bars = {2: "▶", 3: "▌", 4: "▌", 5: "▌", 6: "▷", 7: "┆", 8: "┆"}
        assert signs_of(await shown.at(0)) == bars
        assert signs_of(await shown.at(1)) == {6: "▶", 7: "▌", 8: "▌"}


async def test_a_next_statement_inside_the_one_just_run_is_told_from_it() -> None:
    async with showing(CodePane, run_of(numbered(9), (2, 6), (4, 5))) as shown:
        assert signs_of(await shown.at(0)) == {2: "▶", 3: "▌", 4: "▷", 5: "▌", 6: "▌"}


async def test_the_same_line_again_is_said() -> None:
    async with showing(CodePane, run_of("a = 1; b = 2\nc = 3", 1, 1, 2)) as shown:
        assert signs_of(await shown.at(0)) == {1: "▶"}
        assert subtitle(shown) == "next: line 1 again"
        assert signs_of(await shown.at(1)) == {1: "▶", 2: "▷"}
        assert subtitle(shown) == "", "it is seen"


async def test_before_the_first_step_the_first_statement_comes_next(exercise: Exercise) -> None:
    async with showing(CodePane, exercise("1.1")) as shown:
        screen = await shown.screen()
        assert list(signs_of(screen).values()) == ["▷"]
        assert "Nothing has run yet." not in screen


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (None, "recorded up to here"),
        (Outcome("finished", 0), "the run ends here: finished"),
        (
            Outcome("exception", 1, "ValueError: no [b]"),
            "the run ends here: exception, ValueError: no [b] (exit code 1)",
        ),
        (Outcome("time-limit", None, "stopped after 5 s"), "the run ends here: time-limit, stop"),
    ],
)
async def test_the_last_step_says_how_the_run_ends(outcome: Outcome | None, words: str) -> None:
    recording = run_of(numbered(3), 1, 2)
    if outcome is not None:
        recording.add(End(outcome, "", ""))
    async with showing(CodePane, recording, 110) as shown:
        screen = await shown.at(1)
        assert signs_of(screen) == {2: "▶"}
        assert words in screen.splitlines()[-1]


async def test_a_script_that_could_not_start_is_shown_with_the_reason() -> None:
    recording = run_of("x = (\n")
    recording.add(End(Outcome("syntax-error", 1, "SyntaxError: '(' was never closed"), "", ""))
    async with showing(CodePane, recording, 110) as shown:
        screen = await shown.screen()
        assert "x = (" in screen
        assert "nothing ran: syntax-error, SyntaxError: '(' was never closed" in screen


async def test_functions_and_modules_are_entered_and_left() -> None:
    recording = run_of(numbered(9))
    recording.add(SourceFile("shop/models.py", "first = 1\nsecond = 2\n"))
    add(recording, 3)
    add(recording, 7, function="total", depth=1)
    add(recording, 1, file="shop/models.py", depth=2)
    add(recording, 8, function="total", depth=1)
    add(recording, 4)
    async with showing(CodePane, recording) as shown:
        await shown.at(0)
        assert subtitle(shown) == "next: line 7, into total"
        assert "▷" not in await shown.at(1)
        assert subtitle(shown) == "next: shop/models.py:1"
        screen = await shown.at(2)
        assert "Code · shop/models.py" in screen
        assert "first = 1" in line_with("▶", screen)
        assert "name_1" not in screen
        assert subtitle(shown) == "next: script.py:8, back in total"
        screen = await shown.at(3)
        assert "Code · script.py" in screen
        assert signs_of(screen) == {8: "▶", 4: "▷"}
        assert subtitle(shown) == "next: line 4, back in the module"


async def test_another_thread_or_task_is_named() -> None:
    recording = run_of(numbered(5), 1)
    add(recording, 2, thread="worker-1")
    add(recording, 3, thread="worker-1", task="Task-7")
    add(recording, 4, thread="worker-1")
    async with showing(CodePane, recording) as shown:
        for step, words in enumerate(
            ("line 2 in worker-1", "line 3 in Task-7", "line 4 in no task")
        ):
            await shown.at(step)
            assert subtitle(shown) == f"next: {words}"


# What each line does.


def worked() -> Recording:
    recording = run_of(numbered(9), 1)
    add(recording, (3, 4), SENT)
    add(recording, 5, SENT, COMMITTED)
    add(recording, 6, ROLLED_BACK)
    add(recording, 7, SENT, RAISED)
    add(recording, (3, 4))
    return recording


async def test_lines_that_run_are_told_from_those_that_never_do() -> None:
    async with showing(CodePane, worked()) as shown:
        screen = await shown.at(-1)
        assert "1 │ name_1" in screen
        assert "2   name_2" in screen
        assert "4 │ name_4" in screen, "a later line of a statement runs with its first"
        assert shown.styles_of(" 8 ").isdisjoint(shown.styles_of(" 4 "))


async def test_lines_show_what_they_do_in_the_run_and_in_the_step_just_run() -> None:
    async with showing(CodePane, worked()) as shown:
        screen = await shown.at(0)
        for line, sign in ((3, "▪"), (5, "✓"), (6, "↶"), (7, "✗")):
            assert f"{line} {sign} name_{line}" in screen
        assert "▶ 3 ▪ name_3" in await shown.at(1)
        assert "▶ 3 │ name_3" in await shown.at(5), "this time it sent nothing"


# What is in view.


async def test_both_statements_are_in_view_and_nothing_moves_without_need() -> None:
    async with showing(CodePane, run_of(numbered(300), *range(1, 301))) as shown:
        tops = set()
        for step in range(150, 158):
            screen = await shown.at(step)
            assert {step + 1: "▶", step + 2: "▷"} == signs_of(screen)
            assert f"name_{step - 1} " in screen, "two lines above are there"
            assert f"name_{step + 3} " in screen
            tops.add(code_list(shown).scroll_offset.y)
        assert len(tops) == 1, "a far jump leaves room below"
        assert signs_of(await shown.at(299)) == {300: "▶"}
        assert signs_of(await shown.at(0)) == {1: "▶", 2: "▷"}


async def test_of_two_statements_far_apart_the_one_just_run_is_in_view() -> None:
    async with showing(CodePane, run_of(numbered(300), 250, 10, (20, 200), 15)) as shown:
        assert signs_of(await shown.at(0)) == {250: "▶"}
        assert signs_of(await shown.at(1)) == {10: "▶", 20: "▷"} | dict.fromkeys(
            range(21, code_list(shown).scroll_offset.y + 19), "┆"
        )
        tall = signs_of(await shown.at(2))
        assert tall[20] == "▶"
        assert len(tall) >= 17


async def test_lines_longer_than_the_view_scroll_behind_the_gutter() -> None:
    source = "short = 1\n" + "text = '" + "0123456789" * 30 + "'"
    async with showing(CodePane, run_of(source, 2, 1), 38, 8) as shown:
        screen = await shown.at(0)
        assert "▶ 2 │ text = '0123" in screen
        assert "…" in line_with("▶ 2", screen)
        moved = await shown.press("shift+right")
        assert "▶ 2 │ " in moved
        assert "text" not in moved
        code_list(shown).scroll_to(x=10_000, animate=False, immediate=True)
        end = line_with("▶ 2 │", await shown.screen())
        assert "6789'" in end
        assert "…" not in end
        assert "▶ 1 │ short = 1" in await shown.at(1), "back to where the code of the line is"


async def test_in_a_low_pane_no_line_is_given_to_a_scrollbar() -> None:
    source = numbered(20) + "\n" + "x" * 500
    async with showing(CodePane, run_of(source, *range(1, 21)), 38, 8) as shown:
        screen = await shown.at(9)
        assert [each for each in range(1, 21) if f"name_{each} =" in screen] == [*range(8, 14)]


async def test_resizing_keeps_the_statements_in_view() -> None:
    async with showing(CodePane, run_of(numbered(300), *range(1, 301)), 76, 40) as shown:
        await shown.at(150)
        for width, height in ((38, 9), (20, 4), (200, 60), (76, 12), (3, 3), (76, 20)):
            await shown.pilot.resize_terminal(width, height)
            await shown.pilot.pause()
            screen = await shown.screen()
            if height > 3:
                assert 151 in signs_of(screen)
        assert signs_of(screen) == {151: "▶", 152: "▷"}


async def test_a_step_draws_only_the_lines_that_differ() -> None:
    async with showing(CodePane, run_of(numbered(100), *range(1, 101)), 110, 40) as shown:
        await shown.at(4)
        lines = code_list(shown).lines
        drawn: list[int] = []
        line = lines.line

        def counted(index: int) -> Content:
            drawn.append(index)
            return line(index)

        lines.line = counted  # type: ignore[method-assign]
        await shown.at(5)
        assert set(drawn) == {4, 5, 6}
        drawn.clear()
        await shown.at(5)
        assert not drawn


# The text of a source.


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
async def test_a_source_is_shown_and_never_obeyed(text: str) -> None:
    recording = run_of(f"# {text}\nx = '{text}'\n" * 3, 1, 2, 3, file=text[:500])
    recording.add(End(Outcome("exception", 1, text), "", ""))
    for width in (38, 110):
        async with showing(CodePane, recording, width) as shown:
            for step in (-1, 0, 2):
                assert not UNSAFE.search(await shown.at(step))
            assert not UNSAFE.search(await shown.press("shift+right", "end", "enter"))
            assert not UNSAFE.search(shown.pane.text())
            assert not UNSAFE.search(subtitle(shown))


async def test_tabs_and_wide_characters_keep_their_width_and_colours() -> None:
    source = 'if 1:\n\tname = "日本語"  # note\n\treturn_ = 1\n'
    async with showing(CodePane, run_of(source, 2)) as shown:
        assert '2 │     name = "日本語"  # note' in await shown.at(0)
        assert shown.styles_of("日本語").isdisjoint(shown.styles_of("name"))
        assert shown.styles_of("# note").isdisjoint(shown.styles_of("name"))


def test_lines_are_numbered_as_python_numbers_them() -> None:
    assert source_lines("a\rb\r\nc\n\fd\u2028e\n") == ["a", "b", "c", "\fd\u2028e"]
    assert source_lines("") == []
    assert source_lines("\n") == [""]


async def test_strings_over_several_lines_are_coloured_on_each() -> None:
    source = 'text = """first\nsecond\n"""\nafter = 1\n'
    async with showing(CodePane, run_of(source, 4)) as shown:
        await shown.at(-1)
        assert shown.styles_of("second") == shown.styles_of("first")
        assert shown.styles_of("second").isdisjoint(shown.styles_of("after"))


async def test_a_long_source_is_there_at_once_and_coloured_by_and_by() -> None:
    source = "\n".join(f'name_{n} = "text {n}"  # note' for n in range(1, 10_001))
    assert 3 * SLICE < 4 * 10_000
    async with showing(CodePane, run_of(source, 1, 9_990)) as shown:
        screen = await shown.at(1)
        assert '▶ 9990 │ name_9990 = "text 9990"' in screen
        assert code_pane(shown).lines_with("TEXT 123") == [
            123,
            *range(1230, 1240),
        ]
        for _ in range(10_000):
            if shown.styles_of("text 9990") != shown.styles_of("name_9990"):
                break
            await shown.pilot.pause()
        else:
            pytest.fail("no colours came")
        assert await shown.screen() == screen


# What there is not.


async def test_without_a_recording_it_says_so(exercise: Exercise) -> None:
    async with showing(CodePane, exercise("1.1")) as shown:
        shown.pane.moment = None
        screen = await shown.screen()
        assert "No script is open yet." in screen
        assert "script.py" not in screen
        assert shown.pane.text() == "No script is open yet."
        assert code_pane(shown).lines_with("session") == []
        await shown.press("down", "enter", "end")
        assert "Code · script.py" in await shown.at(3)


async def test_a_source_that_is_not_there_and_an_empty_one_are_said() -> None:
    recording = run_of(numbered(3), 1)
    add(recording, 4, file="gone.py")
    recording.add(SourceFile("empty.py", ""))
    add(recording, 1, file="empty.py")
    add(recording, 2)
    async with showing(Listened, recording) as shown:
        assert "The source of gone.py is not in this recording." in await shown.at(1)
        await shown.press("enter", "down", "enter")
        screen = await shown.at(2)
        assert "Code · empty.py" in screen
        assert "empty.py is empty." in screen
        assert signs_of(await shown.at(3)) == {2: "▶"}
        assert listened(shown).chosen == []


async def test_lines_that_no_source_has_are_said_and_cost_nothing() -> None:
    recording = run_of(numbered(3), (2, 10**12), (10**9, 10**12), 1)
    async with showing(CodePane, recording) as shown:
        assert signs_of(await shown.at(0)) == {2: "▶", 3: "▌"}
        assert not signs_of(await shown.at(1)).get(3)
        assert subtitle(shown) == f"line {10**9} ran, which is not here"


# A recording that grows.


async def test_what_is_recorded_meanwhile_is_shown() -> None:
    recording = run_of(numbered(9), 1)
    async with showing(CodePane, recording) as shown:
        assert signs_of(await shown.at(0)) == {1: "▶"}
        assert subtitle(shown) == "recorded up to here"
        add(recording, 2, SENT)
        add(recording, 3, COMMITTED)
        code_pane(shown).recording_grew()
        screen = await shown.screen()
        assert signs_of(screen) == {1: "▶", 2: "▷"}
        assert "2 ▪ name_2" in screen
        assert "3 ✓ name_3" in screen
        assert "4   name_4" in screen
        add(recording, 4)
        assert "4 │ name_4" in await shown.at(0), "the same moment given again tells it too"
        assert "4 │ name_4" in shown.pane.text()


async def test_a_recording_without_steps_shows_its_script() -> None:
    recording = run_of(numbered(3))
    async with showing(CodePane, recording) as shown:
        assert "name_3" in await shown.screen()
        assert signs_of(await shown.screen()) == {}
        add(recording, 2)
        code_pane(shown).recording_grew()
        assert signs_of(await shown.screen()) == {2: "▷"}


# Keys, mouse and calls.


async def test_a_click_or_enter_asks_for_the_next_step_of_the_line() -> None:
    async with showing(Listened, run_of(numbered(30), *range(1, 31))) as shown:
        await shown.at(4)
        await shown.pilot.click(CodeList, offset=Offset(12, 7))
        await shown.pilot.click(CodeList, offset=Offset(12, 2), times=2)
        await shown.pilot.pause()
        assert listened(shown).chosen == [("script.py", 8), ("script.py", 3)]
        await shown.press("down", "enter")
        assert listened(shown).chosen[2:] == [("script.py", 4)]
        assert shown.app.asked == []


async def test_keys_set_out_from_the_statement_just_run() -> None:
    async with showing(Listened, run_of(numbered(30), *range(1, 31))) as shown:
        await shown.at(9)
        await shown.press("down", "enter", "down", "enter")
        assert listened(shown).chosen == [("script.py", 10), ("script.py", 11)]


async def test_a_click_below_the_last_line_asks_for_nothing() -> None:
    async with showing(Listened, run_of("only = 1", 1)) as shown:
        await shown.pilot.click(CodeList, offset=Offset(5, 9))
        await shown.pilot.pause()
        assert listened(shown).chosen == []


async def test_a_line_of_any_file_can_be_shown_until_the_next_move() -> None:
    recording = run_of(numbered(300), 1, 2, 3)
    recording.add(SourceFile("models.py", "\n".join(f"model_{n} = {n}" for n in range(1, 100))))
    async with showing(CodePane, recording) as shown:
        await shown.at(0)
        code_pane(shown).show_line("script.py", 222)
        assert "name_222" in await shown.screen()
        code_pane(shown).show_line("models.py", 80)
        screen = await shown.screen()
        assert "Code · models.py" in screen
        assert "model_80" in screen
        assert code_pane(shown).file == "models.py"
        add(recording, 4)
        code_pane(shown).recording_grew()
        assert "model_80" in await shown.screen(), "reading on while the script records"
        code_pane(shown).show_line("models.py", 10**9)
        assert signs_of(await shown.at(1)) == {2: "▶", 3: "▷"}


async def test_the_text_is_the_whole_source_with_its_marks() -> None:
    async with showing(CodePane, run_of(numbered(200), 3, 4)) as shown:
        await shown.at(0)
        lines = shown.pane.text().splitlines()
        assert len(lines) == 200
        assert lines[2] == "▶  3 │ name_3 = 3"
        assert lines[3] == "▷  4 │ name_4 = 4"
        assert lines[199] == " 200   name_200 = 200"


# A run of a script with a module beside it.


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Return the recording of a script with a module beside it and a thread."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "prices.py").write_text("def double(price):\n    return price * 2\n")
    script = folder / "script.py"
    script.write_text(
        dedent(
            """
            from concurrent.futures import ThreadPoolExecutor
            from prices import double

            def work():
                done.append(
                    double(21)
                )

            done = []
            ThreadPoolExecutor(1, "worker").submit(work).result()
            print(done)
            """
        )
    )
    return record(Run(script))


async def test_a_real_run_leads_through_modules_and_threads(shop: Recording) -> None:
    def files(steps: Iterable[Step]) -> set[str]:
        return {step.file for step in steps}

    assert files(shop.steps) == {"script.py", "prices.py"}
    in_thread = next(step.index for step in shop.steps if step.thread.startswith("worker"))
    doubled = next(step.index for step in shop.steps if step.function == "double")
    async with showing(CodePane, shop) as shown:
        await shown.at(in_thread - 1)
        assert subtitle(shown).endswith(" in worker_0")
        assert set(signs_of(await shown.at(in_thread)).values()) == {"▶", "▌"}
        assert subtitle(shown) == "next: prices.py:2, into double"
        screen = await shown.at(doubled)
        assert "Code · prices.py" in screen
        assert "return price * 2" in line_with("▶", screen)
        await shown.at(shop.last)
        assert subtitle(shown) == "the run ends here: finished"


async def test_another_recording_takes_the_place_of_the_first(shop: Recording) -> None:
    async with showing(CodePane, run_of("only = 1", 1)) as shown:
        await shown.at(0)
        shown.pane.moment = moment_at(MovingWorld(shop), 0)
        screen = await shown.screen()
        assert "only" not in screen
        assert "import ThreadPoolExecutor" in screen
