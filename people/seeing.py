"""Seeing what another person sees: to be looked at only, and each time written down."""

from kernel import history
from kernel.act import Act, Actor
from people.desks import actor_of


def see_as(act: Act, person_id: str) -> Actor:
    """The person with the desks of this instant, for looking only. Raises PersonNotFound."""
    seen = actor_of(act.session, person_id, act.now)
    history.append(act, f"person:{person_id}", "screen.seen", {"by": act.actor.id})
    return seen
