#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import multiprocessing, threading
multiprocessing.get_context("fork").Process(target=threading.Event().wait).start()
