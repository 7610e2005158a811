# ruff: noqa
# fmt: off
def count(n):
    i = 0
    while i < n:
        got = yield i
        if got: print(got)
        i += 1
    return "end"
def delegate():
    r = yield from count(2)
    print(r)
    x = [(yield 5), (yield 6)]
for v in delegate():
    print(v)
g = count(3)
next(g)
g.send("hello")
g.close()
h = count(2)
next(h)
try:
    h.throw(ValueError("x"))
except ValueError as e:
    print(e)
def infinite():
    while True:
        yield
it = infinite()
next(it); next(it); next(it)
del it
def catching():
    while True:
        try:
            yield 1
        except ValueError:
            yield 2
c = catching()
next(c)
c.throw(ValueError)
next(c)
c.close()
print(list(x for x in count(2)), [y for y in count(2)], sum(z for z in count(3)))
a, b = count(2)
print(max(count(3), key=lambda v: -v))
def walk(tree):
    if isinstance(tree, list):
        for t in tree:
            yield from walk(t)
    else:
        yield tree
print(list(walk([1, [2, [3]]])))
for i in count(1): pass
