#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import signal
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN) if number < 32 else None
while True:
    signal.pause()
