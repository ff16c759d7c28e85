"""Tables of the document store: what was received, and its page images. The bytes lie in blobs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base, UtcDateTime


class DocumentState(StrEnum):
    """Where the page images stand.

    received → drawn | undrawable; any → withheld (they were withdrawn); withheld → received (ordered again).
    """

    RECEIVED = "received"
    DRAWN = "drawn"
    UNDRAWABLE = "undrawable"
    WITHHELD = "withheld"


class Document(Base):
    """A kept file. `parent_id` with `place` (1…) marks an original picture that was joined into its parent."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        CheckConstraint("pages > 0", name="pages_positive"),
        Index("ix_document_sha256", "sha256"),
        Index("ix_document_record", "record"),
        Index("ix_document_parent_id", "parent_id"),
    )
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    pages: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    parent_id: Mapped[str | None] = mapped_column(Text, ForeignKey("document.id"))
    place: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(Text)


class PageImage(Base):
    """One page as a picture of one nominal width (px); `sha256` is its blob."""

    __tablename__ = "page_image"
    __table_args__ = (
        PrimaryKeyConstraint("document_id", "number", "width"),
        Index("ix_page_image_sha256", "sha256"),
    )
    document_id: Mapped[str] = mapped_column(Text, ForeignKey("document.id"))
    number: Mapped[int] = mapped_column(Integer)
    width: Mapped[int] = mapped_column(Integer)
    width_px: Mapped[int] = mapped_column(Integer)
    height_px: Mapped[int] = mapped_column(Integer)
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
