#: {"after": ["last", "'reached'"], "stdout": null}
def lie(*a): raise ZeroDivisionError
sys.excepthook = sys.unraisablehook = sys.displayhook = lie
import threading
threading.excepthook = lie
def fail(): raise ValueError
thread = threading.Thread(target=fail); thread.start(); thread.join()

last = 'reached'
