"""The table of permissions. The reasons stand here, with their salt, and can be erased."""

from datetime import date, datetime

from sqlalchemy import Date, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime


class PermissionRequest(Base):
    """One permission. `starts`, `ends` are clock times of the office (`07:30`); `decider` is the post it waits at.

    `asked_posts` are all posts at which it waited.
    """

    __tablename__ = "permission_request"
    __table_args__ = (
        Index("ix_permission_request_person", "person_id", "on_day"),
        Index("ix_permission_request_instance_id", "instance_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    instance_id: Mapped[str] = mapped_column(Text)
    person_id: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date] = mapped_column(Date)
    starts: Mapped[str] = mapped_column(Text)
    ends: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    decider: Mapped[str] = mapped_column(Text)
    asked_posts: Mapped[list[str]] = mapped_column(Json)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    absence_id: Mapped[str | None] = mapped_column(Text)
    paper_id: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
