"""The command line for authors: what is printed, and the exit status."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from ormlab_tui.author_command import author


def test_a_sound_exercise_is_all_right(course: Path) -> None:
    done = CliRunner().invoke(author, ["check", str(course), "--only", "1.1"])
    assert (done.exit_code, done.stdout) == (0, "all right: 1 exercise\n")


def test_problems_are_printed_a_line_each_with_status_1(course: Path) -> None:
    (course / "1.1-thing" / "debrief.md").unlink()
    (course / "1.1-thing" / "hints" / "3.md").write_text("FILL IN\x1b[31m")
    done = CliRunner().invoke(author, ["check", str(course), "--only", "1.1"])
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "1.1-thing/hints/3.md:1: is still to be filled in",
        "1.1-thing/debrief.md: is missing",
        "2 problems in 1 exercise",
    ]


def test_what_can_not_be_used_is_one_sentence_with_status_2(tmp_path: Path, course: Path) -> None:
    for arguments, words in (
        (["check", str(tmp_path / "nowhere")], "is not a folder with a course in it"),
        (["check", str(course), "--only", "7"], "there is no exercise 7"),
        (["new", str(course), "one", "Title"], "'one' is no number of an exercise"),
        (["new", str(course), "1.2", "Title", "--kind", "guess"], "'guess' is not one of"),
    ):
        done = CliRunner().invoke(author, arguments)
        assert done.exit_code == 2
        assert words in done.stderr
        assert done.stdout == ""


def test_a_new_exercise_says_what_comes_next(course: Path) -> None:
    done = CliRunner().invoke(author, ["new", str(course), "1.2", "Next thing", "--kind", "review"])
    assert done.exit_code == 0
    assert done.stdout == (
        f"{course / '1.2-next-thing'} is laid: fill it in, then run "
        f"'ormlab author check {course} --only 1.2'\n"
    )
