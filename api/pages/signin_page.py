"""The page of the sign-in."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from api.answers import shown
from api.errors import NotSignedIn, status_of
from api.languages import language_of
from api.rendering import show
from kernel.errors import AppError, N_
from kernel.render import text

CARRIED = N_(
    "Your sign-in has ended. Nothing was sent yet. Sign in again: what you typed comes back then;"
    " only new files must be chosen once more."
)


def form(
    request: Request, onward: str, refusal: AppError | None = None, name: str = "", *, carried: str = ""
) -> Response:
    """The form, with the reason of a refusal above it; `carried` are the texts of a form that was sent too late."""
    sentence = CARRIED if isinstance(refusal, NotSignedIn) else refusal.sentence if refusal else ""
    said = text(language_of(request), sentence, shown(refusal.facts)) if refusal else ""
    words = {"next": local(onward), "said": said, "typed": name, "carried": carried}
    return show(request, "signin.html", status_of(refusal) if refusal else 200, **words)


def local(address: str) -> str:
    """An address inside this product, whatever was asked for."""
    parts = urlsplit(address)
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if is_ours and "\\" not in address and address.isprintable() else "/"
