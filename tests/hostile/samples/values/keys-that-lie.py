#: {"after": ["last", "'reached'"]}
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other):
        if armed: os._exit(4)
        return self is other
armed = False
pairs = {Key(1): 1, Key(2): 2}
group = {Key(1), Key(2)}
armed = True
one = 1

last = 'reached'
