"""Who would get the tasks of a leave request today, for the preview in the studio; who decides depends on the kind."""

from collections.abc import Mapping

from engine.foretelling import Asked, Preview
from people import structure
from workflows.leave import routing
from workflows.leave.terms import leave_terms


def applicant(asked: Asked) -> dict[str, str]:
    """The applicant's own tasks."""
    return {"applicant_desk": f"person:{asked.requester}"}


def keeper(_asked: Asked) -> dict[str, str]:
    """Who checks requests; the head of general affairs only where all personnel officers have a part in one."""
    return {"verify_desk": f"role:{leave_terms().keeper_role}"}


def superior(asked: Asked) -> dict[str, str]:
    """The direct superior. Raises PersonWithoutPost; nothing for who has nobody above."""
    post = structure.post_of_person(asked.session, asked.requester, asked.now)
    found = routing.superior_of(asked.session, post, [asked.requester], asked.now)
    return {"superior_desk": f"post:{found}"} if found else {}


PREVIEWS: Mapping[str, Preview] = {"record_request": applicant, "reserve": keeper, "route": superior}
