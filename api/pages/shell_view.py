"""What stands around every page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of the product; labels are English msgids, `count` what is late there."""

    key: str
    label: str
    short: str
    url: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who is here: `line` is the one line under the name (the acting post before the own one)."""

    id: str
    name: str
    post: str
    line: str
    acting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame: places, person, marks, what was just done (`said`), and the form that arrived (`sent`)."""

    person: PersonLine | None
    places: tuple[PlaceView, ...]
    here: str
    path: str
    notices: int = 0
    demo: bool = False
    sought: str = ""
    said: str = ""
    sent: str = ""
