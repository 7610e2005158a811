#: {"after": ["last", "'reached'"]}
a = []
a.append(a)
b = {}
b['b'] = b
c = (a, b)
a.append(c)
b[1] = c
s = {1}
s.add(frozenset(s))
last = 'reached'
