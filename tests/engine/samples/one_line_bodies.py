# ruff: noqa
# fmt: off
for x in [1, 2, 3]: pass
for x in range(4):
    if x == 1: continue
    if x == 3:
        break
n = 0
while True:
    n += 1
    if n == 2:
        continue
    if n > 3: break
while n: n -= 1
for x in [i for i in range(3) if i]: print(x)
def f(items):
    for item in items:
        if item: continue
    for item in items: item
    while items:
        if items.pop(): continue
        items
f([1, 0, 2]), f([])
def swallowing():
    for i in range(2):
        try:
            if i: return i
        finally:
            for j in range(2):
                if j:
                    continue
                print(j)
swallowing()
try: print(1)
except ValueError: print(2)
finally: print(3)
try:
    raise KeyError("a")
except KeyError: pass
try:
    try:
        raise KeyError("a")
    finally:
        x = 1; y = 2
except KeyError as e: x = e; del x
def conditional(n):
    try:
        if n: return n
    finally:
        print("f")
conditional(0), conditional(1)
import contextlib, io
with contextlib.suppress(ValueError): int("x")
with contextlib.nullcontext(1): x = 1; y = 2
with contextlib.nullcontext(1) as x, contextlib.nullcontext(2): pass
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got: print(got)
        i += 1
g = count(3); next(g); g.send("hello"); g.close()
it = count(3)
next(it); next(it); next(it)
for i in count(1): pass
def match(v):
    match v:
        case 1 | 2:
            return "small"
        case [a, *rest] if len(rest) > 1: return rest
        case str() as s: print(s)
        case None: ...
        case {"k": 1}: pass
        case _:
            v = 3
    return v
for v in (1, [1, 2, 3], [1], "s", None, 9, {"k": 1}):
    match(v)
match 1, 2:
    case (1, b): print(b)
def comprehensions(w):
    r = [i for i in w if i]; q = {i for i in w}
    for t in [u for u in w if u]:
        t
    for t in [u for u in w]: t
comprehensions([(1,), (2,)])
if (n := len("abc")) > 1 and (m := n + 1): print(n, m)
def default(x=[i for i in range(2)], y={"a:": 1}): return x
default()
e = "é" * 2; f2 = "ü"; g2 = "日本"; print(e)
def handlers(items):
    for x in items:
        try:
            y = 10 // x
        except ZeroDivisionError: continue
        except TypeError as error: y = error
    while True:
        try:
            x = items.pop()
            if x: continue
        except IndexError: break
    while y:
        try:
            y.nothing
        except AttributeError: y = None
handlers([1, 0, "s", 2, None])
def rounds(n):
    while True: n.pop(); print(n)
try:
    rounds([1, 2])
except IndexError:
    pass
def in_handlers(items):
    try:
        raise KeyError
    except KeyError:
        for i in items: i
        with contextlib.nullcontext(): x = 2
        for i in items:
            if i:
                continue
            print(i)
    finally:
        while i: i -= 1
        for i in range(2):
            for j in [x for x in [1] if x]: i
        if i: pass
        else:
            i = 1
in_handlers([1, 0])
def unpack():
    for i, (j, *k) in enumerate([(1, 2), (3, 4, 5)]): print(i, j, k)
    for d["x"] in range(2): pass
d = {}
unpack()
if 1: x = 4
if not x:
    pass
elif x == 4 and d: x = 5
elif x == 5: pass
else:
    pass
def assigns(n):
    a = n; b = a
    c = a; return b
assigns(1)
def returns(n):
    if n: return
    if not n:
        return
print(returns(0), returns(1))
def ternary(n): return (1 if n else 2) if n is not None else (3 if n else 4)
ternary(1); ternary(None)
def asserts(n):
    try: assert not n
    except AssertionError: return
asserts(3)
def merge(h):
    while len(h) > 1:
        try:
            while True:
                value, n = h[0]
                yield value
                if n > 2: raise StopIteration
                h[0] = value, n + 1
        except StopIteration: h.pop(0)
print(list(merge([(1, 1), (2, 2), (3, 3)])))
class Property:
    @property
    def prop(self): return 1
    async def later(self): pass
Property().prop
