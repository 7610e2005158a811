# ruff: noqa
# fmt: off
import threading
from concurrent.futures import ThreadPoolExecutor
def work(n):
    for i in range(n):
        x = i
    return n
t = threading.Thread(target=work, args=(2,))
t.start()
t.join()
with ThreadPoolExecutor(1) as pool:
    f = pool.submit(work, 1)
    print(f.result())
class T(threading.Thread):
    def run(self):
        work(1)
t = T()
t.start(); t.join()
timer = threading.Timer(0, lambda: work(1))
timer.start()
timer.join()
