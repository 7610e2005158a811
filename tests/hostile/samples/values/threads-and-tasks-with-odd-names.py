#: {"after": ["last", "'reached'"]}
import asyncio, threading
def work():
    here = 1
for name in ("\ud800", "a\x1b]0;b\x07", "", "\u202e"):
    thread = threading.Thread(target=work, name=name)
    thread.start()
    thread.join()
async def step():
    here = 2
async def main():
    await asyncio.create_task(step(), name="\ud800")
asyncio.run(main())
class Sly:
    def __str__(self): os._exit(4)

last = 'reached'
