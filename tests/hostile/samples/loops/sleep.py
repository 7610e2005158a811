#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import time
time.sleep(3600)
