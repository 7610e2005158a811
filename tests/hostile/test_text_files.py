"""Courses and settings that are broken, oversized or made to mislead: told in one sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ormlab_tui.course import Course, CourseError, load_course
from ormlab_tui.course.discover import discover_courses
from ormlab_tui.course.files import check_tree
from ormlab_tui.settings import Settings, SettingsError, change_settings, load_settings
from tests.course.small_course import small_course

BOUNDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[*HealthCheck],
)
#: What TOML's readers of every kind have stumbled over.
ODD_TOML = {
    "a number of many digits": "a = " + "1" * 5000,
    "a number beyond all": "a = 1e999\nb = -inf\nc = nan",
    "a date that is none": "a = 2024-13-45T99:99:99Z",
    "a time with many digits": "a = 00:00:00.123456789123456789",
    "nested arrays": "a = " + "[" * 3000 + "]" * 3000,
    "nested tables": "a = " + "{a = " * 3000 + "1" + "}" * 3000,
    "a long dotted key": "a" + ".a" * 3000 + " = 1",
    "a long table name": "[a" + ".a" * 3000 + "]",
    "thousands of tables": "[[a]]\n" * 3000,
    "controls": 'title = "\\u001b[2J\\u0007\\u202e"\n',
    "NUL": "title = \0\n",
    "a byte order mark": "\ufefftitle = 1\n",
    "a key of nothing": '"" = 1\n["".""]\n',
    "a surrogate": 'title = "\\ud800"\n',
    "beyond Unicode": 'title = "\\U00110000"\n',
    "only controls": "\x1b[2J",
    "a string without end": 'title = """' + "x" * 10_000,
}


@contextmanager
def in_place_of(path: Path, content: bytes) -> Iterator[None]:
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(before)


def told(folder: Path) -> Course | None:
    """Return the course, None if it was refused; whatever is wrong is one sentence each."""
    try:
        course = load_course(folder)
    except CourseError as error:
        assert "\n" not in str(error)
        return None
    assert all("\n" not in problem for problem in course.problems)
    return course


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_course(tmp_path_factory.mktemp("course"))


@pytest.mark.parametrize("text", ODD_TOML.values(), ids=ODD_TOML)
def test_odd_toml_is_told(course: Path, tmp_path: Path, text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    for name in ("course.toml", "misconceptions.toml"):
        with in_place_of(course / name, content):
            assert told(course) is None
    with in_place_of(course / "1.1-thing" / "exercise.toml", content):
        found = told(course)
        assert found is not None
        assert len(found.problems) > 0
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert loaded.notices
    try:
        change_settings({"theme": "nord"}, path)
    except SettingsError as error:
        assert "\n" not in str(error)
        assert path.read_bytes() == content


@BOUNDED
@given(st.data())
def test_a_course_changed_anywhere_is_loaded_or_told(course: Path, data: st.DataObject) -> None:
    files = sorted(path for path in course.rglob("*") if path.suffix in (".toml", ".md"))
    path = data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content)))
        removed = data.draw(st.integers(0, 20))
        put = data.draw(
            st.binary(max_size=4)
            | st.sampled_from([b'"', b"[", b"{", b"=", b"\n", b"'''", b"..", b"-1", b"\x1b", b"{{"])
        )
        content[place : place + removed] = put
    with in_place_of(path, bytes(content)):
        told(course)


@BOUNDED
@given(st.text(max_size=60) | st.binary(max_size=60))
def test_any_settings_at_all_are_loaded_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: str | bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-settings.toml"
    whole = content.encode("utf-8", "replace") if isinstance(content, str) else content
    for data in (whole, b"theme = '" + whole + b"'\n", b"[keymap]\nquit = " + whole):
        path.write_bytes(data)
        load_settings(path)


def _replaced(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


ODD_FILES: dict[str, Callable[[Path], object]] = {
    "a pipe": _replaced(os.mkfifo),
    "a folder": _replaced(Path.mkdir),
    "a link to itself": _replaced(lambda path: path.symlink_to(path.name)),
    "a link out": _replaced(lambda path: path.symlink_to("/etc/passwd")),
    "a link to a device": _replaced(lambda path: path.symlink_to("/dev/zero")),
    "a link to nowhere": _replaced(lambda path: path.symlink_to("nowhere")),
    "very large": lambda path: os.truncate(path, 1 << 40),
    "empty": lambda path: os.truncate(path, 0),
}


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
@pytest.mark.parametrize("name", ["exercise.toml", "brief.md", "script.py", "hints/1.md"])
def test_an_odd_file_of_an_exercise_is_told(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    folder = small_course(tmp_path)
    path = folder / "1.1-thing" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    make(path)
    found = told(folder)
    assert found is not None
    assert all(exercise.id != "1.1" for exercise in found.exercises)
    assert found.problems


@pytest.mark.parametrize("make", ODD_FILES.values(), ids=ODD_FILES)
def test_an_odd_file_of_a_course_is_told(tmp_path: Path, make: Callable[[Path], object]) -> None:
    folder = small_course(tmp_path)
    make(folder / "course.toml")
    assert told(folder) is None
    # Nor does it keep the other courses away.
    assert discover_courses(users=tmp_path).courses


def test_odd_folders_are_told(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (small_course(tmp_path) / "1.1-thing").rename(outside)
    folder = tmp_path / "a-course"
    (folder / "1.1-thing").symlink_to(outside)
    (folder / "stray\x1b[2J\n").mkdir()
    (folder / "stray\x1b[2J\n" / "exercise.toml").touch()
    deep = folder / "2.1-double" / "tests"
    for _ in range(200):
        deep = deep / "deeper"
    deep.mkdir(parents=True)
    (deep / "test_it.py").touch()
    loop = folder / "2.1-double" / "solution" / "loop"
    loop.symlink_to("..")
    (folder / "2.1-double" / "solution" / "itself").symlink_to("itself")
    with pytest.raises(CourseError, match=r"itself: leads out of the course|itself: is no regular"):
        check_tree(folder, "2.1-double/solution")
    found = told(folder)
    assert found is not None
    assert all(exercise.id != "1.1" for exercise in found.exercises)
    assert found.problems
