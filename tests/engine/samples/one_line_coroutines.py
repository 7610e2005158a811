# ruff: noqa
# fmt: off
import asyncio, contextlib
async def numbers(n):
    for i in range(n): yield i
@contextlib.asynccontextmanager
async def managed(): yield 4
async def main():
    async for x in numbers(2): pass
    async for x in numbers(3):
        if x == 0: continue
        if x == 2:
            break
    async with managed() as v: print(v)
    async with managed() as v, managed(): x = v; y = x
    await asyncio.sleep(0); return 1
print(asyncio.run(main()))
