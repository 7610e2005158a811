#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import threading
threading.Thread(target=threading.Event().wait).start()
