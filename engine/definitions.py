"""Published versions of processes: immutable bundles, compiled once per process."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.dmn.inspecting import overlaps
from engine.errors import DiagramInvalid, Finding
from engine.models import Definition
from engine.spiff.parse import Process, compile_process
from engine.task_errors import BundleIncomplete, DefinitionUnknown
from forms.catalogue import Form
from kernel import canonical, history, ids, sql
from kernel.act import Act
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

    @property
    def diagrams(self) -> dict[str, bytes]:
        return {name: source for name, source in self.sources.items() if name.endswith(".bpmn")}

    @property
    def sources(self) -> dict[str, bytes]:
        """What a process is compiled from: diagrams and decision tables."""
        return {name: text.encode() for name, text in self.files.items() if name.endswith(RUN)}


def publish(act: Act, key: str, files: Mapping[str, bytes], *, note: str, handlers: frozenset[str]) -> Published:
    """Make a new version of a process, or give the latest one when nothing changed.

    `handlers` are the operations that exist. Raises DiagramInvalid with findings, BundleIncomplete.
    """
    texts = texts_of(files)
    sha256 = canonical.digest(texts)
    before = find_latest(act.session, key)
    if before is not None and before.sha256 == sha256:
        return before
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
    act.session.add(row)
    act.session.flush()
    data = {"key": key, "version": row.version, "sha256": sha256}
    history.append(act, f"definition:{key}", "definition.published", data, history.Note(version=row.id))
    return _published(row)


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
    """The compiled process of a bundle. Raises DiagramInvalid with findings, BundleIncomplete."""
    process = compile_process({name: text.encode() for name, text in texts.items() if name.endswith(RUN)}, key)
    double = overlaps(process.decisions)
    if double:
        raise DiagramInvalid(double)
    _require_complete(process, texts, handlers)
    return process


def get(session: Session, definition_id: str) -> Published:
    """One version. Raises DefinitionUnknown."""
    row = session.get(Definition, definition_id)
    if row is None:
        raise DefinitionUnknown(key=definition_id)
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
    newest = select(Definition.key, func.max(Definition.version)).group_by(Definition.key)
    pairs = {(key, version) for key, version in session.execute(newest)}
    rows = session.scalars(select(Definition).order_by(Definition.key))
    return [_published(row) for row in rows if (row.key, row.version) in pairs]


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


def _require_complete(process: Process, files: Mapping[str, str], handlers: frozenset[str]) -> None:
    for name in sorted(process.handlers - handlers):
        raise BundleIncomplete(what="operation", name=name)
    for form in sorted(process.forms):
        if f"forms/{form}.json" not in files:
            raise BundleIncomplete(what="form", name=form)


def _published(row: Definition) -> Published:
    return Published(row.id, row.key, row.version, row.sha256, row.name, row.note, row.files)
