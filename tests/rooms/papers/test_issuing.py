"""Papers: ordered with their deed, drawn once, kept, revoked; whatever dies in between."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from typing import BinaryIO

import pytest
from pypdf import PdfReader

from documents import archive
from documents.blobs import Blobs
from kernel import history
from kernel.act import Actor
from tests import people as cast
from tests.papers import BASE, RECORD, SIGNER, Desk
from workflows import issuing, numbering, paper_sheet
from workflows.issued import PaperMoved, PaperState
from workflows.issuing import NewPaper


def kinds(desk: Desk) -> list[str]:
    with desk.database.read() as session:
        assert history.verify(session, RECORD) is None
        return [event.kind for event in history.read(session, RECORD)]


def test_a_paper_is_drawn_after_its_deed_and_kept(desk: Desk) -> None:
    paper_id = desk.issue()
    assert desk.paper(paper_id).state is PaperState.RESERVED
    assert desk.errands() == 1

    paper = desk.paper(paper_id)
    assert (paper.state, paper.number, paper.title) == (PaperState.ISSUED, "SP-1/11/2026", "SURAT PERCOBAAN")
    with desk.database.read() as session:
        document = archive.get(session, paper.document_id or "")
        assert (document.sha256, document.record, document.pages) == (paper.sha256, RECORD, 1)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(desk.blobs.read(paper.sha256))).pages)
    for part in (
        "SURAT PERCOBAAN",
        "SP-1/11/2026",
        "Isi surat",
        SIGNER.name,
        "Kepala Pusat",
        SIGNER.nip,
        "12 November",
    ):
        assert part in text
    assert "bukan tanda tangan elektronik tersertifikasi" in text
    assert f"/verifikasi/{paper.code}" in text.replace("\n", "")
    assert kinds(desk) == ["paper.reserved", "paper.issued"]


def test_drawing_twice_gives_one_paper(desk: Desk) -> None:
    paper_id = desk.issue()
    desk.draw(paper_id)
    first = desk.paper(paper_id)
    desk.draw(paper_id)
    assert desk.paper(paper_id) == first
    with desk.database.read() as session:
        assert len(archive.list_for_record(session, RECORD)) == 1
    assert kinds(desk) == ["paper.reserved", "paper.issued"]


def test_two_workers_at_once_give_one_paper(desk: Desk) -> None:
    paper_id = desk.issue()
    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(desk.draw, [paper_id] * 4))
    with desk.database.read() as session:
        assert len(archive.list_for_record(session, RECORD)) == 1
    assert kinds(desk) == ["paper.reserved", "paper.issued"]


class DyingStore:
    """A store under which the process dies when the bytes are kept, before any row is."""

    def __init__(self, blobs: Blobs) -> None:
        self.blobs = blobs

    def put(self, stream: BinaryIO) -> None:
        self.blobs.put(stream)
        raise KeyboardInterrupt


def test_what_died_after_the_bytes_were_stored_is_drawn_anew(desk: Desk) -> None:
    paper_id, worker = desk.issue(), Actor("system:worker")
    with pytest.raises(KeyboardInterrupt):
        paper_sheet.draw_and_keep(
            desk.database,
            DyingStore(desk.blobs),  # type: ignore[arg-type]
            desk.offices,
            worker,
            (paper_id, BASE),
        )
    assert desk.paper(paper_id).state is PaperState.RESERVED
    assert kinds(desk) == ["paper.reserved"]
    assert desk.errands() == 1
    assert desk.paper(paper_id).state is PaperState.ISSUED


def test_a_deed_that_fails_leaves_no_paper_and_no_gap(desk: Desk) -> None:
    def fails() -> None:
        with desk.database.write() as session:
            act, serial = cast.act_of(session, cast.RATNA), numbering.take(session, "trial", 2026)
            wanted = NewPaper("trial", RECORD, "SP-1", date(2026, 11, 12), (), SIGNER, series="trial", serial=serial)
            issuing.issue(act, wanted)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert desk.errands() == 0
    assert desk.paper(desk.issue()).number == "SP-1/11/2026"


def test_many_at_once_have_numbers_without_gap_or_twin(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda place: desk.issue(f"trial:{place}"), range(24)))
    with desk.database.read() as session:
        assert issuing.list_series(session) == [("trial", 2026)]
        assert [paper.serial for paper in issuing.list_in_series(session, "trial", 2026)] == list(range(24, 0, -1))
        assert [one.serial for one in issuing.list_in_series(session, "trial", 2026, before=4, limit=2)] == [3, 2]
        assert issuing.span_of(session, "trial", 2026) == (1, 24, 24)


def test_a_revoked_paper_keeps_its_number_and_is_not_drawn(desk: Desk) -> None:
    paper_id = desk.issue()
    desk.revoke(paper_id)
    desk.errands()
    paper = desk.paper(paper_id)
    assert (paper.state, paper.sha256, paper.reason) == (PaperState.REVOKED, "", "cancelled")
    assert kinds(desk) == ["paper.reserved", "paper.revoked"]
    assert desk.paper(desk.issue()).number == "SP-2/11/2026"


def test_revoking_twice_is_once_and_keeps_the_bytes(desk: Desk) -> None:
    paper_id = desk.issue()
    desk.errands()
    desk.revoke(paper_id)
    desk.revoke(paper_id, "recalled")
    paper = desk.paper(paper_id)
    assert (paper.state, paper.reason) == (PaperState.REVOKED, "cancelled")
    assert desk.blobs.exists(paper.sha256)
    with pytest.raises(PaperMoved), desk.database.write() as session:
        issuing.mark_drawn(cast.act_of(session, cast.RATNA), paper_id, "X", "0" * 64, "d")


def test_lies_in_the_files_of_its_people(desk: Desk) -> None:
    paper_id = desk.issue(people=(cast.SARMILA, cast.IMELDA, cast.SARMILA))
    with desk.database.read() as session:
        assert [paper.id for paper in issuing.list_of_person(session, cast.IMELDA)] == [paper_id]
        assert issuing.list_of_person(session, cast.GALIH) == []
        assert issuing.list_of(session, RECORD)[0].people == (cast.SARMILA, cast.IMELDA)
        assert issuing.find_by_code(session, "nobody") is None


def test_the_log_names_nobody_and_holds_no_code(desk: Desk) -> None:
    paper = desk.paper(desk.issue())
    with desk.database.read() as session:
        told = repr([event.data for event in history.read(session, RECORD)])
    assert SIGNER.name not in told
    assert paper.code not in told
    assert len(paper.code) == 22  # 128 bits
    assert BASE not in told


def test_only_downloads_by_others_are_told(desk: Desk) -> None:
    paper = desk.paper(desk.issue())
    for person in (cast.SARMILA, cast.FITRI):
        with desk.database.write() as session:
            issuing.mark_downloaded(cast.act_of(session, person), paper)
    assert kinds(desk) == ["paper.reserved", "paper.downloaded"]


@pytest.mark.parametrize(
    ("person", "desk_name", "line"),
    [
        (cast.RATNA, "post:KP", "Kepala Pusat"),
        (cast.BAMBANG, "post:KP", "Plh. Kepala Pusat"),
        (cast.IMELDA, "person:P22", "Assessor SDM Aparatur Ahli Muda"),
    ],
)
def test_signs_as_the_ground_says(desk: Desk, person: str, desk_name: str, line: str) -> None:
    with desk.database.read() as session:
        assert issuing.signer_of(cast.act_of(session, person, cast.MONDAY), desk_name).title_line == line


def test_papers_without_a_number_of_their_own_are_no_series(desk: Desk) -> None:
    paper = NewPaper("trial", RECORD, "T-1", date(2026, 11, 12), (cast.SARMILA,), SIGNER, series="borrowed")
    with desk.database.write() as session:
        issuing.issue(cast.act_of(session, cast.RATNA), paper)
        assert issuing.list_series(session) == []
