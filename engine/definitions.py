"""Published versions of processes: immutable bundles, compiled once per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import lint, starts
from engine.errors import DiagramInvalid, Finding
from engine.lint.known import Known, forms_in
from engine.models import Definition
from engine.spiff.parse import Process, compile_process
from engine.task_errors import BundleIncomplete, DefinitionUnknown, VersionOutdated
from forms.catalogue import Form
from kernel import canonical, history, ids, sql
from kernel.act import Act
from kernel.db import instant
from kernel.errors import N_

RUN = (".bpmn", ".dmn")
PINNED: dict[tuple[str, str], Form] = {}  # by id of the version and key: few, immutable


@dataclass(frozen=True, slots=True)
class Published:
    """A version as the doors show it. `files` maps names (`letter.bpmn`, `forms/letter/register.json`) to text."""

    id: str
    key: str
    version: int
    sha256: str
    name: str
    note: str
    files: Mapping[str, str]
    published_at: datetime
    published_by: str

    @property
    def diagrams(self) -> dict[str, bytes]:
        return {name: source for name, source in self.sources.items() if name.endswith(".bpmn")}

    @property
    def sources(self) -> dict[str, bytes]:
        """What a process is compiled from: diagrams and decision tables."""
        return {name: text.encode() for name, text in self.files.items() if name.endswith(RUN)}


def publish(
    act: Act,
    key: str,
    files: Mapping[str, bytes],
    *,
    note: str,
    handlers: frozenset[str],
    based_on: int | None = None,
) -> Published:
    """Make a new version of a process, or give the latest one when nothing changed.

    `handlers` are the operations that exist; `based_on` is the version the author saw as the newest (0: none).
    Raises DiagramInvalid with findings, VersionOutdated.
    """
    texts = texts_of(files)
    sha256 = canonical.digest(texts)
    history.lock(act.session, _stream(key))
    before = find_latest(act.session, key)
    if before is not None and before.sha256 == sha256:
        return before
    if based_on is not None and based_on != (0 if before is None else before.version):
        raise _outdated(act.session, key, based_on)
    process = require_publishable(texts, key, handlers)
    row = Definition(
        id=ids.new_id(act.now),
        key=key,
        version=1 if before is None else before.version + 1,
        sha256=sha256,
        name=process.name,
        note=note,
        files=texts,
        published_at=act.now,
        published_by=act.actor.id,
    )
    _insert(act.session, row)
    starts.replace(act.session, key, process.begins)
    data = {"key": key, "version": row.version, "sha256": sha256, "note": history.commitment(note, row.id)}
    history.append(act, _stream(key), "definition.published", data, history.Note(version=row.id))
    return _published(row)


def republish(
    act: Act, key: str, version: int, *, note: str, handlers: frozenset[str], based_on: int | None = None
) -> Published:
    """Deploy an old version again, under a new number. Raises DefinitionUnknown, and as `publish` does."""
    old = get_version(act.session, key, version)
    files = {name: text.encode() for name, text in old.files.items()}
    return publish(act, key, files, note=note, handlers=handlers, based_on=based_on)


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files of a bundle as texts. Raises DiagramInvalid for one that is not UTF-8."""
    texts = {}
    for name, content in files.items():
        try:
            texts[name] = content.decode()
        except UnicodeDecodeError:
            sentence = N_("The file %(name)s is not text in UTF-8.")
            raise DiagramInvalid([Finding("file-encoding", name, sentence, {"name": name})]) from None
    return texts


def require_publishable(texts: Mapping[str, str], key: str, handlers: frozenset[str]) -> Process:
    """The compiled process of a bundle. Raises DiagramInvalid with findings."""
    errors = lint.errors(findings_of(texts, key, handlers))
    if errors:
        raise DiagramInvalid(errors)
    return compile_process(_sources(texts), key)


def findings_of(texts: Mapping[str, str], key: str, handlers: frozenset[str]) -> list[Finding]:
    """What the checks say of a bundle, errors before warnings.

    They take a second: whoever will publish asks once before the transaction, and what was said is remembered.
    """
    return list(_findings(tuple(sorted(texts.items())), key, handlers))


