#: {"after": ["last", "'reached'"], "stdout": "said before\nnoted\n"}
import gc, io, os, sys, threading, time, weakref
kept = []
def lie(*a, **k): raise ZeroDivisionError
names = [(os, "lseek"), (os, "fstat"), (os, "pread"), (os, "getpid"), (os, "_exit"), (os, "getppid"),
         (os.path, "abspath"), (sys, "_getframe"), (sys, "exc_info"), (threading, "get_ident"),
         (threading, "RLock"), (threading, "current_thread"), (threading, "main_thread"),
         (weakref, "ref"), (time, "sleep"), (time, "perf_counter_ns"), (gc, "collect")]
for module, name in names:
    kept.append((module, name, getattr(module, name)))
    setattr(module, name, lie)
a = 1
def f(): return 1
b = f()
print("noted")
for module, name, value in kept: setattr(module, name, value)

last = 'reached'
