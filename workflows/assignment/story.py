"""What happened to an assignment: the facts that fill the sentence of each event."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from kernel.history import Event
from workflows.areas import OfPost, Said, Value
from workflows.assignment import trace, words


def event_facts(session: Session, event: Event) -> Mapping[str, Value]:
    """What fills the sentence of an event; `quote` is what was written in it."""
    data = event.data
    signer = data.get("signer", "")
    remarks = {one.id: one.text for one in trace.remarks_of(session, trace.assignment_of(event.stream))}
    return {
        "number": data.get("number", ""),
        "signer": OfPost(signer) if signer else Said(words.AUTHORITY_ABOVE),
        "quote": remarks.get(data.get("remark", "")),
    }
