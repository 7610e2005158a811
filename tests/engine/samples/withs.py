# ruff: noqa
# fmt: off
import contextlib
import io
class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, *exc):
        print("exit", self.name, exc[0])
        return self.swallow
with Manager("a"):
    pass
with Manager("a") as m, Manager("b"):
    x = 1
with (
    Manager("a") as m,
    Manager("b") as n,
):
    x = 1
    y = 2
with Manager("one"): x = 1
def leaving(n):
    with Manager("f") as m:
        if n:
            return n
        x = m
    with Manager("g"), Manager("h"):
        return
print(leaving(0), leaving(1))
def loop():
    for i in range(4):
        with Manager(i):
            if i == 0:
                continue
            if i == 2:
                break
    while True:
        with Manager("w"):
            break
loop()
with Manager("quiet", swallow=True):
    raise ValueError
with Manager("quiet", True), Manager("b"):
    raise ValueError
    print("never")
with Manager("a"), Manager("quiet", True):
    1 / 0
try:
    with Manager("a") as (p, q):
        print("never")
except TypeError:
    print("type error")
try:
    with Manager("a"):
        with Manager("b") as m.field:
            raise KeyError
except KeyError:
    x = 3
@contextlib.contextmanager
def managed(value):
    print("before")
    try:
        yield value
    finally:
        print("after")
with managed(3) as v:
    print(v)
try:
    with managed(3) as v:
        raise OSError
except OSError: print("os")
with contextlib.suppress(ValueError): int("x")
with contextlib.redirect_stdout(io.StringIO()) as out:
    print("hidden")
def gen():
    with Manager("gen"):
        for i in range(3):
            yield i
for i in gen():
    print(i)
g = gen()
next(g)
g.close()
with contextlib.ExitStack() as stack:
    stack.enter_context(Manager("s1"))
    stack.callback(lambda: print("cb"))
def after():
    with Manager("x", True):
        raise KeyError
    return 5
after()
def try_with():
    try:
        with Manager("tw"):
            return [1, 2]
    finally:
        print("end")
try_with()
