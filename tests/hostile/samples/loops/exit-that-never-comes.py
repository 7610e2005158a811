#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import atexit, threading
atexit.register(threading.Event().wait)
