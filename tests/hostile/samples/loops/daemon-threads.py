#: {"after": ["last", "'reached'"]}
import threading
def spin():
    while True: sum(range(100))
for _ in range(4): threading.Thread(target=spin, daemon=True).start()
last = 'reached'
