"""Two tasks that take turns, a function that calls itself, and a generator."""

import asyncio

first_may_go = asyncio.Event()


async def inner(name):
    if name == "a":
        await first_may_go.wait()
    print("inner", name)
    return name * 2


async def job(name):
    value = await inner(name)
    print(name, "got", value)
    first_may_go.set()
    return value


async def main():
    both = await asyncio.gather(job("a"), job("b"))
    print(both)
    return both


def factorial(n):
    if n < 2:
        return 1
    return n * factorial(n - 1)


def numbers():
    yield 1
    yield 2


result = asyncio.run(main())
six = factorial(3)
total = sum(number for number in numbers())
