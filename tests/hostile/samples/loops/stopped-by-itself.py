#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import signal
os.kill(os.getpid(), signal.SIGSTOP)
