"""Global search: letters by number, sender, subject; people by name."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.pages.letter_view import LetterRow
from api.pages.register_pages import rows_of
from api.pages.shell import shell_of
from api.pages.viewer import Seen, Viewer
from api.pages.words import Empty, Fact
from api.rendering import show
from kernel.render import N_
from people import directory, structure
from workflows.letters import listing
from workflows.letters.listing import Filters

router = APIRouter(prefix="/search", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class FoundView:
    """What was found."""

    title: str
    summary: str
    letters: tuple[LetterRow, ...]
    people: tuple[Fact, ...]
    empty: Empty


@router.get("")
def find(request: Request, viewer: Seen, q: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Letters and people with these words."""
    sought = q.strip()
    shell = shell_of(viewer, "letters", sought=sought)
    return show(request, "search/found.html", shell=shell, found=view_of(viewer, sought))


def view_of(viewer: Viewer, sought: str) -> FoundView:
    """What somebody may find."""
    page = listing.page(viewer.session, viewer.actor, Filters(text=sought)).rows if sought else []
    people = directory.search(viewer.session, sought, limit=10) if len(sought) > 1 else []
    codes = structure.posts_of_people(viewer.session, [person.id for person in people], viewer.now)
    posts = structure.titles(viewer.session, set(codes.values()))
    titles = {person: posts[code].title for person, code in codes.items() if code in posts}
    return FoundView(
        title=viewer.say(N_("Found: %(text)s"), text=sought) if sought else viewer.say(N_("Find")),
        summary=viewer.say(N_("%(letters)s letters, %(people)s people"), letters=len(page), people=len(people)),
        letters=rows_of(viewer, page),
        people=tuple(Fact(person.name, titles.get(person.id, "")) for person in people),
        empty=Empty(
            viewer.say(N_("No letter found.")),
            viewer.say(N_("Secret letters are found by their agenda number only.")),
        ),
    )
