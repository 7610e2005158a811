#: {"outcome": "crashed", "exit_code": -9}
import signal
if os.fork() == 0:
    os.setsid()
    while True: signal.pause()
os.kill(os.getpid(), 9)
