# ruff: noqa
# fmt: off
import asyncio
import contextlib
class Manager:
    async def __aenter__(self):
        await asyncio.sleep(0)
        return self
    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        print("exit", exc[0])
        return exc[0] is KeyError
async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def child(n):
    await asyncio.sleep(0)
    return n
async def leave():
    async with Manager():
        return 1
@contextlib.asynccontextmanager
async def managed():
    yield 4
async def main():
    async for x in numbers(2):
        print(x)
    async for x in numbers(2): pass
    async for x in numbers(3):
        if x == 0: continue
        if x == 2:
            break
    else:
        print("never")
    async with Manager() as m:
        await child(1)
    async with Manager() as m, Manager():
        raise KeyError
    async with managed() as v: print(v)
    y = [z async for z in numbers(2)]
    y = [await child(i) for i in range(2)]
    print(await leave())
    r = await asyncio.gather(
        child(1),
        child(2),
    )
    task = asyncio.create_task(child(3))
    await task
    task = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    finally:
        await child(5)
    async with asyncio.TaskGroup() as group:
        group.create_task(child(1))
        group.create_task(child(2))
    agen = numbers(3)
    await anext(agen)
    await agen.aclose()
asyncio.run(main())
