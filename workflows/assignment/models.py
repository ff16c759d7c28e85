"""The tables of assignments. All texts stand here, each row with its salt, and can be erased."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, UtcDateTime


class Assignment(Base):
    """One assignment; `signer` is the post it waits at, '' when the authority above the office signs."""

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_instance_id", "instance_id"), Index("ix_assignment_preparer", "prepared_by"))
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    instance_id: Mapped[str] = mapped_column(Text)
    prepared_by: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    task: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    funds: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date] = mapped_column(Date)
    must_report: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(Text)
    signer: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    number: Mapped[str] = mapped_column(Text, default="")
    dated_on: Mapped[date | None] = mapped_column(Date)
    authority: Mapped[str] = mapped_column(Text, default="")
    paper_id: Mapped[str | None] = mapped_column(Text)
    report: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    prepared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_by: Mapped[str | None] = mapped_column(Text)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AssignmentPerson(Base):
    """Somebody who is assigned; `place` 0 is named first and reports; `absence_id` blocks his calendar."""

    __tablename__ = "assignment_person"
    __table_args__ = (PrimaryKeyConstraint("assignment_id", "person_id"),)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[str] = mapped_column(Text, index=True)
    place: Mapped[int] = mapped_column(Integer)
    absence_id: Mapped[str | None] = mapped_column(Text)


class AssignmentRemark(Base):
    """Why an assignment was sent back, refused or taken back: none of it is replaced."""

    __tablename__ = "assignment_remark"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AssignmentDocument(Base):
    """A document of an assignment: the letter signed outside, or a part of the report."""

    __tablename__ = "assignment_document"
    __table_args__ = (PrimaryKeyConstraint("assignment_id", "document_id"),)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"))
    document_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    place: Mapped[int] = mapped_column(Integer)
