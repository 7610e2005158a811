#: {"after": ["read_back", "True"]}
import signal
class Strike(Exception): pass
def strike(*_): raise Strike
before = signal.signal(signal.SIGALRM, strike)
read_back = signal.getsignal(signal.SIGALRM) is strike
struck = 0
def work():
    total = 0
    for n in range(50):
        total += sum(range(500))
while struck < 5:
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.005)
        while True: work()
    except Strike:
        struck += 1
