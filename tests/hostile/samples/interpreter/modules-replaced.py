#: {"after": ["last", "'reached'"]}
import threading, weakref, io, time
kept = dict(sys.modules)
for name in "os io time threading weakref signal types struct zlib mmap re gc sys atexit".split():
    sys.modules[name] = 0
a = 1
def f(): return 1
b = f()
sys.modules.update(kept)

last = 'reached'
