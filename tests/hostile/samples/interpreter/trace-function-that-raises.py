#: {}
def trace(frame, event, argument): raise ZeroDivisionError
def f(): return 1
sys.settrace(trace)
try: f()
except ZeroDivisionError: pass
sys.settrace(None)
sys.setprofile(trace)
try: f()
except ZeroDivisionError: pass
sys.setprofile(None)

last = 'reached'
