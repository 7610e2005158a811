"""An article is changed, then checked, then refused: what is left of the change?"""

from sqlalchemy import String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Article(Base):
    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20), default="draft")


def archive_article(article):
    """Archive a published article; a draft can't be archived."""
    before = article.status
    article.status = "archived"
    if before != "published":
        raise ValueError(f"a {before} can't be archived")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)

with Session(engine) as session:
    session.add(Article(title="Half an idea"))
    session.commit()

with Session(engine) as session:
    idea = session.get(Article, 1)
    try:
        archive_article(idea)
    except ValueError as error:
        print("refused:", error)

    # The same session goes on with something else.
    session.add(Article(title="Another idea"))
    session.commit()

with Session(engine) as session:
    print("half an idea is", session.get(Article, 1).status)
