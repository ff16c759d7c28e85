"""The employees as choices of a field: name and post, by name."""

from collections.abc import Collection

from api.pages.viewer import Viewer
from api.pages.words import Option
from people import directory, structure


def options(viewer: Viewer, chosen: Collection[str]) -> tuple[Option, ...]:
    """Everybody who holds a post, by name; others only where they were chosen before."""
    people = directory.list_people(viewer.session)
    codes = structure.posts_of_people(viewer.session, [one.id for one in people], viewer.now)
    posts = structure.titles(viewer.session, set(codes.values()))

    def label(person: str, name: str) -> str:
        post = posts.get(codes.get(person, ""))
        return f"{name} · {post.title}" if post else name

    shown = [one for one in people if one.id in codes or one.id in chosen]
    return tuple(Option(one.id, label(one.id, one.name), one.id in chosen) for one in shown)
