"""A query is put together piece by piece: when is it sent, and what does it find?"""

from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Article(Base):
    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20), default="draft")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Article(title="Sales up 100%"))
    session.add(Article(title="100 recipes", status="published"))
    session.add(Article(title="Learning SQL"))
    session.commit()

with Session(engine) as session:
    # Only the drafts, please.
    query = select(Article.title).order_by(Article.id)
    query.where(Article.status == "draft")
    found = session.scalars(query).all()
    print("found", len(found))

    # Only the drafts, once more.
    query = query.where(Article.status == "draft")
    found = session.scalars(query).all()
    print("then found", len(found))

    # What is there about 100%?
    wanted = "100%"
    by_pattern = select(Article.title).where(Article.title.ilike(f"%{wanted}%"))
    found = session.scalars(by_pattern).all()
    print("by pattern", len(found))

    by_text = select(Article.title).where(Article.title.icontains(wanted, autoescape=True))
    found = session.scalars(by_text).all()
    print("by text", len(found))
