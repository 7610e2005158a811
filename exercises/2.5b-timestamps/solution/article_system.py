"""Articles of a small magazine: written, found, changed and deleted."""

from datetime import datetime

from sqlalchemy import String, Text, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class Article(Base):
    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    body: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    created_at: Mapped[datetime | None] = mapped_column(server_default=func.now())

    def __repr__(self) -> str:
        return f"Article(id={self.id!r}, title={self.title!r}, status={self.status!r})"


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
SessionLocal = sessionmaker(engine)


def create_article(session: Session, title: str, slug: str, body: str | None = None) -> Article:
    """Save a new article and return it; it begins as a draft."""
    article = Article(title=title, slug=slug, body=body)
    session.add(article)
    session.commit()
    session.refresh(article)
    return article


def get_article(session: Session, article_id: int) -> Article | None:
    """Return the article with this id, or None."""
    return session.get(Article, article_id)


def list_articles(session: Session) -> list[Article]:
    """Return every article, ordered by id."""
    return list(session.scalars(select(Article).order_by(Article.id)))


def update_article(session: Session, article_id: int, **changes: str) -> Article | None:
    """Save new values of some of the article's columns and return it; None if there is none."""
    article = session.get(Article, article_id)
    if article is None:
        return None
    for name, value in changes.items():
        setattr(article, name, value)
    session.commit()
    session.refresh(article)
    return article


def delete_article(session: Session, article_id: int) -> bool:
    """Delete the article; return whether there was one."""
    article = session.get(Article, article_id)
    if article is None:
        return False
    session.delete(article)
    session.commit()
    return True
