"""A many-to-many, its association proxy, a viewonly relationship and a cascade."""

from sqlalchemy import Column, ForeignKey, Table, create_engine, select
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


links = Table(
    "links",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str]

    def __init__(self, word):
        self.word = word


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    tags: Mapped[list[Tag]] = relationship(secondary=links, order_by=Tag.id)
    long_tags: Mapped[list[Tag]] = relationship(
        secondary=links,
        secondaryjoin="and_(Tag.id == links.c.tag_id, func.length(Tag.word) > 3)",
        viewonly=True,
    )
    comments: Mapped[list["Comment"]] = relationship(cascade="all, delete-orphan")
    words = association_proxy("tags", "word")


class Comment(Base):
    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
post = Post(comments=[Comment(), Comment()])
post.words.append("orm")
post.words.extend(["python", "sql"])
session.add(post)
held = list(post.tags)
session.commit()
print(list(post.words), [tag.word for tag in post.long_tags])
post.words.remove("sql")
del post.comments[0]
session.commit()
print(len(post.comments), [tag.word for tag in session.scalars(select(Tag).order_by(Tag.id))])
session.delete(post)
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))
