# ruff: noqa
# fmt: off
import sys, threading
seen = []
def tracer(frame, event, arg):
    if "traces_itself" in frame.f_code.co_filename:
        seen.append((frame.f_code.co_name, event, frame.f_lineno))
    return tracer
def f(n):
    x = n
    y = [i for i in range(2)]
    for i in range(2): x = i
    with open("/dev/null") as g:
        x = 2
    return x
def gen():
    yield 1
    yield 2
print(sys.gettrace(), threading.gettrace())
sys.settrace(tracer)
print(sys.gettrace() is tracer)
f(1)
list(gen())
try:
    f(1) + "a"
    (lambda: 1 / 0)()
except TypeError:
    pass
sys.settrace(None)
print(sys.gettrace())
threading.settrace(tracer)
print(threading.gettrace() is tracer)
t = threading.Thread(target=f, args=(1,)); t.start(); t.join()
threading.settrace(None)
f(2)
def once(frame, event, arg):
    if frame.f_code.co_name == "f":
        seen.append("once")
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        def inner(frame, event, arg):
            seen.append((event, frame.f_lineno))
        return inner
sys.settrace(once); f(1); sys.settrace(None)
print(*seen, sep="\n")
