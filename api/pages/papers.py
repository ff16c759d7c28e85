"""Our own papers for one reader: the words they are written in, the frame around them."""

import json
from functools import lru_cache

from api.pages.viewer import Viewer
from documents.pdf import Letterhead, Look
from kernel.render import N_, day_text, instant
from people import directory, seed, structure
from workflows import sample
from workflows.letters.paper import Voice


def voice_of(viewer: Viewer) -> Voice:
    """How papers speak to this reader."""
    return Voice(
        say=viewer.say,
        instant=lambda at: instant(viewer.lang, at),
        day=lambda on: day_text(viewer.lang, on),
        posts={post.code: post.title for post in structure.list_posts(viewer.session)},
        people={person.id: person.name for person in directory.list_people(viewer.session)},
    )


def look_of(viewer: Viewer, title: str, subtitle: str = "") -> Look:
    """The frame of a paper: letterhead, title, who printed it when, the mark of sample data."""
    is_sample = sample.is_sample(viewer.session)
    who = directory.person(viewer.session, viewer.actor.id).name
    note = viewer.say(N_("Printed by %(who)s, %(at)s"), who=who, at=instant(viewer.lang, viewer.now))
    head = sample_letterhead() if is_sample else None
    return Look(title, head, note, sample=is_sample, lang=viewer.lang, subtitle=subtitle)


@lru_cache(maxsize=1)
def sample_letterhead() -> Letterhead:
    """The letterhead of the fictional office."""
    told = json.loads((seed.DEMO / "office.json").read_text(encoding="utf-8"))
    return Letterhead((told["agency"]["name"], told["office"]["name"]), told["office"]["address"])
