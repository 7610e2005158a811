#: {"after": ["last", "'reached'"]}
class Sly(Exception):
    args = property(lambda self: os._exit(4))
    def __str__(self): os._exit(4)
    def __repr__(self): os._exit(4)
    def __getattribute__(self, name): os._exit(4)
for _ in range(3):
    try: raise Sly("a", "b")
    except Sly: caught = 1
class Loop(Exception): pass
one = Loop(); two = Loop(); one.__cause__ = two; two.__cause__ = one
try: raise one
except Loop: pass

last = 'reached'
