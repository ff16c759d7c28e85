"""The HTTP door of an installation: all routes of `api.pages` and `api.v1`, and what stands around them."""

import importlib
import pkgutil
from collections.abc import Iterator

from anyio import CapacityLimiter
from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

import api.pages
import api.v1
from api import answers
from api.assets import Assets
from api.errors import NotSignedIn
from api.incidents import Incidents
from api.limits import BodyLimit, Bucket
from api.pages import carried
from api.readable import ReadableOnly
from api.rendering import PRODUCT
from api.sections import Section
from api.security import SameSiteOnly, SecurityHeaders
from api.turns import Turns
from kernel.errors import AppError
from workflows.installation import Installation

PRESSED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/pdf")  # gains nothing by being pressed again


def create_app(installation: Installation) -> FastAPI:
    """Bind the door to an installation."""
    chosen = installation.settings
    app = FastAPI(
        title=PRODUCT,
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.installation = installation
    app.state.signin_bucket = Bucket(burst=20, seconds=6.0)
    app.state.check_bucket = Bucket(burst=60, seconds=1.0)
    app.state.recorders = CapacityLimiter(2)
    app.add_exception_handler(AppError, answers.refuse)
    app.add_exception_handler(NotSignedIn, carried.refuse)
    app.add_exception_handler(RequestValidationError, answers.refuse_request)
    app.add_exception_handler(HTTPException, answers.refuse_http)
    app.add_exception_handler(UnicodeEncodeError, answers.refuse_unwritable)
    for router in routers():
        app.include_router(Section(router))
    app.mount("/static", Assets(), name="static")
    # The last one added stands outermost.
    app.add_middleware(BodyLimit, upload_bytes=chosen.max_upload_bytes)
    app.add_middleware(SameSiteOnly, base_url=chosen.base_url)
    app.add_middleware(ReadableOnly)
    app.add_middleware(Incidents)
    app.add_middleware(Turns)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5, exclude_content_types=PRESSED)
    app.add_middleware(SecurityHeaders, https=chosen.secure_cookies)
    return app


def routers() -> Iterator[APIRouter]:
    """Each file of v1/ and pages/ that has a `router`, by name: a new page is a new file."""
    for package in (api.v1, api.pages):
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            if hasattr(module, "router"):
                yield module.router
