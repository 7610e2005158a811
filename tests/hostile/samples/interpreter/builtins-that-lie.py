#: {"after": ["last", "'reached'"]}
import builtins
kept = {name: getattr(builtins, name) for name in "len isinstance issubclass type id repr str int max min sum sorted list dict tuple set frozenset map filter any all enumerate zip range getattr setattr hasattr super property iter next print vars bytes bool open callable reversed Exception BaseException KeyError".split()}
put = setattr
def lie(*a, **k): raise ZeroDivisionError("a builtin of the script's own")
for name in kept: put(builtins, name, lie)
a = 1
b = [a, a]
c = "text"
def f(x):
    y = x
    return y
d = f(c)
for name in kept: put(builtins, name, kept[name])

last = 'reached'
