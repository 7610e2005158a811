#: {"after": ["last", "'reached'"]}
import threading
def work(n):
    total = n
    total += 1
threads = [threading.Thread(target=work, args=(n,)) for n in range(100)]
for thread in threads: thread.start()
for thread in threads: thread.join()
last = 'reached'
