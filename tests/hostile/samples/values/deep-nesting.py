#: {"after": ["last", "'reached'"]}
deep = []
for _ in range(3000): deep = [deep]
keys = {}
for _ in range(1500): keys = {0: keys}
last = 'reached'
