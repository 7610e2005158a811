"""The steps of a script, found without a tracer: its syntax tree notes its own statements.

Run as a program, `statement_oracle.py HOW SCRIPT RESULT` runs SCRIPT as `__main__` and writes
its steps to RESULT as JSON. HOW is `oracle`, or the name of a tracer.
"""

from __future__ import annotations

import ast
import builtins
import importlib.machinery
import inspect  # noqa: F401  (so that every way of running starts with the same modules)
import json
import os
import sys
import threading
from types import CodeType, FrameType, ModuleType
from typing import Any

Note = tuple[str, int, int]

steps: list[list[Any]] = []
kept: list[ModuleType] = []


class _Noting:
    """What a rewritten script calls."""

    def __init__(self, file: str) -> None:
        self.file = file

    def step(self, first: int, last: int) -> None:
        steps.append([self.file, first, last])

    def clause(self, first: int, last: int, classes: Any) -> Any:
        self.step(first, last)
        return classes

    def rounds(self, first: int, last: int, iterable: Any) -> _Rounds:
        return _Rounds(self, first, last, iter(iterable))

    def async_rounds(self, first: int, last: int, iterable: Any) -> _AsyncRounds:
        return _AsyncRounds(self, first, last, iterable.__aiter__())

    def manager(self, first: int, last: int, manager: Any) -> _Manager:
        return _Manager(self, first, last, manager)

    def async_manager(self, first: int, last: int, manager: Any) -> _AsyncManager:
        return _AsyncManager(self, first, last, manager)


class _Rounds:
    def __init__(self, noting: _Noting, first: int, last: int, iterator: Any) -> None:
        self.note = lambda: noting.step(first, last)
        self.iterator = iterator
        self.started = False

    def __iter__(self) -> _Rounds:
        return self

    def __next__(self) -> Any:
        if self.started:
            self.note()
        self.started = True
        return next(self.iterator)


class _AsyncRounds(_Rounds):
    def __aiter__(self) -> _AsyncRounds:
        return self

    def __anext__(self) -> Any:
        if self.started:
            self.note()
        self.started = True
        return self.iterator.__anext__()


class _Manager:
    def __init__(self, noting: _Noting, first: int, last: int, manager: Any) -> None:
        self.note = lambda: noting.step(first, last)
        self.manager = manager

    def __enter__(self) -> Any:
        return type(self.manager).__enter__(self.manager)

    def __exit__(self, *exception: Any) -> Any:
        self.note()
        return type(self.manager).__exit__(self.manager, *exception)


class _AsyncManager(_Manager):
    def __aenter__(self) -> Any:
        return type(self.manager).__aenter__(self.manager)

    def __aexit__(self, *exception: Any) -> Any:
        self.note()
        return type(self.manager).__aexit__(self.manager, *exception)


class _Rewriter:
    def __init__(self, lines: list[bytes], name: str) -> None:
        self.lines = lines
        self.name = name

    def call(self, method: str, node: Any, *arguments: ast.expr) -> ast.Call:
        first, last = header_lines(node, self.lines)
        target = ast.Attribute(ast.Name(self.name, ast.Load()), method, ast.Load())
        constants = [ast.Constant(first), ast.Constant(last)]
        return ast.Call(target, [*constants, *arguments], [])

    def body(self, nodes: list[Any], kind: str) -> list[Any]:
        found: list[Any] = []
        late: list[Any] = []
        for index, node in enumerate(nodes):
            docstring = (
                index == 0
                and kind != "block"
                and isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            )
            future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
            note = self.note(node, kind)
            if docstring and kind == "function":
                note = None
            if docstring or future:
                found.append(node)
                if note is not None:
                    late.append(note)
                continue
            found += late
            late = []
            if note is not None:
                found.append(note)
            self.rewrite(node, kind)
            found.append(node)
        return found + late

    def note(self, node: Any, kind: str) -> Any:
        if isinstance(node, (ast.Global, ast.Nonlocal, ast.If, ast.While)):
            return None
        if self.in_function and isinstance(node, ast.AnnAssign) and node.value is None:
            return None
        if isinstance(node, ast.Pass) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            line = self.lines[node.lineno - 1]
            if line[: node.col_offset].strip() or b";" in line[node.end_col_offset :]:
                return None
        return ast.Expr(self.call("step", node))

    in_function = False

    def rewrite(self, node: Any, kind: str) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            outer = self.in_function
            self.in_function = not isinstance(node, ast.ClassDef)
            node.body = self.body(node.body, "function" if self.in_function else "class")
            self.in_function = outer
            return
        if isinstance(node, (ast.If, ast.While)):
            node.test = ast.BoolOp(ast.Or(), [self.call("step", node), node.test])
        elif isinstance(node, ast.For):
            node.iter = self.call("rounds", node, node.iter)
        elif isinstance(node, ast.AsyncFor):
            node.iter = self.call("async_rounds", node, node.iter)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            method = "manager" if isinstance(node, ast.With) else "async_manager"
            for item in node.items:
                item.context_expr = self.call(method, node, item.context_expr)
        for handler in getattr(node, "handlers", ()):
            handler.body = self.body(handler.body, "block")
            if handler.type is None:
                handler.body.insert(0, ast.Expr(self.call("step", handler)))
            else:
                handler.type = self.call("clause", handler, handler.type)
        for case in getattr(node, "cases", ()):
            case.body = self.body(case.body, "block")
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list) and body:
                setattr(node, field, self.body(body, "block"))


