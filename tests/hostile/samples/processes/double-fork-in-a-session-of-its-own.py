#: {}
import signal
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    for number in range(3): os.close(number)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True: signal.pause()
os.wait()
