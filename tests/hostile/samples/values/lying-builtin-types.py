#: {"after": ["last", "'reached'"]}
def bad(*a, **k): os._exit(4)
names = "__len__ __iter__ __getitem__ __repr__ __str__ __eq__ __hash__ __bool__ __contains__".split()
made = []
for base in (int, str, bytes, float, list, dict, tuple, set, frozenset, bytearray):
    made.append(type("Sly", (base,), {name: bad for name in names}))
a, b, c, d, e, f, g, h, i, j = (cls.__new__(cls) for cls in made)
pair = [a, b, c]
a = b
e = [e, f]

last = 'reached'
