"""The statements of a module, and which of them owns a position in its source.

A step of a recording is one executed statement; of a compound statement, its header.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

Position = tuple[int, int, int, int]


class Statement(NamedTuple):
    """One statement of a file; of a compound statement, only its header up to the colon.

    `kind` is the syntax tree's class name in lower case. `names` are the identifiers that the
    statement mentions or binds, sorted, without those that begin with two underscores.
    `handles` says that an exception may be in flight or
    being handled when the statement begins: an `except` clause, a statement of a `finally`
    body, the exit of a `with`.
    """

    first_line: int
    last_line: int
    kind: str
    names: tuple[str, ...]
    handles: bool


class ScriptFile:
    """A module that is stepped through: the script, or a module in its folder.

    `name` is the file's name relative to the script's folder, with forward slashes.
    `statements` are all its statements in the order of the source, without the exits of `with`.
    """

    __slots__ = ("name", "path", "source", "statements")

    def __init__(
        self, name: str, path: str, source: str, statements: tuple[Statement, ...]
    ) -> None:
        self.name = name
        self.path = path
        self.source = source
        self.statements = statements


class ScriptCode:
    """A code object of a script file whose frames are stepped through.

    `entries` maps an instruction's offset to the statement that begins there. `following` are
    further statements that begin at the same instruction, in their order: the jump that is a
    `continue` is also the way back to its loop. `rounds` (Python 3.11 only) are the offsets at
    which a loop's next round begins if, and only if, they are reached by a jump backwards.
    `exits` (Python 3.11 only) are offsets one instruction before an entry at which no line
    begins. `needs_instructions` says that line events cannot tell the entries apart.
    """

    __slots__ = (
        "code",
        "entries",
        "exits",
        "file",
        "following",
        "function",
        "needs_instructions",
        "rounds",
    )

    def __init__(self, code: CodeType, file: ScriptFile) -> None:
        self.code = code
        self.file = file
        self.function = code.co_name
        self.entries: dict[int, Statement] = {}
        self.following: dict[int, tuple[Statement, ...]] = {}
        self.rounds: dict[int, Statement] = {}
        self.exits: frozenset[int] = frozenset()
        self.needs_instructions = True


_Compound = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.TryStar,
    ast.Match,
)
_Definition = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BODIES = ("body", "handlers", "orelse", "finalbody", "cases")


class Owner:
    """A statement or `except` clause with its range, in lines and UTF-8 columns."""

    __slots__ = ("children", "end", "leaving", "node", "parent", "start", "statement", "steps")

    def __init__(
        self, node: ast.stmt | ast.ExceptHandler, start: tuple[int, int], statement: Statement
    ) -> None:
        self.node = node
        self.start = start
        self.end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        self.statement = statement
        self.leaving = statement._replace(handles=True)
        self.parent: Owner | None = None
        self.children = Owners(self)
        self.steps = True

    @property
    def first_child(self) -> Owner:
        return self.children.owners[0]


class Owners:
    """The owners side by side in one body, in the order of the source."""

    __slots__ = ("owners", "parent", "starts")

    def __init__(self, parent: Owner | None = None) -> None:
        self.parent = parent
        self.owners: list[Owner] = []
        self.starts: list[tuple[int, int]] = []

    def add(self, owner: Owner) -> None:
        owner.parent = self.parent
        self.owners.append(owner)
        self.starts.append(owner.start)

    def innermost(self, position: Position) -> Owner | None:
        start, end = position[:2], position[2:]
        found = None
        level = self
        while level.owners:
            index = bisect_right(level.starts, start) - 1
            if index < 0 or end > level.owners[index].end:
                break
            found = level.owners[index]
            level = found.children
        return found


class Scopes:
    """Collects the statements of a module, scope by scope."""

    def __init__(self, lines: list[bytes]) -> None:
        self.lines = lines
        self.statements: list[Statement] = []
        self.by_definition: dict[tuple[int, str], Owners] = {}

    def add_module(self, tree: ast.Module) -> Owners:
        root = Owners()
        self._add_body(tree.body, root, handles=False)
        return root

    def _add_body(
        self, body: list[ast.stmt] | list[ast.ExceptHandler], owners: Owners, handles: bool
    ) -> None:
        for node in body:
            self._add(node, owners, handles)

    def _add(self, node: ast.stmt | ast.ExceptHandler, owners: Owners, handles: bool) -> None:
        start = (node.lineno, node.col_offset)
        if isinstance(node, _Definition) and node.decorator_list:
            first = node.decorator_list[0]
            start = (first.lineno, first.col_offset)
        statement = Statement(
            start[0],
            self._last_line(node),
            type(node).__name__.lower(),
            _names(node),
            handles or isinstance(node, ast.ExceptHandler),
        )
        self.statements.append(statement)
        owner = Owner(node, start, statement)
        owner.steps = not (_is_empty(node) and self._shares_its_line(node))
        owners.add(owner)
        if isinstance(node, _Definition):
            scope = self.by_definition[start[0], node.name] = Owners()
            self._add_body(node.body, scope, handles=False)
        elif isinstance(node, ast.Match):
            for case in node.cases:
                self._add_body(case.body, owner.children, handles)
        elif isinstance(node, (*_Compound, ast.ExceptHandler)):
            for field in _BODIES:
                body = getattr(node, field, None)
                if body:
                    self._add_body(body, owner.children, handles or field == "finalbody")

    def _last_line(self, node: ast.stmt | ast.ExceptHandler) -> int:
        """The line of the header's colon, or the last line of a simple statement.

        After the last expression of a header only brackets, commas, names and comments can
        come before the colon, so the first colon outside a comment is the header's.
        """
        if not isinstance(node, (*_Compound, *_Definition, ast.ExceptHandler)):
            return node.end_lineno or node.lineno
        line, column = node.lineno, node.col_offset
        for part in _header(node):
            end = (part.end_lineno or 0, part.end_col_offset or 0)
            if end > (line, column):
                line, column = end
        while b":" not in self.lines[line - 1][column:].partition(b"#")[0]:
            line, column = line + 1, 0
        return line

    def _shares_its_line(self, node: ast.stmt | ast.ExceptHandler) -> bool:
        return bool(self.lines[node.lineno - 1][: node.col_offset].strip())


def _is_empty(node: ast.stmt | ast.ExceptHandler) -> bool:
    """Whether the compiler may leave nothing of the statement, as versions of it differ in."""
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _header(node: ast.stmt | ast.ExceptHandler) -> Iterator[ast.expr | ast.arg]:
    """The located parts of a compound statement's header, without those of its cases."""
    for field, value in ast.iter_fields(node):
        if field in _BODIES:
            continue
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, (ast.arguments, ast.withitem)):
                for inner in ast.iter_child_nodes(part):
                    if isinstance(inner, (ast.expr, ast.arg)):
                        yield inner
            elif isinstance(part, ast.AST) and hasattr(part, "end_lineno"):
                yield part  # type: ignore[misc]


def _names(node: ast.stmt | ast.ExceptHandler) -> tuple[str, ...]:
    """The identifiers that a statement, or a compound statement's header, mentions or binds."""
    found: set[str] = set()
    compound = isinstance(node, (*_Compound, *_Definition, ast.ExceptHandler))
    if isinstance(node, (*_Definition, ast.ExceptHandler)) and node.name:
        found.add(node.name)
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        found.update(node.names)
    pending: list[ast.AST] = list(_header(node)) if compound else [node]
    if isinstance(node, ast.Match):
        for case in node.cases:
            pending.append(case.pattern)
            if case.guard is not None:
                pending.append(case.guard)
    while pending:
        part = pending.pop()
        if isinstance(part, ast.Name):
            found.add(part.id)
            continue
        if isinstance(part, ast.alias):
            bound = part.asname or part.name.partition(".")[0]
            if bound != "*":
                found.add(bound)
        elif isinstance(part, (ast.MatchAs, ast.MatchStar)) and part.name:
            found.add(part.name)
        elif isinstance(part, ast.MatchMapping) and part.rest:
            found.add(part.rest)
        pending.extend(ast.iter_child_nodes(part))
    return tuple(sorted(name for name in found if not name.startswith("__")))
