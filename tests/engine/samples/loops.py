# ruff: noqa
# fmt: off
for x in [1, 2, 3]: pass
for x in range(3):
    pass
for x in range(2): y = x
for x in range(4):
    if x == 1: continue
    if x == 3:
        break
    y = x
else:
    y = "never"
for x in range(2):
    y = x
else:
    y = "done"
n = 0
while True:
    n += 1
    if n == 2:
        continue
    if n > 3: break
while n: n -= 1
while n < 3 and not n > 5:
    n += 1
else:
    n = 9
while n < 12:
    n += 1
    if n == 11:
        continue
    y = n
for x in (
    1,
    2,
):
    for y in range(x):
        for z in []:
            print("never")
for x in range(3):
    try:
        if x == 1:
            continue
    finally:
        y = x
for x in range(3):
    if x:
        y = 1
for x in range(3):
    if x:
        if y:
            z = 1
        else:
            z = 2
for a, b in [(1, 2), (3, 4)]:
    a += b
i = 0
while True:
    try:
        i += 1
        if i > 2:
            break
    except ValueError:
        pass
for x in [i for i in range(3) if i]: print(x)
for x in [[i, j] for i in range(2) for j in range(2)]:
    print([k for k in x])
def f(items):
    for item in items:
        if item: continue
    for item in items: item
    while items:
        if items.pop(): continue
        items
    for x in range(2):
        if not x:
            continue
        return x
def g():
    while 1:
        return 5
print(f([1, 0, 2]), f([]), g())
for x in "ab":
    for y in "cd":
        continue
    continue
for x in range(3):
    match x:
        case 1:
            continue
        case 2:
            pass
