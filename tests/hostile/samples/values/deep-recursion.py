#: {"outcome": "finished exit"}
def dive(n): return dive(n + 1)
for _ in range(3):
    try: dive(0)
    except RecursionError: pass
sys.setrecursionlimit(60)
def shallow(n):
    return shallow(n - 1) if n else 0
try: shallow(45)
except RecursionError: pass
sys.setrecursionlimit(1000)

last = 'reached'
