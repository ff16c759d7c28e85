"""How many requests are at work at once: always fewer than there are threads.

A request holds one thread at most, so whoever holds the database finds one to go on and let go. Pure ASGI.
"""

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

THREADS, AT_ONCE = 100, 90


class Turns:
    """Lets requests in until their answers begin; others wait without a thread."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.turns = CapacityLimiter(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        turn, over = object(), False
        await self.turns.acquire_on_behalf_of(turn)

        async def watch(message: Message) -> None:
            nonlocal over
            if not over:
                over = True
                self.turns.release_on_behalf_of(turn)
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            if not over:
                self.turns.release_on_behalf_of(turn)