def header_lines(node: Any, lines: list[bytes]) -> tuple[int, int]:
    """The lines of a statement, or of a compound statement's header, by trial: the shortest
    beginning that is a whole header when given an empty body."""
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    if not hasattr(node, "body") and not hasattr(node, "cases"):
        return first, node.end_lineno
    kind = type(node).__name__
    for last in range(node.lineno, node.end_lineno + 1):
        text = b"\n".join(
            [lines[node.lineno - 1][node.col_offset :], *lines[node.lineno : last]]
        ).decode()
        text = text.removeprefix("el") if kind == "If" else text
        before = "try: pass\n" if kind == "ExceptHandler" else ""
        after = "\n    case _: pass" if kind == "Match" else "\n    pass"
        if kind in ("Try", "TryStar"):
            after += "\nfinally: pass"
        for ending in (after, ""):
            for candidate in (text, text.rpartition(":")[0] + ":"):
                try:
                    ast.parse(
                        f"{before}async def f():\n" + _indented(candidate + ending)
                        if not before
                        else before + candidate + ending
                    )
                except SyntaxError:
                    continue
                return first, last
    return first, node.end_lineno


def _indented(text: str) -> str:
    return "\n".join(" " + line for line in text.split("\n"))


def rewritten(source: bytes, path: str, file: str) -> CodeType:
    """The module's code, noting its own steps."""
    name = f"__noting_{abs(hash(file))}__"
    setattr(builtins, name, _Noting(file))
    tree = ast.parse(source)
    tree.body = _Rewriter(source.splitlines(), name).body(tree.body, "module")
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


class _Recording:
    """A sink that keeps every step, and checks that frames open and close."""

    def begin(self, frame: FrameType, code: Any, statement: Any) -> None:
        assert frame.f_code is code.code
        steps.append(
            [
                code.file.name,
                statement.first_line,
                statement.last_line,
                code.function,
                statement.kind,
                statement.handles,
                statement.handles and sys.exc_info()[0] is not None,
            ]
        )

    def entered(self, frame: FrameType, code: Any, resumed: bool) -> None:
        assert frame.f_code is code.code

    def left(self, frame: FrameType, code: Any, suspended: bool) -> None:
        assert frame.f_code is code.code

    def registered(self, file: Any) -> None:
        pass


def _is_beside(path: str, folder: str) -> bool:
    return path.startswith(folder + os.sep) and "site-packages" not in path


def _run(how: str, script: str) -> None:
    with open(script, "rb") as stream:
        source = stream.read()
    folder = os.path.dirname(os.path.abspath(script))
    sys.path[0] = folder
    sys.argv = [script]
    own = sys.modules["__main__"]
    kept.append(own)
    script_module = sys.modules["__main__"] = ModuleType("__main__")
    script_module.__file__ = script
    namespace = script_module.__dict__
    if how == "oracle":
        original = importlib.machinery.SourceFileLoader.source_to_code

        def source_to_code(self: Any, data: Any, path: Any, **options: Any) -> Any:
            if isinstance(data, bytes) and _is_beside(str(path), folder):
                return rewritten(data, path, os.path.relpath(path, folder).replace(os.sep, "/"))
            return original(self, data, path, **options)

        importlib.machinery.SourceFileLoader.source_to_code = source_to_code  # type: ignore[method-assign]
        code = rewritten(source, script, os.path.basename(script))
        exec(code, namespace)
        return
    from ormlab_tui.engine.script_files import ScriptFiles
    from ormlab_tui.engine.tracer import choose_tracer

    files = ScriptFiles(script)
    code = compile(source, script, "exec", dont_inherit=True)
    files.register(code, source)
    tracer = choose_tracer(files, _Recording(), how)
    tracer.start()
    try:
        exec(code, namespace)
    finally:
        tracer.stop()


def main() -> None:
    how, script, result = sys.argv[1:]
    error = None
    try:
        _run(how, script)
    except BaseException as raised:
        error = type(raised).__name__
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    with open(result, "w") as stream:
        json.dump({"error": error, "steps": list(steps)}, stream)


if __name__ == "__main__":
    main()
