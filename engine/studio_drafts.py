"""What administrators have changed of processes and not yet published: one draft per process and person, erasable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, drawings, uploads
from engine.definitions import Published
from engine.models import StudioDraft
from engine.task_errors import DraftUnknown, KeyTaken, NoteMissing
from kernel import canonical, sql
from kernel.act import Act
from kernel.db import instant

MAX_NOTE = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """The working copy of a process: `changed` are the files that differ from version `based_on` (0: no version)."""

    key: str
    based_on: int
    changed: Mapping[str, str]
    files: Mapping[str, str]
    saved_at: datetime

    @property
    def contents(self) -> dict[str, bytes]:
        """All its files as bytes."""
        return {name: text.encode() for name, text in self.files.items()}

    @property
    def diagram(self) -> str:
        """The name of the file that shows the process itself."""
        return diagram_of(self.key, self.files)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, and which file of the bundle its sender wants replaced ('' for one of its own name)."""

    name: str
    content: bytes
    replaces: str = ""


def diagram_of(key: str, files: Mapping[str, str]) -> str:
    """The name of the drawing of a process in its bundle."""
    drawn = sorted(name for name in files if name.endswith(".bpmn"))
    own = f"{key}.bpmn"
    if own in drawn or not drawn:
        return own
    return next((name for name in drawn if f'id="{key}"' in files[name]), drawn[0])


def find(session: Session, person: str, key: str) -> Draft | None:
    """The draft of a person for a process."""
    row = session.get(StudioDraft, (key, person))
    if row is None:
        return None
    base = definitions.get_version(session, key, row.based_on).files if row.based_on else {}
    return Draft(key, row.based_on, dict(row.files), {**base, **row.files}, row.saved_at)


def get(session: Session, person: str, key: str) -> Draft:
    """The draft of a person for a process. Raises DraftUnknown."""
    found = find(session, person, key)
    if found is None:
        raise DraftUnknown
    return found


def files_of(session: Session, person: str, key: str) -> Mapping[str, str]:
    """The files of the draft, or of the newest version where there is no draft. Raises DefinitionUnknown."""
    draft = find(session, person, key)
    return draft.files if draft else definitions.latest(session, key).files


def list_of(session: Session, person: str) -> dict[str, datetime]:
    """When each draft of a person was saved, by key."""
    chosen = select(StudioDraft.key, StudioDraft.saved_at).where(StudioDraft.person == person)
    return {row.key: row.saved_at for row in session.execute(chosen.order_by(StudioDraft.key))}


def begin(act: Act, key: str, text: str) -> None:
    """Begin a new process with a drawing. Raises KeyUnusable, KeyTaken."""
    drawings.require_key(key)
    if definitions.find_latest(act.session, key) or find(act.session, act.actor.id, key):
        raise KeyTaken(key=key)
    keep(act, key, {f"{key}.bpmn": text}, based_on=0)


def upload(act: Act, key: str, uploaded: Upload) -> None:
    """Put an uploaded file into the draft, begun from the newest version when there is none.

    A drawing that takes the place of the process's own one gets the key of the process, whatever it was called.
    Raises DefinitionUnknown, FileUnusable, DiagramInvalid.
    """
    draft = find(act.session, act.actor.id, key)
    newest = None if draft else definitions.latest(act.session, key)
    files = files_of(act.session, act.actor.id, key)
    place = uploads.place_of(key, uploaded.name)
    if uploaded.replaces in files and uploaded.replaces.rpartition(".")[2] == place.rpartition(".")[2]:
        place = uploaded.replaces
    text = uploads.readable(place, uploaded.content)
    if place == diagram_of(key, files):
        text = drawings.under(key, text)
    keep(act, key, {place: text}, based_on=newest.version if newest else 0)


def keep(act: Act, key: str, changed: Mapping[str, str], *, based_on: int) -> None:
    """Keep changed files beside those that the draft has already; `based_on` counts when there is no draft yet."""
    before = act.session.get(StudioDraft, (key, act.actor.id), with_for_update=True)
    base = based_on if before is None else before.based_on
    files = {**({} if before is None else before.files), **changed}
    sql.run(
        act.session,
        "INSERT INTO studio_draft (key, person, based_on, files, saved_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (key, person) DO UPDATE SET files = excluded.files, saved_at = excluded.saved_at",
        (key, act.actor.id, base, canonical.text(files), instant(act.now)),
    )
    if before is not None:
        act.session.expire(before)


def discard(act: Act, key: str) -> None:
    """Forget the draft; nothing happens when there is none."""
    sql.run(act.session, "DELETE FROM studio_draft WHERE key = ? AND person = ?", (key, act.actor.id))


def put_on_top(act: Act, key: str, version: int) -> None:
    """Let the draft be based on another version, after its author has compared them.

    Raises DraftUnknown, DefinitionUnknown.
    """
    definitions.get_version(act.session, key, version)
    moved = sql.run(
        act.session,
        "UPDATE studio_draft SET based_on = ? WHERE key = ? AND person = ?",
        (version, key, act.actor.id),
    )
    if moved.rowcount != 1:
        raise DraftUnknown


def publish(act: Act, key: str, *, note: str, handlers: frozenset[str]) -> Published:
    """Publish the draft as a new version and forget it.

    Raises DraftUnknown, NoteMissing, and as `definitions.publish` does; the draft stays whenever it raises.
    """
    draft = get(act.session, act.actor.id, key)
    done = definitions.publish(
        act, key, draft.contents, note=require_note(note), handlers=handlers, based_on=draft.based_on
    )
    discard(act, key)
    return done


def require_note(note: str) -> str:
    """The note of a version, trimmed. Raises NoteMissing."""
    said = " ".join(note.split())
    if not 0 < len(said) <= MAX_NOTE:
        raise NoteMissing(limit=MAX_NOTE)
    return said
