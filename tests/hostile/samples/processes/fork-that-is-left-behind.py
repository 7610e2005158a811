#: {}
import signal
if os.fork() == 0:
    while True: signal.pause()
