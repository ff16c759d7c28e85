"""What the door itself refuses, and the one table from facts to HTTP statuses."""

from http import HTTPStatus

from documents.errors import DocumentsBusy
from kernel.errors import AppError, Conflict, Forbidden, Invalid, N_, NotFound
from kernel.outages import DatabaseAway, DatabaseBusy, DatabaseFull
from people.errors import SignInPaused


class NotSignedIn(Forbidden):
    """Nobody is signed in, or the session or token has ended."""

    code = "door.not_signed_in"
    sentence = N_("Please sign in. What you typed on this device is kept.")


class RoleMissing(Forbidden):
    """The place is for other roles; facts: `roles`."""

    code = "door.role_missing"
    sentence = N_("This place is not part of your duties. If you need it, ask the administrator of the system.")


class ScopeMissing(Forbidden):
    """The token may not do this; facts: `scope`."""

    code = "door.scope_missing"
    sentence = N_("This token does not have the right %(scope)s.")


class StartedByItsArea(Forbidden):
    """Cases of a business area begin with a deed of that area; facts: `process`."""

    code = "door.started_by_its_area"
    sentence = N_("Cases of %(process)s begin in their own place, for example by registering a letter.")


class CrossSite(Forbidden):
    """A form of another site tried to act in somebody's name."""

    code = "door.cross_site"
    sentence = N_("This was sent from another site and was not done. Open Satu Pintu itself and try again.")


class TooOften(Forbidden):
    """Too many attempts from one place; facts: `seconds`."""

    code = "door.too_often"
    sentence = N_("That was too often in a short time. Please wait %(seconds)s seconds.")


class BodyTooLarge(Invalid):
    """What was sent is larger than anything we take; facts: `limit_mb`."""

    code = "door.too_large"
    sentence = N_("What you sent is too large: at most %(limit_mb)s MB.")


class RouteUnknown(NotFound):
    """There is nothing at this address."""

    code = "door.no_such_page"


class RequestUnreadable(Invalid):
    """The request is not in the form that was agreed."""

    code = "door.unreadable"
    sentence = N_("This request can't be read. Go back, check what you sent, and send it again.")


class MethodUnknown(Invalid):
    """The address exists, but not for this method."""

    code = "door.no_such_method"
    sentence = N_("This address can't be used that way.")


STATUS: dict[type[AppError], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    SignInPaused: HTTPStatus.TOO_MANY_REQUESTS,
    TooOften: HTTPStatus.TOO_MANY_REQUESTS,
    MethodUnknown: HTTPStatus.METHOD_NOT_ALLOWED,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    RequestUnreadable: HTTPStatus.BAD_REQUEST,
    DatabaseBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseFull: HTTPStatus.SERVICE_UNAVAILABLE,
    DatabaseAway: HTTPStatus.SERVICE_UNAVAILABLE,
    DocumentsBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
RECORDED = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT})


def status_of(fault: AppError) -> HTTPStatus:
    """The status of a refusal: of its own class, or of the nearest one above."""
    return next(STATUS[kind] for kind in type(fault).__mro__ if kind in STATUS)
