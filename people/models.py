"""Tables of the office. Intervals of days are half-open: `ends_on` is the first day on which it no longer holds."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, Json, UtcDateTime

HAS_RECORD = text("record IS NOT NULL")


class UnitRow(Base):
    """A work unit: Bagian, Bidang, Subbagian; `code` is used in letter numbers."""

    __tablename__ = "unit"
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    sort: Mapped[int] = mapped_column(Integer, default=0)


class PostRow(Base):
    """A place in the tree of posts. Tasks go to posts, not to persons."""

    __tablename__ = "post"
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    short: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text)
    unit_code: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("post.code"), index=True)
    sort: Mapped[int] = mapped_column(Integer, default=0)


class PersonRow(Base):
    """A person of the office; everything personal stands here and can be erased."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    nip: Mapped[str] = mapped_column(Text, unique=True)
    sex: Mapped[str] = mapped_column(Text, default="")
    born_on: Mapped[date | None] = mapped_column(Date)
    employment: Mapped[str] = mapped_column(Text, default="PNS")
    appointed_on: Mapped[date | None] = mapped_column(Date)
    grade: Mapped[str] = mapped_column(Text, default="")
    rank: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(Text, default="")


class PostHoldingRow(Base):
    """Who holds a post definitively, from when until when (None: until further notice)."""

    __tablename__ = "post_holding"
    __table_args__ = (Index("ix_post_holding_post_code", "post_code", "starts_on"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    post_code: Mapped[str] = mapped_column(ForeignKey("post.code"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    capacity: Mapped[str] = mapped_column(Text, default="definitive")


class ActingRow(Base):
    """An acting official: `plt` for a vacant post, `plh` for an absent holder; `basis` is the letter that says so."""

    __tablename__ = "acting"
    __table_args__ = (Index("ix_acting_post_code", "post_code", "starts_on"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    post_code: Mapped[str] = mapped_column(ForeignKey("post.code"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(Text)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AbsenceRow(Base):
    """Days on which a person is away; the reason is a code, never a text. Not `firm`: only asked for by `record`."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_person_id", "person_id", "starts_on"),)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    firm: Mapped[bool] = mapped_column(Boolean, default=True)


class SubstitutionRow(Base):
    """Who stands in for an absent person; `processes` are the keys it is limited to, with blanks around each, or ''."""

    __tablename__ = "substitution"
    __table_args__ = (
        Index("ix_substitution_absent_id", "absent_id", "starts_on"),
        Index("ix_substitution_substitute_id", "substitute_id", "starts_on"),
        Index("ix_substitution_record", "record", sqlite_where=HAS_RECORD, postgresql_where=HAS_RECORD),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    absent_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    substitute_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    processes: Mapped[str] = mapped_column(Text, default="")
    scope: Mapped[str] = mapped_column(Text, default="all")
    basis: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[str | None] = mapped_column(Text)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoleGrantRow(Base):
    """A role given to a person."""

    __tablename__ = "role_grant"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True, index=True)


class AccountRow(Base):
    """How a person signs in."""

    __tablename__ = "account"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    password_hash: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_closed: Mapped[bool] = mapped_column(Boolean, default=False)


class SessionRow(Base):
    """A browser that is signed in; only the digest of its cookie is kept. Ending it deletes the row."""

    __tablename__ = "session"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(Text, unique=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(Text, default="")
    agent: Mapped[str] = mapped_column(Text, default="")


class ApiTokenRow(Base):
    """A personal token for programs; only the digest of its secret is kept."""

    __tablename__ = "api_token"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(Text)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    label: Mapped[str] = mapped_column(Text)
    scopes: Mapped[Any] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FailedSigninRow(Base):
    """Failures in a row for a name (its digest) or a network address, and the pause they brought."""

    __tablename__ = "failed_signin"
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    paused_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SavedFilterRow(Base):
    """A filter of the inbox under a person's own name for it; `query` is its query string."""

    __tablename__ = "saved_filter"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    query: Mapped[str] = mapped_column(Text)
