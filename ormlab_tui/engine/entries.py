"""At which instructions of a code object the execution of a statement begins.

Python reports instructions, or lines; a recording has statements as steps. The facts come from
two public sources: the positions that the compiler keeps for every instruction
(`code.co_positions()`) and the positions of statements in the syntax tree. An instruction
belongs to the innermost statement, or `except` clause, whose range contains it; instructions
without a position belong to none.

What is an entry:

- the first instruction of a statement;
- the first instruction of each further copy of it: `finally` bodies are compiled once for each
  way in, the test of a `while` loop twice;
- every way back to the head of a `for` loop, so that each round is a step, the exhausted one
  included;
- each call of an `__exit__` or `__aexit__`, as a step of the `with` header. A `with` of two
  context managers thus leaves in two steps, as two nested ones would.

A statement for which the compiler makes no instruction of its own never begins: `global`,
`nonlocal`, a docstring of a function, a bare annotation in a function, code that cannot be
reached, and a `pass`, a constant expression or a final `break` on the same line as what comes
before it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from opcode import hasjrel, opmap, opname
from tokenize import detect_encoding
from types import CodeType
from typing import NamedTuple

from ormlab_tui.engine.statements import (
    Owner,
    Owners,
    Position,
    Scopes,
    ScriptCode,
    ScriptFile,
)


def table_of(
    code: CodeType, source: str | bytes, name: str, path: str
) -> tuple[ScriptFile, list[ScriptCode]]:
    """The file's statements, and a `ScriptCode` for each of its code objects that has any.

    `code` is the compiled module. Raises SyntaxError or ValueError if `source` is not Python.
    """
    tree = ast.parse(source)
    text = source if isinstance(source, str) else _decoded(source)
    # As bytes, because columns count those of UTF-8, and because str has more line ends.
    scopes = Scopes(text.encode().splitlines())
    root = scopes.add_module(tree)
    file = ScriptFile(name, path, text, tuple(sorted(scopes.statements)))
    codes = [
        script_code
        for code_object, owners in _matched(code, root, scopes.by_definition)
        if (script_code := _located(code_object, file, owners)).entries
    ]
    return file, codes


def _decoded(source: bytes) -> str:
    encoding, _ = detect_encoding(BytesIO(source).readline)
    return StringIO(source.decode(encoding), newline=None).read()


def _matched(
    code: CodeType, root: Owners, by_definition: dict[tuple[int, str], Owners]
) -> Iterator[tuple[CodeType, Owners]]:
    """Each code object with the statements of its scope.

    No two definitions of one name can begin on one line, so line and name identify a scope;
    lambdas, comprehensions and generator expressions have names that match no definition.
    """
    yield code, root
    pending = [code]
    while pending:
        for constant in pending.pop().co_consts:
            if isinstance(constant, CodeType):
                pending.append(constant)
                owners = by_definition.get((constant.co_firstlineno, constant.co_name))
                if owners is not None:
                    yield constant, owners


class _Instruction(NamedTuple):
    offset: int
    following: int  # the offset of the next instruction
    operation: str
    argument: int
    line: int | None
    position: Position | None
    owner: Owner | None


_EXTENDED_ARG = opmap["EXTENDED_ARG"]
_JUMPS = frozenset(opname[code] for code in hasjrel)
_LOOP_HEADS = frozenset({"FOR_ITER", "GET_ANEXT"})
_BACKWARD = frozenset({"JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"})
_CONSTANT_LOOP = _BACKWARD | {"NOP"}
_NO_FALLTHROUGH = _BACKWARD | {
    "JUMP_FORWARD",
    "RAISE_VARARGS",
    "RERAISE",
    "RETURN_CONST",
    "RETURN_VALUE",
}
_SAME_FIRST = {
    "LOAD_FAST_AND_CLEAR": "LOAD_FAST",
    "LOAD_FAST_CHECK": "LOAD_FAST",
    "LOAD_FAST_LOAD_FAST": "LOAD_FAST",
    "LOAD_FAST_BORROW": "LOAD_FAST",
    "LOAD_FAST_BORROW_LOAD_FAST_BORROW": "LOAD_FAST",
}
_MAY_LOSE_ITS_NOP = (ast.Pass, ast.Break, ast.Continue, ast.Return)
_LINES_SUFFICE = sys.version_info < (3, 12)


def _instructions(code: CodeType, owners: Owners) -> list[_Instruction]:
    found = []
    units = code.co_code
    positions = list(code.co_positions())
    offset = 0
    size = len(units)
    while offset < size:
        start = offset
        argument = units[offset + 1]
        while units[offset] == _EXTENDED_ARG:
            offset += 2
            argument = argument << 8 | units[offset + 1]
        operation = opname[units[offset]]
        line, end_line, column, end_column = positions[offset >> 1]
        offset += 2
        while offset < size and units[offset] == 0:  # inline caches
            offset += 2
        position = owner = None
        if (
            line is not None
            and end_line is not None
            and column is not None
            and end_column is not None
        ):
            position = (line, column, end_line, end_column)
            owner = owners.innermost(position)
        found.append(_Instruction(start, offset, operation, argument, line, position, owner))
    return found


def _target(instruction: _Instruction) -> int:
    distance = 2 * instruction.argument
    return instruction.following + (-distance if "BACKWARD" in instruction.operation else distance)


def _located(code: CodeType, file: ScriptFile, owners: Owners) -> ScriptCode:
    """The code object with its entries."""
    script_code = ScriptCode(code, file)
    entries = script_code.entries
    instructions = _instructions(code, owners)
    firsts: dict[int, list[tuple[Position | None, str]]] = {}
    by_offset = {one.offset: one for one in instructions}
    exits: list[int] = []
    previous: _Instruction | None = None
    for index, instruction in enumerate(instructions):
        offset, _, operation, _, _, position, owner = instruction
        run_begins = (
            previous is None or previous.owner is not owner or previous.operation in _NO_FALLTHROUGH
        )
        if owner is not None and owner.steps:
            same = (position, _SAME_FIRST.get(operation, operation))
            beginnings = firsts.setdefault(id(owner), [])
            if not beginnings:
                entries[offset] = owner.statement
            elif run_begins:
                # Where the statement's first load is part of the instruction before, which
                # happens to neighbours on one line, its second instruction is what is seen.
                merged = previous is not None and previous.operation.endswith("_LOAD_FAST")
                if same in beginnings[: 1 + merged] or _again(
                    owner, instruction, beginnings[0][1], by_offset
                ):
                    entries[offset] = owner.statement
            if len(beginnings) < 2:
                beginnings.append(same)
            if isinstance(owner.node, (ast.With, ast.AsyncWith)):
                if _calls_exit(instructions, index):
                    entries[offset] = owner.leaving
                elif operation == "WITH_EXCEPT_START":
                    entries[offset] = owner.leaving
                    exits.append(index)
        previous = instruction
    _restore_headers(script_code, instructions)
    _mark_rounds(script_code, instructions, by_offset)
    if _LINES_SUFFICE:
        script_code.exits = frozenset(instructions[index - 1].offset for index in exits)
        script_code.needs_instructions = not _lines_tell_apart(script_code, instructions)
    return script_code


def _again(
    owner: Owner, instruction: _Instruction, first: str, by_offset: dict[int, _Instruction]
) -> bool:
    """Whether a later run of the statement is a new execution, though it begins differently.

    A statement that is one NOP disappears into whatever instruction comes after it, which is
    another one in each copy of a `finally` body. The jump back of `while True` belongs to the
    loop's header, and is the only instruction of it that each round passes.
    """
    if isinstance(owner.node, ast.While):
        if instruction.operation not in _BACKWARD or first not in _CONSTANT_LOOP:
            return False
        target = by_offset.get(_target(instruction))
        return target is None or target.owner is not owner
    return owner.statement.handles and isinstance(owner.node, _MAY_LOSE_ITS_NOP)


def _calls_exit(instructions: list[_Instruction], index: int) -> bool:
    """Whether `__exit__(None, None, None)` is called from here: three Nones at one position."""
    three = instructions[index : index + 3]
    return (
        len(three) == 3
        and all(one.operation == "LOAD_CONST" for one in three)
        and three[0].position == three[1].position == three[2].position
        and three[0].argument == three[1].argument == three[2].argument
        and not (
            index
            and instructions[index - 1].operation == "LOAD_CONST"
            and instructions[index - 1].position == three[0].position
        )
    )


def _restore_headers(script_code: ScriptCode, instructions: list[_Instruction]) -> None:
    """Lets a header begin with its body where the compiler left nothing of the header.

    So it does with a `try:` or a constant test on the same line as the body.
    """
    entries, following = script_code.entries, script_code.following
    firsts: dict[int, int] = {}
    parents: dict[int, Owner] = {}
    for instruction in instructions:
        owner = instruction.owner
        if owner is not None and id(owner) not in firsts:
            firsts[id(owner)] = instruction.offset
            if owner.parent is not None and owner.parent.first_child is owner:
                parents[id(owner)] = owner.parent
    lost = {
        child: parent
        for child, parent in parents.items()
        if isinstance(parent.node, (ast.Try, ast.TryStar, ast.If, ast.While))
        and firsts.get(id(parent), sys.maxsize) > firsts[child]
    }
    if not lost:
        return
    for instruction in instructions:
        owner, offset = instruction.owner, instruction.offset
        if owner is None or offset not in entries:
            continue
        if id(owner) in lost:
            following[offset] = (entries[offset], *following.get(offset, ()))
            entries[offset] = lost[id(owner)].statement
        elif any(owner is parent for parent in lost.values()):
            # The way back of `while True`: the header begins again with the body.
            del entries[offset]


def _mark_rounds(
    script_code: ScriptCode,
    instructions: list[_Instruction],
    by_offset: dict[int, _Instruction],
) -> None:
    """Marks each way back to the head of a `for` loop.

    Inlined comprehensions (Python 3.12) loop as well, but their jump lies within the expression
    that the loop runs over, or belongs to another statement. Python 3.11 also jumps back
    conditionally, so there the head itself is marked.
    """
    entries = script_code.entries
    for instruction in instructions:
        operation = instruction.operation
        if operation not in _JUMPS or "BACKWARD" not in operation:
            continue
        head = by_offset.get(_target(instruction))
        if head is None or head.operation not in _LOOP_HEADS or head.owner is None:
            continue
        node = head.owner.node
        if not isinstance(node, (ast.For, ast.AsyncFor)) or _lies_in(
            instruction.position, node.iter
        ):
            continue
        statement = head.owner.statement
        if _LINES_SUFFICE:
            script_code.rounds[head.offset] = statement
        elif instruction.offset in entries:
            earlier = script_code.following.get(instruction.offset, ())
            script_code.following[instruction.offset] = (*earlier, statement)
        else:
            entries[instruction.offset] = statement


def _lies_in(position: Position | None, node: ast.expr) -> bool:
    return (
        position is not None
        and position[:2] >= (node.lineno, node.col_offset)
        and position[2:] <= (node.end_lineno or 0, node.end_col_offset or 0)
    )


def _lines_tell_apart(script_code: ScriptCode, instructions: list[_Instruction]) -> bool:
    """Whether a line event comes at every entry, each time it is reached (Python 3.11).

    One comes when the line differs from that of the instruction executed before, or after a
    jump backwards. The exit of a `with` by exception is reached from its body.
    """
    entries = script_code.entries
    lines = {one.offset: one.line for one in instructions}
    previous: _Instruction | None = None
    for instruction in instructions:
        if (
            previous is not None
            and previous.operation not in _NO_FALLTHROUGH
            and instruction.offset in entries
            and instruction.operation != "WITH_EXCEPT_START"
            and previous.line == instruction.line
            and previous.operation != "RESUME"
        ):
            return False
        if instruction.operation in _JUMPS and "BACKWARD" not in instruction.operation:
            target = _target(instruction)
            if target in entries and lines[target] == instruction.line:
                return False
        if instruction.operation == "WITH_EXCEPT_START":
            owner = instruction.owner
            if owner is None or not _left_from_another_line(owner.node):
                return False
        previous = instruction
    return True


def _left_from_another_line(node: ast.stmt | ast.ExceptHandler) -> bool:
    return (
        isinstance(node, (ast.With, ast.AsyncWith))
        and len(node.items) == 1
        and isinstance(node.items[0].optional_vars, (ast.Name, type(None)))
        and node.body[0].lineno > node.lineno
    )
