#: {"outcome": "finished exit exception", "exit_code": null}
import threading
class Sly(threading.Thread):
    @property
    def name(self): raise SystemExit(4)
    def run(self):
        here = 1
thread = Sly()
thread.start()
thread.join()

last = 'reached'
