"""Every route and who may pass its door. A route that stands not here fails the test: decide who may enter."""

from dataclasses import dataclass

from people.tokens import Scope
from tests.people import BAMBANG, DEWI, FITRI, IRFAN, NINING, RATNA, RIZKI, SARMILA, UJANG, WISNU

PERSONS = {
    "nobody": None,
    "pegawai": SARMILA,
    "kepala_unit": IRFAN,
    "kabag": BAMBANG,
    "pimpinan": RATNA,
    "kasubbag_umum": NINING,
    "sekretaris": DEWI,
    "agendaris": UJANG,
    "arsiparis": FITRI,
    "admin_sistem": RIZKI,
    "auditor": WISNU,
}
EVERYBODY = frozenset(PERSONS)
SIGNED_IN = EVERYBODY - {"nobody"}
OVERSEERS = frozenset({"auditor", "admin_sistem"})
AUDITORS = frozenset({"auditor"})
ADMINISTRATORS = frozenset({"admin_sistem"})
REGISTRY = frozenset({"agendaris"})
PREPARERS = frozenset({"kepala_unit", "kabag", "pimpinan", "kasubbag_umum", "sekretaris"})
KEEPERS = frozenset({"arsiparis", "kasubbag_umum", "auditor"})
DOOR_CODES = frozenset({"door.role_missing", "door.scope_missing", "letter.not_registrar", "assignment.not_preparer"})


@dataclass(frozen=True)
class Door:
    """Which of PERSONS may pass, and what a program's token must be allowed to do (None: nothing, or no programs)."""

    persons: frozenset[str] = SIGNED_IN
    scope: str | None = None


