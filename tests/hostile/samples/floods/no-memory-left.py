#: {"after": ["last", "'reached'"]}
import resource
held = []
with open("/proc/self/statm") as file: pages = int(file.read().split()[0])
limit = pages * resource.getpagesize() + 30_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
caught = 0
for _ in range(5):
    try:
        while True: held.append(bytearray(100_000))
    except MemoryError:
        held.clear()
        caught += 1
last = 'reached'
