#: {"stdout": null}
import ctypes, threading
class Struck(Exception): pass
go = threading.Event()
hits = []
def spin():
    while True:
        try:
            while True:
                sum(range(20_000))
                go.set()
        except Struck:
            hits.append(1)
            if len(hits) > 2: return
thread = threading.Thread(target=spin)
thread.start()
go.wait()
while thread.is_alive():
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Struck))
    thread.join(0.01)

last = 'reached'
