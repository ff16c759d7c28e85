"""How much and how often: the size of what is sent, counted while it streams; attempts per place."""

import threading
import time
from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import answer
from api.errors import BodyTooLarge, TooOften

PLAIN_BYTES = 2_000_000  # forms and JSON
AROUND = 1_000_000  # what a form with files carries beside the files


class Overflow(Exception):
    """More came than is taken; ends the reading."""


class BodyLimit:
    """Pure ASGI: refuses by the announced length, and while counting when none was announced or it was a lie."""

    def __init__(self, app: ASGIApp, upload_bytes: int) -> None:
        self.app = app
        self.upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.limit_of(Headers(scope=scope))
        if announced(Headers(scope=scope)) > limit:
            await _too_large(scope, receive, send, limit)
            return
        taken, over, began = 0, False, False

        async def counted() -> Message:
            nonlocal taken, over
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > limit:
                over = True
                raise Overflow
            return message

        async def unless_over(message: Message) -> None:
            nonlocal began
            if not over:
                began = True
                await send(message)

        try:
            await self.app(scope, counted, unless_over)
        except Overflow:
            over = True
        if over and not began:
            await _too_large(scope, receive, send, limit)

    def limit_of(self, headers: Headers) -> int:
        """Bytes a request may carry: forms with files more than others."""
        has_files = headers.get("content-type", "").startswith("multipart/form-data")
        return self.upload_bytes + AROUND if has_files else PLAIN_BYTES


def announced(headers: Headers) -> int:
    """The Content-Length, or 0."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


async def _too_large(scope: Scope, receive: Receive, send: Send, limit: int) -> None:
    response = answer(Request(scope), BodyTooLarge(limit_mb=limit // 1_000_000))
    response.headers["connection"] = "close"
    await response(scope, receive, send)


class Bucket:
    """A token bucket per key, in memory: `burst` attempts at once, then one per `seconds`."""

    def __init__(self, burst: int, seconds: float, keys: int = 10_000) -> None:
        self.burst, self.seconds, self.keys = burst, seconds, keys
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str) -> None:
        """Take one attempt. Raises TooOften."""
        now = time.monotonic()
        with self._lock:
            level, at = self._levels.pop(key, (float(self.burst), now))
            level = min(float(self.burst), level + (now - at) / self.seconds)
            self._levels[key] = (max(level - 1, 0.0) if level >= 1 else level, now)
            while len(self._levels) > self.keys:
                self._levels.popitem(last=False)
        if level < 1:
            raise TooOften(seconds=int((1 - level) * self.seconds) + 1)
