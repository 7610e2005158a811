#: {"outcome": "finished exit", "exit_code": null, "after": ["last", "'reached'"], "stdout": null}
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    print("x" * 2000, flush=True)
except OSError as error:
    why = error.errno
sys.stdout = open(os.devnull, "w")
last = 'reached'
