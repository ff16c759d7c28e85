"""What no request may hold: null bytes, which no text of a person has and no database keeps. Pure ASGI."""

from typing import Annotated

from pydantic import AfterValidator
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answers import answer
from api.errors import RequestUnreadable

NULL = "\x00"


class ReadableOnly:
    """Refuses addresses with a null byte."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (NULL in scope["path"] or b"%00" in scope["query_string"]):
            await answer(Request(scope), RequestUnreadable())(scope, receive, send)
            return
        await self.app(scope, receive, send)


def without_nulls(text: str) -> str:
    """A posted text without null bytes."""
    return text.replace(NULL, "")


def require_no_nulls(text: str) -> str:
    """The same text. Raises ValueError for one with a null byte."""
    if NULL in text:
        raise ValueError("a null byte")
    return text


NoNulls = AfterValidator(require_no_nulls)
Written = Annotated[str, AfterValidator(without_nulls)]
