"""The ledger of annual leave: movements that are only added. The note is personal and can be erased."""

from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, UtcDateTime


class LeaveMovement(Base):
    """Days that came to a person's right of a `year` or went from it; `number` and `place` tell the event and the line.

    `effective_on` is the day from which it counts; `rule` the code of the rule that gave it.
    """

    __tablename__ = "leave_movement"
    __table_args__ = (
        UniqueConstraint("person_id", "number", "place"),
        Index("ix_leave_movement_year", "person_id", "year"),
        Index("ix_leave_movement_request_id", "request_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    bucket: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    days: Mapped[int] = mapped_column(Integer)
    request_id: Mapped[str | None] = mapped_column(Text)
    effective_on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    rule: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(Integer)
    place: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text, default="")
