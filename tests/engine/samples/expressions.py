# ruff: noqa
# fmt: off
"""A docstring."""
from __future__ import annotations
import os, sys as system
from os.path import (
    join,
    split,
)
def call(*args, **kwargs):
    return args
value = call(
    1,
    call(
        2,
        call(3),
    ),
    key=call(
        4,
    ),
)
text = (
    "a"
    "b"
    f"{value!r}"
)
ok = 1 < len(value) < 10 < 20
ok = 1 < call(
    1
)[0] or (
    2
)
if (
    ok
    and value
    or text
):
    print("yes")
if (n := len(value)) > 1 and (m := n + 1): print(n, m)
while (n := n - 1) > -3:
    text += str(n)
x: int = 3
y: str
def f():
    """Docstring only."""
def g():
    "doc"
    global counter
    counter = 1
    local: int
    other: int = 2
    def inner():
        nonlocal other
        other += 1
        return other
    return inner
g()()
z = [1, 2, 3]
del z[0], n
z[0] += 1
a, *b = c = [1, 2, 3]
nested = [[j * 2 for j in range(i) if j] for i in range(4) if i]
d = {k: v for k, v in zip("ab", [1, 2])}
s = {
    i
    for i in range(3)
}
total = sum(
    i
    for i in range(3)
)
cond = (
    call(1)
    if ok
    else call(2)
)
assert cond
assert cond, "message"
"an expression"
...
1
print(
    "a",
    sep="",
)
def many(
    a,
    b=call(1),
    *,
    c: int = 2,
) -> dict[
    str, int
]:  # a comment: with a colon
    return a
many(
    1
)
lam = lambda: (
    call(1)
)
lam()
def default(x=[i for i in range(2)], y={"a:": 1}): return x
default()
try:
    raise ValueError(
        "several",
        "lines",
    )
except ValueError:
    pass
w = [i for i in [j for j in range(3)]]
w = [(i, j) for i in range(2) for j in range(2)]
def comprehensions(w):
    r = [i for i in w]
    r = [i for i in w if i]; q = {i for i in w}
    for t in [u for u in w if u]:
        t
    for t in [u for u in w]: t
    return [[v for v in u] for u in w]
comprehensions([(1,), (2,)])
e = "é" * 2; f2 = "ü"; g2 = "日本"; print(e)
