#: {}
import signal
for _ in range(5): os.fork()
if os.getpid() != os.getpgrp():
    while True: signal.pause()
