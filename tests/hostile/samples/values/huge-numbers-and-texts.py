#: {"after": ["last", "'reached'"]}
number = 10 ** 100_000
text = 'x' * 30_000_000
data = bytes(30_000_000)
many = list(range(1_000_000))
wide = {n: n for n in range(300_000)}
wide[0] = many
last = 'reached'
