"""An office that issues papers of a kind made for these tests, on both kinds of database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from documents.blobs import Blobs, open_blobs
from documents.pdf import Text
from jobs.kinds import Outside
from jobs.worker import Worker
from kernel.act import Actor, system
from kernel.clock import now
from kernel.db import Database
from tests import people as cast
from tests import schema
from workflows import issuing, numbering, paper_sheet
from workflows.areas import Area, Offices
from workflows.issuing import Drawn, NewPaper, Paper, Signer

RECORD = "trial:1"
BASE = "https://pintu.example"
SIGNER = Signer(cast.RATNA, "Dr. Ratna Wulandari Kusumaningrat, M.Si.", "Kepala Pusat", "196905141994032901", "Pembina")


def _draw(_session: Session, paper: Paper, _lang: str) -> Drawn:
    return Drawn("SURAT PERCOBAAN", blocks=[Text(f"Isi surat {paper.number}")])


class Desk:
    """Where papers are issued and drawn."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self.database, self.blobs, self.offices = database, blobs, Offices()
        area = Area("trial", lambda _: None, {}, lambda *_: {}, lambda record: record, lambda *_: {}, {"trial": _draw})
        self.offices.add(area)

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

    def paper(self, paper_id: str) -> Paper:
        with self.database.read() as session:
            return issuing.get(session, paper_id)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    database = Database(database_url, durability="OFF")
    schema.create(database)
    with database.write() as session:
        cast.move_in(session)
    yield Desk(database, open_blobs(f"file://{tmp_path / 'blobs'}"))
    database.dispose()
