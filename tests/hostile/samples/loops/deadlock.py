#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import threading
lock = threading.Lock()
lock.acquire()
lock.acquire()
