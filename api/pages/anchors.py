"""The anchors of the history as auditors see and print them."""

from dataclasses import dataclass

from api.pages.viewer import Viewer
from kernel import anchor
from kernel.render import instant


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """One anchor; `digest` is in groups of eight for reading aloud and comparing on paper."""

    number: int
    at: str
    streams: int
    moved: int
    digest: str


def anchors_of(viewer: Viewer) -> tuple[AnchorRow, ...]:
    """All anchors that were given out, newest first."""
    rows = []
    for event in reversed(anchor.list_made(viewer.session)):
        told = event.data
        groups = " ".join(told["digest"][place : place + 8] for place in range(0, 64, 8))
        rows.append(AnchorRow(told["number"], instant(viewer.lang, event.at), told["streams"], told["moved"], groups))
    return tuple(rows)
