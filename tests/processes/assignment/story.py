"""A unit head prepares an assignment, Kasubbag Umum checks it, the head signs, people travel and report."""

from io import BytesIO
from typing import Any

from documents import intake
from tests import people as cast
from tests.files import pdf
from tests.processes.papers_office import Office
from workflows.assignment import ending, preparing, trace
from workflows.assignment.models import Assignment, AssignmentPerson

TRIP = {
    "lead": cast.IMELDA,
    "others": [cast.GALIH, cast.SARMILA],
    "basis": "Surat Undangan Sekretariat Utama B-1187/SU.1/PR.01/11/2026",
    "task": "Asesmen kompetensi pejabat administrator",
    "place": "Kota Senja",
    "starts_on": "2026-11-18",
    "last_on": "2026-11-20",
    "funds": "DIPA Puslatpeta 2026, MAK 524111",
    "must_report": True,
}


class Story(Office):
    """The assignment of the story is the one that was prepared last."""

    def prepares(self, by: str = cast.VERONIKA, key: str | None = None, **changes: Any) -> str:
        raw = {name: value for name, value in {**TRIP, **changes}.items() if value is not None}
        with self.database.write() as session:
            done = preparing.prepare(self.act(session, by), raw, key=key)
        self.record = trace.record_of(done.assignment_id)
        self.errands()
        return done.assignment_id

    def is_signed(self, by: str = cast.RATNA, **changes: Any) -> None:
        """Prepared, checked, signed."""
        self.prepares(**changes)
        self.does("check", cast.NINING, decision="forward")
        self.does("sign", by, decision="sign")

    def takes_back(self, by: str, reason: str = "") -> None:
        with self.database.write() as session:
            ending.take_back(self.act(session, by), trace.assignment_of(self.record), reason)
        self.errands()

    def uploads(self, by: str) -> str:
        """A file that was sent before the form."""
        with self.database.write() as session:
            part = intake.Part("laporan.pdf", BytesIO(pdf()))
            return str(intake.receive(self.act(session, by), self.blobs, [part]).id)

    @property
    def assignment(self) -> Assignment:
        with self.database.read() as session:
            found = trace.get(session, trace.assignment_of(self.record))
            session.expunge(found)
            return found

    @property
    def people(self) -> list[AssignmentPerson]:
        with self.database.read() as session:
            return trace.people_of(session, trace.assignment_of(self.record))

    def days_of(self, person: str) -> list[tuple[str, str, bool]]:
        """What the person's calendar holds in November and December."""
        found = self.away(person, "2026-11-01", "2026-12-31")
        return [(one.starts_on.isoformat(), one.last_on.isoformat(), one.firm) for one in found]
