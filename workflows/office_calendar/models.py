"""Drafts of the office calendar, one for each person, and the cases that follow a published version."""

from datetime import datetime

from sqlalchemy import Integer, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime


class CalendarDraft(Base):
    """What a person has changed and not yet published: the whole calendar as it would be, and what it began from."""

    __tablename__ = "calendar_draft"
    person: Mapped[str] = mapped_column(Text, primary_key=True)
    based_on: Mapped[str] = mapped_column(Text)
    text: Mapped[dict[str, object]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CalendarMove(Base):
    """One running case on its way to a version: `waiting`, `moved` (with so many deadlines), or `ended` before."""

    __tablename__ = "calendar_move"
    __table_args__ = (PrimaryKeyConstraint("version", "instance_id"),)
    version: Mapped[str] = mapped_column(Text)
    instance_id: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    deadlines: Mapped[int] = mapped_column(Integer)
    moved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
