"""A desk that issues papers of a kind made for the tests, with a handful of words on them."""

from datetime import date

from sqlalchemy.orm import Session

from documents.blobs import Blobs
from documents.pdf import Text
from jobs.kinds import Outside
from jobs.worker import Worker
from kernel.act import Actor, system
from kernel.clock import now
from kernel.db import Database
from tests import people as cast
from workflows import issuing, numbering, paper_sheet
from workflows.areas import Area, Offices
from workflows.issuing import Drawn, NewPaper, Paper, Signer

RECORD = "trial:1"
BASE = "https://pintu.example"
SIGNER = Signer(cast.RATNA, "Dr. Ratna Wulandari Kusumaningrat, M.Si.", "Kepala Pusat", "196905141994032901", "Pembina")


def _draw(_session: Session, paper: Paper, _lang: str) -> Drawn:
    return Drawn("SURAT PERCOBAAN", blocks=[Text(f"Isi surat {paper.number}")])


def _may_see(_session: Session, actor: Actor, _paper: Paper) -> bool:
    return actor.has_role("arsiparis")


AREA = Area(
    kind="trial",
    add_handlers=lambda _: None,
    processes={},
    describe=lambda *_: {},
    record_url=lambda record: record,
    tell=lambda *_: {},
    papers={"trial": _draw},
    may_see_paper=_may_see,
)


class Desk:
    """Where papers are issued and drawn."""

    def __init__(self, database: Database, blobs: Blobs, offices: Offices | None = None) -> None:
        self.database, self.blobs, self.offices = database, blobs, offices or Offices()
        self.offices.add(AREA)

    def issue(self, record: str = RECORD, people: tuple[str, ...] = (cast.SARMILA,)) -> str:
        with self.database.write() as session:
            act, day = cast.act_of(session, cast.RATNA), date(2026, 11, 12)
            serial = numbering.take(session, "trial", day.year)
            number = numbering.written("SP-{URUT}/{BLN}/{THN}", serial, day)
            wanted = NewPaper("trial", record, number, day, people, SIGNER, series="trial", serial=serial)
            return issuing.issue(act, wanted)

    def draw(self, paper_id: str, actor: Actor | None = None) -> None:
        order = (paper_id, BASE)
        paper_sheet.draw_and_keep(self.database, self.blobs, self.offices, actor or system("worker"), order)

    def errands(self) -> int:
        def work(_database: Database, actor: Actor, payload: object) -> None:
            assert isinstance(payload, dict)
            self.draw(payload["paper"], actor)

        worker = Worker(self.database, {issuing.ERRAND: Outside(work)})
        return worker.run_due(now())

    def revoke(self, paper_id: str, reason: str = "cancelled") -> None:
        with self.database.write() as session:
            issuing.revoke(cast.act_of(session, cast.RATNA), paper_id, reason)

    def paper(self, paper_id: str) -> Paper:
        with self.database.read() as session:
            return issuing.get(session, paper_id)
