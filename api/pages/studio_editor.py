"""What the editor works with: the drawing, the names that may be chosen, the words of its screen."""

from typing import Any

from api.pages.studio_pages import url_of
from api.pages.studio_words import WORDS
from api.pages.viewer import Viewer
from engine import definitions, drawings, studio_drafts, versions
from engine.studio_drafts import diagram_of
from forms.catalogue import Form
from forms.errors import FormFaulty
from people import structure
from people.roles import Role


def editor_data(viewer: Viewer, key: str) -> dict[str, Any]:
    """Everything the editor loads beside its code. Raises DefinitionUnknown."""
    draft = studio_drafts.find(viewer.session, viewer.actor.id, key)
    newest = definitions.find_latest(viewer.session, key)
    files = studio_drafts.files_of(viewer.session, viewer.actor.id, key)
    number = newest.version if newest else 0
    return {
        "key": key,
        "xml": files[diagram_of(key, files)],
        "based_on": draft.based_on if draft else number,
        "draft": f"{url_of(key)}/draft",
        "findings": f"{url_of(key)}/findings",
        "forms": forms_of(viewer, files),
        "operations": sorted({name.removeprefix("outside:") for name in viewer.offices.handlers.names}),
        "decisions": drawings.decisions_of(files),
        "processes": sorted({one.key for one in versions.list_of(viewer.session)}),
        "desks": desks_of(viewer),
        "words": {word: viewer.say(word) for word in WORDS},
    }


def forms_of(viewer: Viewer, files: Any) -> list[dict[str, str]]:
    """The forms of a bundle by key, with their titles."""
    found = []
    for name in sorted(files):
        if name.startswith("forms/"):
            key = name.removeprefix("forms/").removesuffix(".json")
            found.append({"value": key, "label": _title(viewer, key, files[name])})
    return found


def desks_of(viewer: Viewer) -> list[dict[str, str]]:
    """Expressions for desks: of every role, and of every post."""
    roles = [{"value": f'"role:{role.value}"', "label": role.value} for role in Role]
    posts = [{"value": f'"{post.desk}"', "label": post.title} for post in structure.list_posts(viewer.session)]
    return [*roles, *posts]


def _title(viewer: Viewer, key: str, text: str) -> str:
    try:
        return f"{viewer.say(Form.from_bytes(key, text.encode()).title)} ({key})"
    except FormFaulty:
        return key
