#: {"after": ["last", "'reached'"]}
class Meta(type):
    def __getattribute__(cls, name): raise SystemExit(4)
    def __instancecheck__(cls, other): raise SystemExit(4)
    def __subclasscheck__(cls, other): return True
    def __eq__(cls, other): raise SystemExit(4)
    def __hash__(cls): raise SystemExit(4)
    def __repr__(cls): raise SystemExit(4)
    def __len__(cls): raise SystemExit(4)
    def __bool__(cls): raise SystemExit(4)
class Sly(metaclass=Meta):
    @property
    def __class__(self): raise SystemExit(4)
    @property
    def __dict__(self): raise SystemExit(4)
    def __getattribute__(self, name): raise SystemExit(4)
    def __repr__(self): os._exit(4)
    def __eq__(self, other): os._exit(4)
    def __hash__(self): os._exit(4)
    def __len__(self): os._exit(4)
    def __bool__(self): os._exit(4)
    def __iter__(self): os._exit(4)
    def __sizeof__(self): os._exit(4)
    def __reduce__(self): os._exit(4)
held = Sly()
many = [Sly(), Sly()]
pairs = {"a": Sly()}
nested = ({"b": [Sly()]},)

last = 'reached'
