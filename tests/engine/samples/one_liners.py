# ruff: noqa
# fmt: off
a = 1; b = 2
if a: b = 3
if a: pass
else: b = 4
if not a: b
elif b: a = 2
else: a = 3
for i in range(2): a = i; b = a
while a: a -= 1; b += 1
def f(x): return x + 1
def g(x): y = x; z = y; return z
class C: x = 1; y = 2
class D: pass
f(1); g(2); f(g(3))
def h():
    x = 1; y = x; print(x); return y
h(); h()
try: 1 / 0
except ZeroDivisionError: print("zero"); a = 2
finally: print("fin")
def k(v):
    if v: return 1
    if not v: v = 2; return v
k(0); k(1)
lst = [f(x) for x in range(3)]; tup = tuple(x for x in lst)
x = (lambda n: n + 1)(2); y = sorted([3, 1], key=lambda v: -v)
def lp(n):
    for i in range(n): x = i; y = x
    while n: n -= 1; x = n
    for i in [1, 2]: print(i); continue
    for i in [1, 2]: break
lp(2)
