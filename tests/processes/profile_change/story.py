"""The office at work on profiles and personnel files, in the words of the process."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from documents.blobs import Blobs, open_blobs
from documents.intake import Checked, Part
from kernel import history
from kernel.act import Act
from people.desks import actor_of
from tests import files
from tests.people import IMELDA
from tests.processes.letter_disposition.story import Story
from workflows.dosir import editing, filing, opening, proposals, sheet, trace, values
from workflows.dosir.editing import Change
from workflows.dosir.filing import Typed
from workflows.dosir.models import FileEntry, ProfileProposal

NIK = "9901035402860001"  # no region has the code 99; Imelda was born on 14 February 1986


class Desk(Story):
    """One office, one proposal at a time; `proposal_id` is the one the story is about."""

    proposal_id: str = ""

    @property
    def blobs(self) -> Blobs:
        folder = getattr(self, "_folder", None) or mkdtemp(prefix="satupintu-dosir-")
        self._folder = folder
        return open_blobs(Path(folder).as_uri())

    def act(self, by: str, deed: Callable[[Act], Any]) -> Any:
        """One deed in a transaction of its own."""
        with self.database.write() as session:
            return deed(Act(session, actor_of(session, by, self.now), self.now, "test"))

    def checked(self, content: bytes = b"", name: str = "bukti.pdf") -> Checked:
        """A file that was looked into."""
        return filing.check(self.blobs, [Part(name, BytesIO(content or files.pdf()))])

    # deeds

    def changes(
        self, by: str, field: str, value: Any, *, of: str = "", proof: bool = False, note: str = ""
    ) -> str | None:
        """Somebody types a value into a profile; gives the proposal, which becomes the one of the story."""
        typed = value if isinstance(value, dict) else {field: value}
        change = Change(typed, note, self.checked() if proof else None)
        made = self.act(by, lambda act: editing.submit(act, of or by, field, change))
        self.errands()
        self.proposal_id = made or self.proposal_id
        return made  # type: ignore[no-any-return]

    def verifies(self, by: str, decision: str, reason: str = "") -> None:
        """Personnel decides on the proposal of the story."""
        answers = {"decision": decision, **({"reason": reason} if reason else {})}
        self.completes(self.step("verify", by), by, **answers)

    def withdraws(self, by: str) -> None:
        self.act(by, lambda act: proposals.withdraw(act, self.proposal_id))
        self.errands()

    def files(self, by: str, of: str, kind: str, **more: str) -> list[str]:
        """Personnel puts a document into somebody's file."""
        one = self.checked()
        return self.act(by, lambda act: filing.add(act, of, Typed(kind, **more), [one]))  # type: ignore[no-any-return]

    def sends_document(self, by: str, kind: str, **more: str) -> str:
        """The owner proposes a document for his own file."""
        one = self.checked()
        self.proposal_id = self.act(by, lambda act: filing_wish(act, by, kind, one, more))
        self.errands()
        return self.proposal_id

    # looks

    def step(self, element: str, by: str) -> Any:
        record = trace.change_of(self.proposal_id)
        found = [row for row in self.tasks_of(by) if (row.element, row.record) == (element, record)]
        assert len(found) == 1, f"{by} has {len(found)} tasks {element}"
        return found[0]

    def has(self, person: str) -> list[str]:
        """The steps of the story's proposal that wait for a person."""
        record = trace.change_of(self.proposal_id)
        return [row.element for row in self.tasks_of(person) if row.record == record]

    def proposal(self) -> ProfileProposal:
        with self.database.read() as session:
            return proposals.get(session, self.proposal_id)

    def value(self, person: str, field: str) -> str | None:
        with self.database.read() as session:
            found = values.find(session, person, field)
            return None if found is None else found.value

    def former(self, person: str, field: str) -> list[str]:
        with self.database.read() as session:
            return [row.value for row in values.former(session, person).get(field, [])]

    def entries(self, person: str) -> list[FileEntry]:
        with self.database.read() as session:
            return filing.list_of(session, person)

    def told(self, person: str) -> list[str]:
        """The kinds of the events of a person's file, in order; the chain and the values are verified."""
        with self.database.read() as session:
            assert history.verify(session, trace.file_of(person)) is None
            assert values.faults(session, person) == []
            return [event.kind for event in history.read(session, trace.file_of(person))]

    def profile(self, by: str, of: str, *, numbers: bool = False) -> sheet.Sheet:
        def look(act: Act) -> sheet.Sheet:
            return sheet.sheet_of(act, opening.open_profile(act, of), numbers=numbers)

        return self.act(by, look)  # type: ignore[no-any-return]


def filing_wish(act: Act, person: str, kind: str, checked: Checked | None, more: dict[str, str]) -> str:
    """Propose a document as its owner does."""
    return proposals.send_document(act, person, Typed(kind, **more), checked)


def shown(profile: sheet.Sheet, field: str) -> list[str]:
    """What stands in a line of a profile."""
    for _, lines in profile.groups:
        for line in lines:
            if line.field.name == field:
                return [text for one in line.now for _, text in one.parts]
    return []


OWNER = IMELDA
