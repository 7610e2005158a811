#: {"after": ["last", "'reached'"]}
class Held:
    def __repr__(self): os._exit(5)
held = Held()
last = 'reached'