@lru_cache(maxsize=64)
def _findings(texts: tuple[tuple[str, str], ...], key: str, handlers: frozenset[str]) -> tuple[Finding, ...]:
    files = {name: text.encode() for name, text in texts}
    return tuple(lint.check(files, key, Known(handlers=handlers, forms=forms_in(files))))


def get(session: Session, definition_id: str) -> Published:
    """One version. Raises DefinitionUnknown."""
    row = session.get(Definition, definition_id)
    if row is None:
        raise DefinitionUnknown(key=definition_id)
    return _published(row)


def get_version(session: Session, key: str, version: int) -> Published:
    """One version of a process by its number. Raises DefinitionUnknown."""
    row = session.scalars(select(Definition).where(Definition.key == key, Definition.version == version)).first()
    if row is None:
        raise DefinitionUnknown(key=key)
    return _published(row)


def find_latest(session: Session, key: str) -> Published | None:
    """The newest version of a process."""
    chosen = select(Definition).where(Definition.key == key).order_by(Definition.version.desc()).limit(1)
    row = session.scalars(chosen).first()
    return None if row is None else _published(row)


def latest(session: Session, key: str) -> Published:
    """The newest version of a process. Raises DefinitionUnknown."""
    found = find_latest(session, key)
    if found is None:
        raise DefinitionUnknown(key=key)
    return found


def latest_id(session: Session, key: str) -> str:
    """The id of the newest version, without its files: what every start asks. Raises DefinitionUnknown."""
    newest = "SELECT id FROM definition WHERE key = ? ORDER BY version DESC LIMIT 1"
    row = sql.run(session, newest, (key,)).fetchone()
    if row is None:
        raise DefinitionUnknown(key=key)
    return str(row[0])


def list_latest(session: Session) -> list[Published]:
    """The newest version of each process, by key."""
    numbers = select(Definition.key, func.max(Definition.version).label("version")).group_by(Definition.key).subquery()
    is_newest = (Definition.key == numbers.c.key) & (Definition.version == numbers.c.version)
    rows = session.scalars(select(Definition).join(numbers, is_newest).order_by(Definition.key))
    return [_published(row) for row in rows]


def list_versions(session: Session, key: str) -> list[Published]:
    """All versions of a process, oldest first."""
    rows = session.scalars(select(Definition).where(Definition.key == key).order_by(Definition.version))
    return [_published(row) for row in rows]


def form_of(session: Session, definition_id: str, key: str) -> Form:
    """The form as it was pinned with a version; read once, a version never changes. Raises as `pinned_form`."""
    place = (definition_id, key)
    if place not in PINNED:
        PINNED[place] = pinned_form(get(session, definition_id), key)
    return PINNED[place]


def pinned_form(published: Published, key: str) -> Form:
    """The form of a bundle. Raises BundleIncomplete."""
    text = published.files.get(f"forms/{key}.json")
    if text is None:
        raise BundleIncomplete(what="form", name=key)
    return _form(key, text)


@lru_cache(maxsize=512)
def _form(key: str, text: str) -> Form:
    return Form.from_bytes(key, text.encode())


def _sources(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items() if name.endswith(RUN)}


def _insert(session: Session, row: Definition) -> None:
    """Raises VersionOutdated when somebody took the number meanwhile."""
    written = sql.run(
        session,
        "INSERT INTO definition (id, key, version, sha256, name, note, files, published_at, published_by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key, version) DO NOTHING",
        (
            row.id,
            row.key,
            row.version,
            row.sha256,
            row.name,
            row.note,
            canonical.text(row.files),
            instant(row.published_at),
            row.published_by,
        ),
    )
    if written.rowcount != 1:
        raise _outdated(session, row.key, row.version - 1)


def _outdated(session: Session, key: str, based_on: int) -> VersionOutdated:
    newest = select(Definition).where(Definition.key == key).order_by(Definition.version.desc()).limit(1)
    row = session.scalars(newest).one()
    return VersionOutdated(key=key, based_on=based_on, newest=row.version, who=row.published_by, at=row.published_at)


def _stream(key: str) -> str:
    return f"definition:{key}"


def _published(row: Definition) -> Published:
    return Published(
        row.id, row.key, row.version, row.sha256, row.name, row.note, row.files, row.published_at, row.published_by
    )
