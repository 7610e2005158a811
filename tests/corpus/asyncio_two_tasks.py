"""Two asyncio tasks, each with an AsyncSession, taking turns by events."""

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass


class Tool(Base):
    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    price: Mapped[int]

async def write(engine, written):
    async with AsyncSession(engine) as session:
        tool = Tool(name="saw", price=1)
        session.add(tool)
        await session.flush()
        print("writer:", tool.id)
        await session.commit()
        written.set()
        await session.refresh(tool)
        return tool.name


async def read(engine, written):
    await written.wait()
    async with AsyncSession(engine, expire_on_commit=False) as session:
        tools = (await session.scalars(select(Tool))).all()
        print("reader:", [tool.name for tool in tools])
        await session.run_sync(lambda sync: print("held:", len(sync.identity_map)))
        return len(tools)


async def main():
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    written = asyncio.Event()
    writer = asyncio.create_task(write(engine, written), name="writer")
    print(await writer)
    reader = asyncio.create_task(read(engine, written), name="reader")
    print(await asyncio.gather(reader))
    await engine.dispose()


asyncio.run(main())
