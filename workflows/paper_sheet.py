"""Drawing an issued paper: the area's content inside the office's frame; done by an errand, once, after the deed."""

import json
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from documents import intake
from documents.blobs import Blobs
from documents.intake import Checked
from documents.pdf import Block, Letterhead, Look, Seal, Signature, Wording, pages_of, sheet
from kernel.act import Act, Actor
from kernel.clock import now
from kernel.db import Database
from kernel.errors import N_
from people import seed
from workflows import issuing, sample
from workflows.areas import Offices
from workflows.issued import PaperMoved, PaperState
from workflows.issuing import Drawn, Paper

SETTINGS = Path(__file__).with_name("office_head.json")
MEDIA_TYPE = "application/pdf"
NUMBER = N_("Number: %(number)s")
CHECK = N_("Check this paper: scan the code or open %(address)s")
NOT_CERTIFIED = N_("SIMULATION - not a certified electronic signature")
WHERE = N_("%(number)s - check at %(address)s")
NIP = N_("NIP %(nip)s")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above and below every paper of the office: its letterhead and the place before the date."""

    letterhead: Letterhead | None
    place: str
    is_sample: bool


def draw_and_keep(database: Database, blobs: Blobs, offices: Offices, actor: Actor, order: tuple[str, str]) -> None:
    """Draw an ordered paper and keep its bytes; a paper that was drawn or revoked meanwhile stays as it is.

    `order` is the id of the paper and the address of this installation. Safe to do twice: the first bytes stay.
    """
    paper_id, base_url = order
    with database.read() as session:
        paper = issuing.get(session, paper_id)
        if paper.state != PaperState.RESERVED:
            return
        drawn, head = offices.draw_paper(session, paper, "id"), head_of(session)
    pdf = pdf_of(paper, drawn, head, base_url)
    blob = blobs.put(BytesIO(pdf))
    try:
        with database.write() as session:
            act = Act(session, actor, now(), "worker")
            name = f"{paper.number.replace('/', '-')}.pdf"
            document = intake.keep(act, Checked(blob, MEDIA_TYPE, name, pages_of(pdf)), record=paper.record)
            issuing.mark_drawn(act, paper_id, drawn.title, blob.sha256, document.id)
    except PaperMoved:
        return  # another worker was faster, or it was revoked: nothing of this one is kept


def pdf_of(paper: Paper, drawn: Drawn, head: Head, base_url: str) -> bytes:
    """The bytes of a paper: letterhead, title, number, content, signature, code, foot."""
    words = Wording("id")
    address = check_address(base_url, paper)
    look = Look(
        drawn.title,
        head.letterhead,
        note=words.say(WHERE, {"number": paper.number, "address": address}),
        sample=head.is_sample,
        subtitle=drawn.subtitle or words.say(NUMBER, {"number": paper.number}),
    )
    blocks: list[Block] = [*drawn.blocks]
    if not drawn.signed:
        blocks.append(signature_of(paper, head, words))
    blocks.append(Seal(address, (words.say(NOT_CERTIFIED), words.say(CHECK, {"address": address}))))
    return sheet(look, blocks)


def signature_of(paper: Paper, head: Head, words: Wording) -> Signature:
    """Place and date, the line of the post with Plt., Plh. or a.n., name, rank and NIP as they were then."""
    signer = paper.signer
    return Signature(
        place_and_date=", ".join(part for part in (head.place, words.day(paper.dated_on)) if part),
        post=f"{signer.title_line},",
        name=signer.name,
        rank=signer.rank if signer.rank != "-" else "",
        number=words.say(NIP, {"nip": signer.nip}) if signer.nip else "",
    )


def check_address(base_url: str, paper: Paper) -> str:
    """Where anybody may check a paper."""
    return f"{base_url.rstrip('/')}/verifikasi/{paper.code}"


def head_of(session: Session) -> Head:
    """The office's letterhead: of the fictional office with sample data, else as the settings say."""
    is_sample = sample.is_sample(session)
    return _sample_head() if is_sample else _own_head()


@lru_cache(maxsize=1)
def _own_head() -> Head:
    told = json.loads(SETTINGS.read_text(encoding="utf-8"))
    letterhead = Letterhead(tuple(told["lines"]), told["address"]) if told["lines"] else None
    return Head(letterhead, told["place"], is_sample=False)


@lru_cache(maxsize=1)
def _sample_head() -> Head:
    told = json.loads((seed.DEMO / "office.json").read_text(encoding="utf-8"))
    office = told["office"]
    lines = (told["agency"]["name"], office["name"])
    return Head(Letterhead(lines, office["address"]), office["place"], is_sample=True)
