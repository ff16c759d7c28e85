"""The tables of leave requests. Personal texts stand here, each row with its salt, and can be erased."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime


class LeaveRequest(Base):
    """One request. `starts_on`, `last_on` are the dates that hold now; `counted_until` ends the counted days.

    `days` are the working days of each year, of annual leave only; `findings` what the tables decided.
    """

    __tablename__ = "leave_request"
    __table_args__ = (
        Index("ix_leave_request_person", "person_id", "starts_on"),
        Index("ix_leave_request_state", "state", "starts_on"),
        Index("ix_leave_request_days", "starts_on", "last_on"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    instance_id: Mapped[str] = mapped_column(Text)
    person_id: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    counted_until: Mapped[date] = mapped_column(Date)
    months: Mapped[int | None] = mapped_column(Integer)
    days: Mapped[dict[str, int]] = mapped_column(Json)
    told_days: Mapped[float | None] = mapped_column(Float)
    abroad: Mapped[bool] = mapped_column(Boolean, default=False)
    remote: Mapped[bool] = mapped_column(Boolean, default=False)
    remote_days: Mapped[int] = mapped_column(Integer, default=0)
    child_number: Mapped[int | None] = mapped_column(Integer)
    substitute: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    findings: Mapped[dict[str, Any]] = mapped_column(Json)
    absence_id: Mapped[str | None] = mapped_column(Text)
    acting_id: Mapped[str | None] = mapped_column(Text)
    superior_post: Mapped[str | None] = mapped_column(Text)
    decider_post: Mapped[str | None] = mapped_column(Text)
    settled: Mapped[bool] = mapped_column(Boolean, default=False)
    number: Mapped[str] = mapped_column(Text, default="")
    deferred_until: Mapped[date | None] = mapped_column(Date)
    returned_on: Mapped[date | None] = mapped_column(Date)
    late_days: Mapped[int] = mapped_column(Integer, default=0)
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LeaveDocument(Base):
    """An attachment of a request; `kind` says what it proves."""

    __tablename__ = "leave_document"
    __table_args__ = (UniqueConstraint("request_id", "document_id"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("leave_request.id"))
    document_id: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LeaveOpinion(Base):
    """What somebody said of a request, as who he was then; `section` tells where on the form it belongs.

    `place` is its place in the order, from 0; `text` is personal and can be erased. Dates are those he proposed,
    `until_on` ends a deferral.
    """

    __tablename__ = "leave_opinion"
    __table_args__ = (UniqueConstraint("request_id", "place"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("leave_request.id"))
    place: Mapped[int] = mapped_column(Integer)
    section: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(Text)
    person_id: Mapped[str] = mapped_column(Text)
    post: Mapped[str | None] = mapped_column(Text)
    capacity: Mapped[str] = mapped_column(Text, default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    title_line: Mapped[str] = mapped_column(Text, default="")
    rank: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None] = mapped_column(Date)
    last_on: Mapped[date | None] = mapped_column(Date)
    months: Mapped[int | None] = mapped_column(Integer)
    until_on: Mapped[date | None] = mapped_column(Date)
    number: Mapped[str] = mapped_column(Text, default="")
    dated_on: Mapped[date | None] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
