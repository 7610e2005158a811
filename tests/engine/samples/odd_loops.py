# ruff: noqa
# fmt: off
def merge(h):
    while len(h) > 1:
        try:
            while True:
                value, n = h[0]
                yield value
                if n > 2: raise StopIteration
                h[0] = value, n + 1
        except StopIteration:
            h.pop(0)
    if h:
        yield "last"
print(list(merge([(1, 1), (2, 2), (3, 3)])))
def handler_jumps(items):
    out = []
    for x in items:
        try:
            y = 10 // x
        except ZeroDivisionError:
            continue
        except TypeError as error:
            if x is None:
                break
            out.append(error)
        else:
            out.append(y)
    while True:
        try:
            x = items.pop()
            if x: continue
        except IndexError:
            break
    while items or out:
        try:
            out.pop().nothing
        except AttributeError: pass
        except TypeError:
            pass
    for i in range(2):
        with open("/dev/null") as f:
            for j in range(2):
                if i == j: break
            else:
                continue
            if i: return out
handler_jumps([1, 0, "s", 2, None])
def while_one_line(n):
    while True: n -= 1; print(n); n < 1 and print(n) or 3; x = n; return while_one_line if n > 3 else 3
    while 1:
        n += 1
        if n > 3: return
        elif n > 2:
            continue
        else:
            pass
while_one_line(2)
def while_one_line_round(n):
    while True: n.pop(); print(n)
try:
    while_one_line_round([1, 2])
except IndexError:
    pass
def long_jumps(n):
    for i in range(n):
        a = [i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i + 7, i + 8, i + 9, i + 10, i + 11, i + 12, i + 13]
        b = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        c = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        d = print(a, b, c, sep="", end=""), print(a, b, c), print(a, b), print(b, c), print(a, c)
        e = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        if i == 1: continue
        if i == 2:
            break
        e = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
    while True:
        a = [n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9, n + 10, n + 11, n + 12, n + 13]
        b = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        c = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        d = print(a, b, c, sep="", end=""), print(a, b, c), print(a, b), print(b, c), print(a, c)
        e = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        n -= 1
        if n < 1: break
    while n < 3:
        n += 1
        a = [n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9, n + 10, n + 11, n + 12, n + 13]
        b = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        c = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
        d = print(a, b, c, sep="", end=""), print(a, b, c), print(a, b), print(b, c), print(a, c)
        e = [a[0] + 1, a[1] + 2, a[2] + 3, a[3] + 4, a[4] + 5, a[5] + 6, a[6] + 7, a[7] + 8, a[8] + 9]
long_jumps(4)
def fors_in_handlers(items):
    try:
        raise KeyError
    except KeyError:
        for i in items:
            if i:
                continue
            print(i)
        for i in items: i
        while items:
            items.pop()
        with open("/dev/null") as f: pass
        with open("/dev/null") as f:
            return [x for x in items if x]
    finally:
        for i in [1, 2]:
            for j in [x for x in [1] if x]:
                i
        while i: i -= 1
        if i: pass
        else:
            i = 1
fors_in_handlers([1, 0])
def unpack():
    for i, (j, *k) in enumerate([(1, 2), (3, 4, 5)]): print(i, j, k)
    for d["x"] in range(2): pass
    for C.attr in range(2):
        pass
class C: pass
d = {}
unpack()
if True:
    x = 1
if 0:
    x = 2
else:
    x = 3
if 1: x = 4
if x:
    if d:
        pass
    elif not d:
        pass
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
def if_returns(n):
    if n: return
    if not n:
        return
print(if_returns(0), if_returns(1))
def constant_body():
    1
    "text"
    None
    return "x"
constant_body()
def loop_returns():
    for i in range(3):
        while i:
            try:
                return i
            finally:
                print("leaving")
loop_returns()
def deep(n):
    if n:
        for i in range(n):
            if i:
                while i > 0:
                    i -= 1
                    if i == 1: break
                else:
                    continue
            else:
                continue
deep(4)
def ternary(n): return (1 if n else 2) if n is not None else (3 if n else 4)
ternary(1); ternary(None)
def asserts(n):
    assert n, f"{n}"
    assert (
        n > 0
        and n < 10
    )
    try: assert not n
    except AssertionError: return
asserts(3)
