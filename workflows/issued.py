"""The tables of issued papers, the closed word of their state with its map, and what can be wrong with one."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, Integer, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, UtcDateTime
from kernel.errors import Conflict, N_, NotFound


class PaperState(StrEnum):
    """RESERVED: ordered with its number, not yet drawn; ISSUED: drawn and kept; REVOKED: no longer in force."""

    RESERVED = "reserved"
    ISSUED = "issued"
    REVOKED = "revoked"


PAPER_MOVES: Mapping[PaperState, frozenset[PaperState]] = {
    PaperState.RESERVED: frozenset({PaperState.ISSUED, PaperState.REVOKED}),
    PaperState.ISSUED: frozenset({PaperState.REVOKED}),
    PaperState.REVOKED: frozenset(),
}
PAPER_LABELS: Mapping[PaperState, str] = {
    PaperState.RESERVED: N_("Being made"),
    PaperState.ISSUED: N_("In force"),
    PaperState.REVOKED: N_("Revoked"),
}
REASONS: Mapping[str, str] = {
    "cancelled": N_("It was cancelled."),
    "recalled": N_("It was recalled."),
    "replaced": N_("Another paper took its place."),
    "changed": N_("What it says was changed afterwards."),
}


class PaperNotFound(NotFound):
    """There is no such paper, or it may not be known."""

    code = "paper.not_found"
    sentence = N_("This paper does not exist, or it is not yours to see.")


class PaperMoved(Conflict):
    """Facts: state."""

    code = "paper.moved"
    sentence = N_("This paper has moved on already. Open the page again to see the present state.")


class IssuedPaper(Base):
    """One paper; what names the signer can be erased, `salt` with it. `code` is what its QR holds."""

    __tablename__ = "issued_paper"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("series", "year", "serial"),
        Index("ix_issued_paper_record", "record"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    series: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int | None] = mapped_column(Integer)
    dated_on: Mapped[date] = mapped_column(Date)
    signer: Mapped[str] = mapped_column(Text)
    signer_name: Mapped[str] = mapped_column(Text)
    signer_title: Mapped[str] = mapped_column(Text)
    signer_nip: Mapped[str] = mapped_column(Text, default="")
    signer_rank: Mapped[str] = mapped_column(Text, default="")
    salt: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text, default="")
    ordered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")


class IssuedPaperPerson(Base):
    """That a paper lies in a person's file; `place` is the place in the list, from 0."""

    __tablename__ = "issued_paper_person"
    __table_args__ = (PrimaryKeyConstraint("paper_id", "person_id"),)
    paper_id: Mapped[str] = mapped_column(ForeignKey("issued_paper.id"))
    person_id: Mapped[str] = mapped_column(Text, index=True)
    place: Mapped[int] = mapped_column(Integer, default=0)


def require_paper_move(now: str, to: PaperState) -> None:
    """Raises PaperMoved unless the map allows the move."""
    if to not in PAPER_MOVES[PaperState(now)]:
        raise PaperMoved(state=now)
