"""Comments on records of whatever area."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, status
from pydantic import BaseModel, Field

from api.context import House
from api.deps import Deed, require_scope
from api.v1.keys import IdempotencyKey
from people import directory
from people.tokens import Scope
from workflows import comments
from workflows.comments import Said

router = APIRouter(prefix="/api/v1/records", tags=["comments"])
READ, WRITE = require_scope(Scope.COMMENTS_READ), require_scope(Scope.COMMENTS_WRITE)
Record = Annotated[str, Path(max_length=100, description="The name of a record, as `letter:…`")]


class CommentItem(BaseModel):
    """A comment; one that was taken back has no text and no documents."""

    id: str
    author: str
    author_name: str
    at: datetime
    text: str
    documents: list[str]
    mentions: list[str]
    withdrawn_at: datetime | None


class CommentList(BaseModel):
    """All comments of a record, oldest first."""

    items: list[CommentItem]


class NewComment(BaseModel):
    """A text, ids of own uploads, ids of persons to be told."""

    text: str = Field(max_length=100_000)
    documents: list[str] = Field(default_factory=list, max_length=100)
    mentions: list[str] = Field(default_factory=list, max_length=100)


class Added(BaseModel):
    """The id of the comment."""

    id: str


@router.get("/{record}/comments", dependencies=[READ])
def list_comments(act: Deed, house: House, record: Record) -> CommentList:
    """The comments of a record that I may see; what is not open to everybody leaves an event."""
    comments.require_may_read(act, house.offices, record)
    rows = comments.list_of(act.session, record)
    names = directory.names(act.session, {row.author for row in rows})
    return CommentList(
        items=[
            CommentItem(
                id=row.id,
                author=row.author,
                author_name=names.get(row.author, ""),
                at=row.at,
                text=row.text,
                documents=row.documents,
                mentions=row.mentions,
                withdrawn_at=row.withdrawn_at,
            )
            for row in rows
        ]
    )


@router.post("/{record}/comments", status_code=status.HTTP_201_CREATED, dependencies=[WRITE])
def add_comment(
    act: Deed, house: House, record: Record, comment: NewComment, idempotency_key: IdempotencyKey = None
) -> Added:
    """Add a comment; the persons mentioned must be allowed to see the record."""
    said = Said(record, comment.text, comment.documents, comment.mentions)
    return Added(id=comments.add(act, house.offices, said, key=idempotency_key))
