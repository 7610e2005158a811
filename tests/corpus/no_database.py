"""A script without SQLAlchemy: loops, classes, comprehensions, async without a database."""

import asyncio
import sys


class Counter:
    total = 0

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return iter(range(self.start, self.start + 3))


async def ticks(name):
    for n in range(2):
        await asyncio.sleep(0)
        yield f"{name}{n}"


async def gather():
    first = [tick async for tick in ticks("a")]
    return first + [tick async for tick in ticks("b")]


words = {word: len(word) for word in ("one", "three", "five")}
squares = [n * n for n in Counter(2) if n % 2]
print(words, squares, asyncio.run(gather()))
for n in range(3):
    if n == 1:
        continue
    Counter.total += n
else:
    print("total", Counter.total)
walrus = [y for x in range(4) if (y := x % 3)]
print(walrus, "sqlalchemy" in sys.modules, "sqlite3" in sys.modules, "asyncio" in sys.modules)
