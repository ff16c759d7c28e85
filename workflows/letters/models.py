"""The tables of incoming letters. Personal texts stand here, each row with its salt, and can be erased."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime


class Letter(Base):
    """One incoming letter. `sender_key`, `number_key` and `subject_key` are folded for duplicates and search."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("agenda_year", "agenda_serial"),
        Index("ix_letter_same", "number_key", "dated_on"),
        Index("ix_letter_list", "received_at", "id"),
        Index("ix_letter_state", "state", "received_at", "id"),
        Index("ix_letter_sender_key", "sender_key"),
        Index("ix_letter_instance_id", "instance_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    instance_id: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    agenda_year: Mapped[int | None] = mapped_column(Integer)
    agenda_serial: Mapped[int | None] = mapped_column(Integer)
    agenda_no: Mapped[str] = mapped_column(Text, default="")
    sender: Mapped[str] = mapped_column(Text)
    sender_key: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text, default="")
    number_key: Mapped[str] = mapped_column(Text, default="")
    dated_on: Mapped[date | None] = mapped_column(Date)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(Text, default="surat_dinas")
    security: Mapped[str] = mapped_column(Text, default="biasa")
    urgency: Mapped[str] = mapped_column(Text, default="biasa")
    classification: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    subject_key: Mapped[str] = mapped_column(Text, default="")
    attachments: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    own_answer: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("letter.id"))
    follows: Mapped[str | None] = mapped_column(ForeignKey("letter.id"))
    registered_by: Mapped[str] = mapped_column(Text)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    routed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    filed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    file_no: Mapped[str] = mapped_column(Text, default="")
    location: Mapped[str] = mapped_column(Text, default="")


class LetterDocument(Base):
    """A document of a letter: its scan, or the `place`-th evidence of a follow-up (`recipient_id`)."""

    __tablename__ = "letter_document"
    __table_args__ = (UniqueConstraint("letter_id", "document_id"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id"))
    document_id: Mapped[str] = mapped_column(Text, index=True)
    role: Mapped[str] = mapped_column(Text)
    place: Mapped[int] = mapped_column(Integer, default=0)
    recipient_id: Mapped[str | None] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Disposition(Base):
    """One decision to pass a letter on. `open_branches` counts the duties that still hold it open."""

    __tablename__ = "disposition"
    __table_args__ = (Index("ix_disposition_letter_id", "letter_id", "id"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id"))
    parent_recipient_id: Mapped[str | None] = mapped_column(Text, index=True)
    giver_post: Mapped[str] = mapped_column(Text)
    giver_person: Mapped[str] = mapped_column(Text)
    capacity: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text, default="")
    title_line: Mapped[str] = mapped_column(Text)
    instructions: Mapped[list[str]] = mapped_column(Json)
    other: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    branch_key: Mapped[str] = mapped_column(Text)
    open_branches: Mapped[int] = mapped_column(Integer)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DispositionRecipient(Base):
    """One recipient of a disposition, his duty and what became of it; `place` is his place in the list, from 0."""

    __tablename__ = "disposition_recipient"
    __table_args__ = (
        UniqueConstraint("disposition_id", "post"),
        Index("ix_disposition_recipient_letter", "letter_id", "post"),
        Index("ix_disposition_recipient_post", "post", "created_at"),
        Index("ix_disposition_recipient_late", "state", "due_at"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    disposition_id: Mapped[str] = mapped_column(ForeignKey("disposition.id"))
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id"))
    post: Mapped[str] = mapped_column(Text)
    place: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(Text)
    binding: Mapped[int] = mapped_column(Integer)
    automatic: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_by: Mapped[str | None] = mapped_column(Text)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    forwarded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    report: Mapped[str] = mapped_column(Text, default="")
    reported_by: Mapped[str | None] = mapped_column(Text)
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    question: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    giver_note: Mapped[str] = mapped_column(Text, default="")
    closed_how: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    salt: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BranchRemark(Base):
    """What a recipient or the giver wrote in one round of a branch: none of it is replaced."""

    __tablename__ = "branch_remark"
    __table_args__ = (Index("ix_branch_remark_letter_id", "letter_id", "id"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id"))
    recipient_id: Mapped[str] = mapped_column(ForeignKey("disposition_recipient.id"))
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DutyMark(Base):
    """That a stage of a duty was announced once: the guard against a second announcement."""

    __tablename__ = "duty_mark"
    __table_args__ = (PrimaryKeyConstraint("duty", "subject_id", "stage"),)
    duty: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LetterOpening(Base):
    """Why somebody from the auditor's office opened a top secret letter."""

    __tablename__ = "letter_opening"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("letter.id"), index=True)
    person: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
