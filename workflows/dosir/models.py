"""The tables of profile and personnel file. Personal values stand here, each row with its salt, and can be erased."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime

IN_FORCE = text("ended_at IS NULL")


class ProfileValue(Base):
    """A value of a field from `set_at` to `ended_at`; `entry` is '' for a single value, an id for one of a list.

    `value` is the text, or the parts of an entry as JSON text.
    """

    __tablename__ = "profile_value"
    __table_args__ = (
        Index(
            "uq_profile_value_in_force",
            "person_id",
            "field",
            "entry",
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        ),
        Index("ix_profile_value_field", "field", "person_id", sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    field: Mapped[str] = mapped_column(Text)
    entry: Mapped[str] = mapped_column(Text, default="")
    value: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    proposal_id: Mapped[str | None] = mapped_column(Text)
    set_by: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")


class ProfileProposal(Base):
    """A change of a field, or a document (`sort`), that waits for personnel.

    `base_id` is the value that the proposer saw; `file_id` the document that came along.
    """

    __tablename__ = "profile_proposal"
    __table_args__ = (Index("ix_profile_proposal_person", "person_id", "state"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    sort: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    value: Mapped[str] = mapped_column(Text, default="")
    base_id: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    instance_id: Mapped[str | None] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FileEntry(Base):
    """One document in a person's file; `replaces` is its predecessor, which stays."""

    __tablename__ = "dosir_entry"
    __table_args__ = (
        Index("ix_dosir_entry_person", "person_id", "state", "kind"),
        Index("ix_dosir_entry_document_id", "document_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(Text)
    document_id: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text, default="")
    dated_on: Mapped[date | None] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Text)
    replaces: Mapped[str | None] = mapped_column(Text)
    proposal_id: Mapped[str | None] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)


class NumbersLook(Base):
    """Why somebody of personnel had masked numbers shown."""

    __tablename__ = "profile_look"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    looker: Mapped[str] = mapped_column(Text)
    fields: Mapped[Any] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
