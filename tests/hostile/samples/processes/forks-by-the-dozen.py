#: {"after": ["last", "'reached'"]}
import signal
for _ in range(40):
    if os.fork() == 0:
        while True: signal.pause()
last = 'reached'
