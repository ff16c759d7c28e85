"""Keyset pages: an opaque mark says behind which row the next page begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import Query

from api.errors import RequestUnreadable
from forms.coerce import is_plausible

Limit = Annotated[int, Query(ge=1, le=100, description="Rows per page")]
After = Annotated[str | None, Query(max_length=400, description="The `next` of the page before")]


def mark(place: Sequence[str] | None) -> str | None:
    """The mark of a place; None at the end."""
    if place is None:
        return None
    return base64.urlsafe_b64encode(json.dumps(list(place)).encode()).decode().rstrip("=")


def place(mark: str | None, parts: int) -> list[str] | None:
    """The place of a mark. Raises RequestUnreadable for one that is not ours."""
    if mark is None:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except (binascii.Error, ValueError):
        raise RequestUnreadable from None
    if (
        not isinstance(found, list)
        or len(found) != parts
        or not all(isinstance(part, str) and "\0" not in part for part in found)
    ):
        raise RequestUnreadable
    return found


def moment(text: str) -> datetime:
    """The instant in a mark. Raises RequestUnreadable for one that is not ours."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise RequestUnreadable from None
    if at.tzinfo is None or not is_plausible(at.year):
        raise RequestUnreadable
    return at
