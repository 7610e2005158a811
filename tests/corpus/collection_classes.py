"""Set and dictionary collections, backrefs and bulk replacement."""

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    attribute_keyed_dict,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    players: Mapped[dict[str, "Player"]] = relationship(
        collection_class=attribute_keyed_dict("name"), back_populates="team"
    )
    fans: Mapped[set["Fan"]] = relationship(back_populates="team")


class Player(Base):
    __tablename__ = "players"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    team: Mapped[Team | None] = relationship(back_populates="players")


class Fan(Base):
    __tablename__ = "fans"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    team: Mapped[Team | None] = relationship(back_populates="fans")


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
team = Team()
session.add(team)
team.players["ann"] = Player(name="ann")
bob = Player(name="bob", team=team)
fan = Fan(team=team)
session.add_all([bob, fan])
print(sorted(team.players), len(team.fans), bob in session)
session.commit()
team.players = {"bob": bob}
team.fans.discard(fan)
session.commit()
print(sorted(team.players), fan.team, session.scalars(select(Player.team_id)).all())
bob.team = None
print(len(team.players))
session.commit()
print("identity map:", sorted(session.identity_map.keys(), key=str))
