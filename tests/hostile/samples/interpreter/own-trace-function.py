#: {"after": ["last", "'reached'"]}
seen = []
def trace(frame, event, argument):
    seen.append(event)
    return trace
def f():
    inside = 1
    return inside
sys.settrace(trace)
one = f()
sys.settrace(None)
two = f()
sys.setprofile(lambda *a: None)
two = f()
sys.setprofile(None)

last = 'reached'
