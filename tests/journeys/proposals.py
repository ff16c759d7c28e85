"""Profiles and files with something in them, and a proposed change that waits."""

from datetime import timedelta

from sqlalchemy import select

from kernel import clock
from workflows.dosir import sample
from workflows.dosir.models import ProfileProposal
from workflows.dosir.states import ProposalState
from workflows.installation import Installation


def waiting_change(house: Installation) -> str:
    """The address of a proposed change that waits; made when the office has none."""
    for _ in range(2):
        with house.database.read() as session:
            found = session.scalars(
                select(ProfileProposal.id).where(ProfileProposal.state == ProposalState.WAITING).limit(1)
            ).first()
        if found is not None:
            return f"/changes/{found}"
        sample.furnish(house.database, house.blobs, clock.now() - timedelta(days=3))
        sample.propose(house.database, house.blobs, clock.now() - timedelta(hours=1))
    raise AssertionError("nothing waits")
