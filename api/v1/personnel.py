"""One's own profile and personnel file."""

from datetime import date, datetime

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import Look, Who, require_scope
from kernel import clock
from kernel.act import Act
from people import directory
from people.days import day_of
from people.tokens import Scope
from workflows.dosir import filing, opening, overview, sheet

router = APIRouter(prefix="/api/v1/me", tags=["me"], dependencies=[require_scope(Scope.PERSONNEL_READ)])


class ProfileField(BaseModel):
    """A field of the profile: each value as its parts; numbers are masked."""

    name: str
    values: list[dict[str, str]]
    changed_by: str


class Profile(BaseModel):
    """One's own profile."""

    person: str
    fields: list[ProfileField]


class FileDocument(BaseModel):
    """A document of the file; `replaces` is the id of its predecessor."""

    id: str
    kind: str
    state: str
    number: str
    dated_on: date | None
    valid_until: date | None
    replaces: str | None
    document: str
    added_at: datetime


class PersonnelFile(BaseModel):
    """One's own file with its completeness; `missing` are kinds."""

    percent: int
    missing: list[str]
    documents: list[FileDocument]


@router.get("/profile")
def get_profile(look: Look, who: Who) -> Profile:
    """My profile as the office keeps it."""
    act = Act(look, who.actor, clock.now(), who.source)
    made = sheet.sheet_of(act, opening.open_profile(act, who.actor.id))
    lines = [line for _, several in made.groups for line in several]
    return Profile(
        person=who.actor.id,
        fields=[
            ProfileField(
                name=line.field.name,
                values=[{part.name: text for part, text in shown.parts} for shown in line.now],
                changed_by=line.field.edit.value,
            )
            for line in lines
        ],
    )


@router.get("/file")
def get_file(look: Look, who: Who) -> PersonnelFile:
    """My personnel file: what lies in it, how complete it is."""
    act = Act(look, who.actor, clock.now(), who.source)
    opening.open_file(act, who.actor.id)
    person = directory.person(look, who.actor.id)
    told = overview.completeness_of(look, person.id, person.employment, day_of(act.now))
    return PersonnelFile(
        percent=told.percent,
        missing=[line.kind.code for line in told.missing],
        documents=[
            FileDocument(
                id=row.id,
                kind=row.kind,
                state=row.state,
                number=row.number,
                dated_on=row.dated_on,
                valid_until=row.valid_until,
                replaces=row.replaces,
                document=row.document_id,
                added_at=row.added_at,
            )
            for row in filing.list_of(look, person.id)
        ],
    )
