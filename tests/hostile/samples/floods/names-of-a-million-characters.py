#: {"after": ["last", "'reached'"]}
import threading
Long = type("L" * 1_000_000, (), {})
held = Long()
thread = threading.Thread(target=lambda: [held, marker], name="t" * 1_000_000)
thread.start(); thread.join()
for n in range(100):
    held = Long()
last = 'reached'