PAGES = {
    "GET /": Door(),
    "GET /health": Door(EVERYBODY),
    # services and requests
    "GET /services": Door(),
    "GET /sign-in": Door(EVERYBODY),
    "POST /sign-in": Door(EVERYBODY),
    "POST /language": Door(EVERYBODY),
    "POST /sign-out": Door(),
    "GET /account": Door(),
    "POST /account/password": Door(),
    "POST /account/sessions/end": Door(),
    "POST /account/sessions/{session_id}/end": Door(),
    "POST /account/tokens": Door(),
    "POST /account/tokens/{token_id}/revocation": Door(),
    "POST /filters": Door(),
    "POST /filters/removal": Door(),
    "POST /documents": Door(),
    "GET /documents/{document_id}": Door(),
    "GET /documents/{document_id}/pages/{number}": Door(),
    "GET /letters": Door(),
    "GET /letters/new": Door(REGISTRY),
    "POST /letters": Door(REGISTRY),
    "GET /letters/agenda": Door(),
    "GET /letters/agenda.csv": Door(),
    "GET /letters/agenda.pdf": Door(),
    "GET /letters/{letter_id}": Door(),
    "GET /letters/{letter_id}/sheet.pdf": Door(),
    "GET /search": Door(),
    "GET /notices": Door(),
    "POST /notices/reading": Door(),
    "GET /instances/{instance_id}/replay": Door(),
    "GET /instances/{instance_id}/frames.json": Door(),
    "GET /instances/{instance_id}/diagram.bpmn": Door(),
    "GET /instances": Door(ADMINISTRATORS),
    "GET /instances/{instance_id}/interventions": Door(ADMINISTRATORS),
    "POST /instances/{instance_id}/interventions": Door(ADMINISTRATORS),
    "GET /migrations": Door(ADMINISTRATORS),
    "POST /migrations": Door(ADMINISTRATORS),
    "POST /migrations/reversal": Door(ADMINISTRATORS),
    "GET /studio/incidents": Door(OVERSEERS),
    "GET /studio/incidents/{incident_id}": Door(OVERSEERS),
    "POST /studio/incidents/{incident_id}/retry": Door(ADMINISTRATORS),
    "POST /studio/incidents/{incident_id}/giving-up": Door(ADMINISTRATORS),
    "GET /studio/health": Door(OVERSEERS),
    "GET /office": Door(ADMINISTRATORS),
    "GET /office/posts/{code}": Door(ADMINISTRATORS),
    "GET /office/people/{person_id}": Door(ADMINISTRATORS),
    "GET /office/people/{person_id}/screen": Door(ADMINISTRATORS),
    "POST /office/posts": Door(ADMINISTRATORS),
    "POST /office/people": Door(ADMINISTRATORS),
    "POST /office/posts/{code}/holding": Door(ADMINISTRATORS),
    "POST /office/posts/{code}/vacancy": Door(ADMINISTRATORS),
    "POST /office/posts/{code}/acting": Door(ADMINISTRATORS),
    "POST /office/posts/{code}/acting/{acting_id}/revocation": Door(ADMINISTRATORS),
    "POST /office/people/{person_id}/roles": Door(ADMINISTRATORS),
    "POST /office/people/{person_id}/roles/removal": Door(ADMINISTRATORS),
    "POST /office/people/{person_id}/account": Door(ADMINISTRATORS),
    "POST /office/people/{person_id}/account/closing": Door(ADMINISTRATORS),
    "GET /audit": Door(AUDITORS),
    "GET /audit/anchors": Door(AUDITORS),
    "GET /audit/refusals": Door(AUDITORS),
    "POST /audit/records/{record}/verification": Door(AUDITORS),
    "GET /studio": Door(ADMINISTRATORS),
    "POST /studio": Door(ADMINISTRATORS),
    "GET /studio/new": Door(ADMINISTRATORS),
    "GET /studio/{key}": Door(ADMINISTRATORS),
    "GET /studio/{key}/versions/{number}": Door(ADMINISTRATORS),
    "GET /studio/{key}/versions/{number}/diagram.bpmn": Door(ADMINISTRATORS),
    "GET /studio/{key}/versions/{number}/files/{name:path}": Door(ADMINISTRATORS),
    "POST /studio/{key}/versions/{number}/publication": Door(ADMINISTRATORS),
    "GET /studio/{key}/editor": Door(ADMINISTRATORS),
    "GET /studio/{key}/editor.json": Door(ADMINISTRATORS),
    "POST /studio/{key}/draft": Door(ADMINISTRATORS),
    "GET /studio/{key}/draft/files/{name:path}": Door(ADMINISTRATORS),
    "POST /studio/{key}/draft/files": Door(ADMINISTRATORS),
    "POST /studio/{key}/draft/base": Door(ADMINISTRATORS),
    "POST /studio/{key}/draft/removal": Door(ADMINISTRATORS),
    "POST /studio/{key}/findings": Door(ADMINISTRATORS),
    "GET /studio/{key}/check": Door(ADMINISTRATORS),
    "GET /studio/{key}/comparison": Door(ADMINISTRATORS),
    "POST /studio/{key}/publication": Door(ADMINISTRATORS),
    # issued papers
    "GET /verifikasi": Door(EVERYBODY),
    "GET /verifikasi/{code}": Door(EVERYBODY),
    "POST /verifikasi/{code}": Door(EVERYBODY),
    "GET /permissions/new": Door(),
    "POST /permissions": Door(),
    "GET /permissions/{request_id}": Door(),
    "POST /permissions/{request_id}/withdrawal": Door(),
    "GET /assignments/new": Door(PREPARERS),
    "POST /assignments": Door(PREPARERS),
    "GET /assignments/{assignment_id}": Door(),
    "POST /assignments/{assignment_id}/recall": Door(),
    "GET /papers": Door(KEEPERS),
    "GET /papers/register.csv": Door(KEEPERS),
    "GET /papers/{paper_id}.pdf": Door(),
    "GET /tasks/{task_id}": Door(),
    "POST /tasks/{task_id}/draft": Door(),
    "POST /tasks/{task_id}/completion": Door(),
    "POST /tasks/{task_id}/claim": Door(),
    "POST /tasks/{task_id}/release": Door(),
    "POST /letters/{letter_id}/opening": Door(),
    "POST /letters/{letter_id}/content": Door(),
}
API = {
    "GET /api/v1/me": Door(),
    "GET /api/v1/papers/{code}": Door(EVERYBODY),
    "GET /api/v1/definitions": Door(scope=Scope.PROCESSES_READ),
    "GET /api/v1/definitions/{key}": Door(scope=Scope.PROCESSES_READ),
    "GET /api/v1/definitions/{key}/versions": Door(scope=Scope.PROCESSES_READ),
    "POST /api/v1/definitions": Door(ADMINISTRATORS, Scope.PROCESSES_PUBLISH),
    "POST /api/v1/definitions/findings": Door(ADMINISTRATORS, Scope.PROCESSES_PUBLISH),
    "GET /api/v1/instances/{instance_id}/state": Door(OVERSEERS, Scope.PROCESSES_READ),
    "GET /api/v1/instances": Door(OVERSEERS, Scope.PROCESSES_READ),
    "GET /api/v1/instances/{instance_id}": Door(scope=Scope.PROCESSES_READ),
    "POST /api/v1/instances": Door(ADMINISTRATORS, Scope.PROCESSES_START),
    "GET /api/v1/instances/{instance_id}/events": Door(OVERSEERS, Scope.PROCESSES_READ),
    **{
        f"{method} /api/v1/{path}": Door(ADMINISTRATORS, Scope.PROCESSES_INTERVENE)
        for method, path in (
            ("GET", "instances/{instance_id}/tokens"),
            ("POST", "instances/{instance_id}/foresight"),
            ("PUT", "instances/{instance_id}/suspension"),
            ("POST", "instances/{instance_id}/resumption"),
            ("POST", "instances/{instance_id}/cancellation"),
            ("POST", "instances/{instance_id}/moves"),
            ("POST", "instances/{instance_id}/repetitions"),
            ("POST", "instances/{instance_id}/skips"),
            ("POST", "instances/{instance_id}/corrections"),
            ("POST", "migrations"),
            ("POST", "migrations/rehearsals"),
            ("POST", "migrations/reversals"),
        )
    },
    "GET /api/v1/incidents": Door(OVERSEERS, Scope.PROCESSES_READ),
    "GET /api/v1/incidents/{incident_id}": Door(OVERSEERS, Scope.PROCESSES_READ),
    "POST /api/v1/incidents/{incident_id}/retry": Door(ADMINISTRATORS, Scope.PROCESSES_START),
    "POST /api/v1/incidents/{incident_id}/giving-up": Door(ADMINISTRATORS, Scope.PROCESSES_START),
    "POST /api/v1/messages": Door(ADMINISTRATORS, Scope.PROCESSES_START),
    "POST /api/v1/signals": Door(ADMINISTRATORS, Scope.PROCESSES_START),
    "GET /api/v1/tasks": Door(scope=Scope.TASKS_READ),
    "GET /api/v1/tasks/{task_id}": Door(scope=Scope.TASKS_READ),
    "PUT /api/v1/tasks/{task_id}/claim": Door(scope=Scope.TASKS_WRITE),
    "DELETE /api/v1/tasks/{task_id}/claim": Door(scope=Scope.TASKS_WRITE),
    "PUT /api/v1/tasks/{task_id}/draft": Door(scope=Scope.TASKS_WRITE),
    "POST /api/v1/tasks/{task_id}/completion": Door(scope=Scope.TASKS_WRITE),
    "POST /api/v1/documents": Door(scope=Scope.DOCUMENTS_WRITE),
    "GET /api/v1/documents/{document_id}": Door(scope=Scope.DOCUMENTS_READ),
    "GET /api/v1/documents/{document_id}/content": Door(scope=Scope.DOCUMENTS_READ),
    "GET /api/v1/documents/{document_id}/pages/{number}": Door(scope=Scope.DOCUMENTS_READ),
    "GET /api/v1/letters": Door(scope=Scope.LETTERS_READ),
    "GET /api/v1/letters/{letter_id}": Door(scope=Scope.LETTERS_READ),
    "GET /api/v1/letters/{letter_id}/tree": Door(scope=Scope.LETTERS_READ),
    "POST /api/v1/letters": Door(REGISTRY, Scope.LETTERS_WRITE),
}
ROUTES = {**PAGES, **API}
