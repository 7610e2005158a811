#: {"outcome": "finished exit"}
def f():
    frame = sys._getframe()
    while frame:
        frame.f_trace = None
        held = frame.f_locals
        frame = frame.f_back
    try: sys._getframe(1).clear()
    except RuntimeError: pass
f()

last = 'reached'
