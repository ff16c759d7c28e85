"""Published processes: their versions, the files of their bundles, checking and publishing."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, status
from pydantic import AfterValidator, BaseModel, Field

from api.answers import told
from api.context import House
from api.deps import ByHand, Look, require_role, require_scope
from api.languages import language_of
from engine import bundles, definitions
from engine.definitions import Published
from people.roles import Role
from people.tokens import Scope

router = APIRouter(prefix="/api/v1/definitions", tags=["definitions"])
READ = require_scope(Scope.PROCESSES_READ)
PUBLISH = [require_scope(Scope.PROCESSES_PUBLISH), require_role(Role.ADMIN_SISTEM)]


class Definition(BaseModel):
    """A published version."""

    id: str
    key: str
    version: int
    name: str
    note: str
    sha256: str


class Bundle(Definition):
    """A version with its files: diagrams (BPMN XML), forms, tables."""

    files: dict[str, str]


class Files(BaseModel):
    """A bundle: BPMN XML in `<name>.bpmn`, decision tables in `<name>.dmn`, forms in `forms/<process>/<step>.json`.

    `key` names the one process that is meant when the diagrams hold several; without it all of them are published.
    """

    files: Annotated[dict[str, str], AfterValidator(bundles.require_sound_names)] = Field(min_length=1, max_length=100)
    key: str | None = Field(default=None, max_length=200)

    @property
    def content(self) -> dict[str, bytes]:
        return {name: text.encode() for name, text in self.files.items()}


class Deployed(Definition):
    """The version of the first process of the files; `others` are those of the further ones."""

    others: list[Definition]


class Publication(Files):
    """A bundle to publish, and a word on what is new in it."""

    note: str = Field(default="", max_length=500)


class Told(BaseModel):
    """One reason not to publish, or a warning: the rule, the element's id, a sentence, what to do, the facts."""

    rule: str
    element: str
    severity: str
    detail: str
    remedy: str
    facts: dict[str, Any]


class Inspection(BaseModel):
    """What publishing would say; without an entry of the severity `error` it would succeed."""

    findings: list[Told]


@router.get("", dependencies=[READ])
def list_definitions(look: Look) -> list[Definition]:
    """The newest version of each process."""
    return [Definition(**_facts(found)) for found in definitions.list_latest(look)]


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=PUBLISH)
def publish_definition(hand: ByHand, house: House, wanted: Publication) -> Deployed:
    """Publish new versions; the same files again give the versions that exist. A refusal lists its findings."""
    handlers, files = house.offices.handlers.names, wanted.content
    keys = [wanted.key] if wanted.key else bundles.keys_of(files)
    bundles.findings_of(files, wanted.key, handlers)
    with hand.act() as act:
        made = [_facts(definitions.publish(act, key, files, note=wanted.note, handlers=handlers)) for key in keys]
    return Deployed(**made[0], others=[Definition(**one) for one in made[1:]])


@router.post("/findings", dependencies=PUBLISH)
def inspect_definition(request: Request, house: House, wanted: Files) -> Inspection:
    """What publishing would find, without publishing."""
    found = bundles.findings_of(wanted.content, wanted.key, house.offices.handlers.names)
    return Inspection(findings=[Told(**one) for one in told(found, language_of(request))])


@router.get("/{key}", dependencies=[READ])
def get_definition(look: Look, key: str) -> Bundle:
    """The newest version of one process, with its files."""
    found = definitions.latest(look, key)
    return Bundle(**_facts(found), files=dict(found.files))


@router.get("/{key}/versions", dependencies=[READ])
def list_versions(look: Look, key: str) -> list[Definition]:
    """All versions of one process, oldest first."""
    return [Definition(**_facts(found)) for found in definitions.list_versions(look, key)]


def _facts(found: Published) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Definition.model_fields}
