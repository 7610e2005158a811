#: {"after": ["last", "'reached'"]}
class Sly:
    def write(self, text): raise OSError("no")
    def __getattr__(self, name): raise SystemExit(4)
sys.stdout = Sly()
try: print(1)
except OSError: sys.stdout = sys.__stdout__

last = 'reached'
