#: {"after": ["last", "'reached'"]}
globals()[1] = 2
globals()["\ud800"] = 3
globals()["a\x1b[2J"] = 4
class Odd: pass
Odd.__qualname__ = "a\x1b[2J"
held = Odd()
Other = type("b\x1b]0;c\x07", (Exception,), {})
try: raise Other("\ud800")
except Other as error: caught = error
def f(): return 1
f.__code__ = f.__code__.replace(co_name="f\x1b[2J")
one = f()

last = 'reached'
