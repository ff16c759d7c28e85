"""Which language a visitor reads: the choice kept in a cookie, then what the browser asks for, then the office's."""

from starlette.requests import HTTPConnection

from kernel.render import LANGUAGES
from kernel.settings import settings

COOKIE = "lang"


def language_of(request: HTTPConnection) -> str:
    """`id` or `en`."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return _asked_for(request.headers.get("accept-language", "")) or settings().language


def _asked_for(header: str) -> str:
    """The first known language of an Accept-Language header, by weight."""
    weighed = []
    for place, part in enumerate(header.split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, name.split("-")[0].lower()))
        except ValueError:
            continue
    return next((name for weight, _, name in sorted(weighed) if name in LANGUAGES and weight < 0), "")
