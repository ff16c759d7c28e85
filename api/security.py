"""What every answer carries, and what no foreign page may do in somebody's name. Pure ASGI."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers import refuse
from api.errors import CrossSite
from kernel import clock, ids

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'self'; script-src 'self'; style-src {style}; img-src 'self' data: blob:; font-src 'self';"
    " connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors {frame}"
)
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class SecurityHeaders:
    """Gives each request its id and each answer its headers.

    A route marks its answer through `api.deps.flag`: `drawing` allows styles in the page, `framed` frames of our own.
    """

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["request_id"] = ids.new_id(clock.now())

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(
                    {**ALWAYS, "content-security-policy": policy(state), "x-request-id": state["request_id"]}
                )
                if self.https:
                    headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
            await send(message)

        await self.app(scope, receive, dress)


def policy(state: dict[str, object]) -> str:
    """The Content-Security-Policy of an answer."""
    style = "'self' 'unsafe-inline'" if state.get("drawing") else "'self'"
    return POLICY.format(style=style, frame="'self'" if state.get("framed") else "'none'")


class SameSiteOnly:
    """Refuses unsafe requests that another site's page sent with our visitor's cookie.

    Browsers say where a request comes from (Sec-Fetch-Site, Origin); a request with neither comes from no browser.
    """

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self.app = app
        self.own = urlsplit(base_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE and self.is_foreign(Headers(scope=scope)):
            response = await refuse(Request(scope), CrossSite())
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def is_foreign(self, headers: Headers) -> bool:
        """Whether a browser says that the request was not made by one of our own pages."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc not in {headers.get("host", ""), self.own}
