"""How a record is called in one line."""

from api.pages.viewer import Viewer
from api.pages.words import Tag
from workflows.areas import RowText
from workflows.sayings import SECRET, URGENCY

FAST = frozenset({URGENCY["segera"], URGENCY["sangat_segera"]})


def headline(viewer: Viewer, said: RowText) -> str:
    """The subject of a record; of a secret one its number only."""
    return " ".join(part for part in (said.title, viewer.say(SECRET)) if part) if said.secret else said.title


def tags_of(viewer: Viewer, said: RowText) -> tuple[Tag, ...]:
    """The marks of a record; secrecy and haste in the colour of attention."""
    return tuple(Tag(viewer.say(tag), "fast" if tag in FAST else "sec" if said.secret else "") for tag in said.tags)
