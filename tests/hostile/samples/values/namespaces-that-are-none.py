#: {"after": ["last", "'reached'"]}
class Odd(dict):
    def __getitem__(self, name):
        if name == "go": os._exit(4)
        return dict.__getitem__(self, name)
    def __missing__(self, name): raise KeyError(name)
exec("one = 1", Odd())
class Meta(type):
    @classmethod
    def __prepare__(cls, name, bases): return Odd()
class Made(metaclass=Meta):
    inside = 1
code = compile("def g():\n    return 7\nseven = g()", sys.argv[0], "exec")
exec(code)
eval(compile("[n for n in range(3)]", "nowhere\x1b[2J.py", "eval"))

last = 'reached'
