"""Published processes: their versions and the files of their bundles."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import Look, require_scope
from engine import definitions
from engine.definitions import Published
from people.tokens import Scope

router = APIRouter(
    prefix="/api/v1/definitions", tags=["definitions"], dependencies=[require_scope(Scope.PROCESSES_READ)]
)


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


@router.get("")
def list_definitions(look: Look) -> list[Definition]:
    """The newest version of each process."""
    return [Definition(**_facts(found)) for found in definitions.list_latest(look)]


@router.get("/{key}")
def get_definition(look: Look, key: str) -> Bundle:
    """The newest version of one process, with its files."""
    found = definitions.latest(look, key)
    return Bundle(**_facts(found), files=dict(found.files))


@router.get("/{key}/versions")
def list_versions(look: Look, key: str) -> list[Definition]:
    """All versions of one process, oldest first."""
    return [Definition(**_facts(found)) for found in definitions.list_versions(look, key)]


def _facts(found: Published) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Definition.model_fields}
