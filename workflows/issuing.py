"""Issued papers: numbered, signed in the deed, drawn once after it, kept for good, open to anybody's check.

A paper is ordered in the transaction of its deed; an errand draws it, stores the bytes and writes their hash.
"""

import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from documents.pdf import Block
from kernel import history, ids, outbox
from kernel.act import Act
from kernel.history import Note
from people import directory, structure
from workflows.issued import IssuedPaper, IssuedPaperPerson, PaperNotFound, PaperState, require_paper_move

ERRAND = "paper.draw"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as the facts were then: `title_line` is printed under the text (`Plh. Kepala Pusat`)."""

    person_id: str
    name: str
    title_line: str
    nip: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to issue. `people`: whose files it lies in; `series` and `serial`: where its number comes from."""

    kind: str
    record: str
    number: str
    dated_on: date
    people: Sequence[str]
    signer: Signer
    series: str = ""
    serial: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued paper. `title` says what kind of paper it is; it is public and empty until the paper was drawn."""

    id: str
    code: str
    kind: str
    record: str
    number: str
    series: str
    serial: int | None
    dated_on: date
    signer: Signer
    state: PaperState
    title: str
    document_id: str | None
    sha256: str
    ordered_at: datetime
    issued_at: datetime | None
    revoked_at: datetime | None
    reason: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an area puts on a paper, in the words of the paper's language; the frame is put around it.

    `title` is shown to everybody who checks the paper: no names. `signed`: the signature block is among the blocks.
    """

    title: str
    subtitle: str = ""
    blocks: Sequence[Block] = field(default_factory=tuple)
    signed: bool = False


Draw = Callable[[Session, Paper, str], Drawn]


def issue(act: Act, wanted: NewPaper) -> str:
    """Order a paper in the transaction of its deed; gives its id. It is drawn after the commit.

    Writes on the record's stream: who holds a place of that stream writes his own event first.
    """
    paper_id, code, salt = ids.new_id(act.now), secrets.token_urlsafe(16), history.new_salt()
    row = {
        "id": paper_id,
        "code": code,
        "kind": wanted.kind,
        "record": wanted.record,
        "number": wanted.number,
        "series": wanted.series or wanted.kind,
        "year": wanted.dated_on.year,
        "serial": wanted.serial,
        "dated_on": wanted.dated_on,
        "signer": wanted.signer.person_id,
        "signer_name": wanted.signer.name,
        "signer_title": wanted.signer.title_line,
        "signer_nip": wanted.signer.nip,
        "signer_rank": wanted.signer.rank,
        "salt": salt,
        "state": PaperState.RESERVED.value,
        "ordered_at": act.now,
    }
    head = history.take(act.session, wanted.record)  # before the row: whoever changes the record waits here
    act.session.execute(insert(IssuedPaper).values(row))
    for place, person in enumerate(dict.fromkeys(wanted.people)):
        act.session.execute(insert(IssuedPaperPerson).values(paper_id=paper_id, person_id=person, place=place))
    _told(act, head, "paper.reserved", _order(paper_id, code, salt, wanted))
    outbox.put(act, ERRAND, {"paper": paper_id}, key=f"{ERRAND}:{paper_id}")
    return paper_id


def revoke(act: Act, paper_id: str, reason_code: str) -> None:
    """Take a paper out of force; its number stays used. Twice is once. Raises PaperNotFound."""
    paper = get(act.session, paper_id)
    head = history.take(act.session, paper.record)
    row = _row(act.session, paper_id)
    if row.state == PaperState.REVOKED:
        return
    require_paper_move(row.state, PaperState.REVOKED)
    _change(act, paper_id, state=PaperState.REVOKED.value, revoked_at=act.now, reason=reason_code)
    _told(act, head, "paper.revoked", {"paper": paper_id, "reason": reason_code})


def mark_drawn(act: Act, paper_id: str, title: str, sha256: str, document_id: str) -> None:
    """Note the bytes of a paper that was drawn. Raises PaperMoved unless it was waiting for them."""
    paper = get(act.session, paper_id)
    head = history.take(act.session, paper.record)
    require_paper_move(_row(act.session, paper_id).state, PaperState.ISSUED)
    state = {"state": PaperState.ISSUED.value, "issued_at": act.now}
    _change(act, paper_id, title=title, sha256=sha256, document_id=document_id, **state)
    _told(act, head, "paper.issued", {"paper": paper_id, "sha256": sha256, "document": document_id})


def mark_downloaded(act: Act, paper: Paper) -> None:
    """Note that somebody fetched a paper that does not lie in his own file."""
    if act.actor.id not in paper.people:
        history.append(act, paper.record, "paper.downloaded", {"paper": paper.id}, Note(record=paper.record))


def signer_of(act: Act, desk: str) -> Signer:
    """The actor as he signs for a desk at this moment: with Plt., Plh. or a.n. as his ground says."""
    person = directory.person(act.session, act.actor.id)
    ground = act.actor.acting.get(desk)
    code = desk.removeprefix("post:") if desk.startswith("post:") else None
    if code is None:
        code = structure.find_post_of_person(act.session, person.id, act.now)
    post = structure.find_post(act.session, code) if code else None
    sign = structure.SIGNS.get(ground.capacity, "") if ground else ""
    return Signer(person.id, person.name, f"{sign}{post.title}" if post else "", person.nip, person.rank)


def get(session: Session, paper_id: str) -> Paper:
    """One paper. Raises PaperNotFound."""
    return _read(session, [_row(session, paper_id)])[0]


def find_by_code(session: Session, code: str) -> Paper | None:
    """The paper of a public code, or None; a stranger's guess costs the same as a right one."""
    row = session.scalar(select(IssuedPaper).where(IssuedPaper.code == code))
    return None if row is None else _read(session, [row])[0]


def list_of(session: Session, record: str) -> list[Paper]:
    """The papers of a record, oldest first."""
    return _read(session, session.scalars(select(IssuedPaper).where(IssuedPaper.record == record)).all())


def list_of_person(session: Session, person: str) -> list[Paper]:
    """The papers that lie in a person's file, oldest first."""
    mine = select(IssuedPaperPerson.paper_id).where(IssuedPaperPerson.person_id == person)
    return _read(session, session.scalars(select(IssuedPaper).where(IssuedPaper.id.in_(mine))).all())


def list_series(session: Session) -> list[tuple[str, int]]:
    """The series and years in which papers got a number of their own, the newest year first."""
    chosen = select(IssuedPaper.series, IssuedPaper.year).where(IssuedPaper.serial.is_not(None)).distinct()
    found = session.execute(chosen.order_by(IssuedPaper.year.desc(), IssuedPaper.series))
    return [(row.series, row.year) for row in found]


def list_in_series(
    session: Session, series: str, year: int, *, before: int | None = None, limit: int | None = None
) -> list[Paper]:
    """The papers of a series in a year, the highest number first, from below `before`."""
    chosen = _of_series(series, year).order_by(IssuedPaper.serial.desc(), IssuedPaper.id.desc()).limit(limit)
    rows = session.scalars(chosen if before is None else chosen.where(IssuedPaper.serial < before)).all()
    place = {row.id: number for number, row in enumerate(rows)}
    return sorted(_read(session, rows), key=lambda paper: place[paper.id])


def span_of(session: Session, series: str, year: int) -> tuple[int, int, int]:
    """The first and the last number of a series in a year and how many there are between them."""
    rows = _of_series(series, year).where(IssuedPaper.serial.is_not(None)).subquery()
    counted = select(func.min(rows.c.serial), func.max(rows.c.serial), func.count())
    first, last, count = session.execute(counted.select_from(rows)).one()
    return first or 0, last or 0, count


def _of_series(series: str, year: int) -> Select[IssuedPaper]:
    return select(IssuedPaper).where(IssuedPaper.series == series, IssuedPaper.year == year)


def _order(paper_id: str, code: str, salt: str, wanted: NewPaper) -> dict[str, Any]:
    """What the log holds of an order: numbers, dates, ids, and commitments to the signer's name and title."""
    signer = wanted.signer
    return {
        "paper": paper_id,
        "kind": wanted.kind,
        "number": wanted.number,
        "series": wanted.series or wanted.kind,
        "serial": wanted.serial,
        "dated_on": wanted.dated_on.isoformat(),
        "people": list(dict.fromkeys(wanted.people)),
        "signer": signer.person_id,
        "code_digest": hashlib.sha256(code.encode()).hexdigest(),
        "commitments": {
            name: history.commitment(text, salt)
            for name, text in (("name", signer.name), ("title_line", signer.title_line))
        },
    }


def _told(act: Act, head: history.Head, kind: str, data: Mapping[str, Any]) -> None:
    history.append_at(act, head, kind, data, Note(record=head.stream))


def _change(act: Act, paper_id: str, **values: Any) -> None:
    act.session.execute(update(IssuedPaper).where(IssuedPaper.id == paper_id).values(**values))


def _row(session: Session, paper_id: str) -> IssuedPaper:
    found = session.scalar(
        select(IssuedPaper).where(IssuedPaper.id == paper_id).execution_options(populate_existing=True)
    )
    if found is None:
        raise PaperNotFound(paper=paper_id)
    return found


def _read(session: Session, rows: Collection[IssuedPaper]) -> list[Paper]:
    people: dict[str, list[str]] = {row.id: [] for row in rows}
    chosen = select(IssuedPaperPerson).where(IssuedPaperPerson.paper_id.in_(people)).order_by(IssuedPaperPerson.place)
    for entry in session.scalars(chosen) if people else ():
        people[entry.paper_id].append(entry.person_id)
    return [_paper(row, tuple(people[row.id])) for row in sorted(rows, key=lambda row: row.id)]


def _paper(row: IssuedPaper, people: tuple[str, ...]) -> Paper:
    return Paper(
        id=row.id,
        code=row.code,
        kind=row.kind,
        record=row.record,
        number=row.number,
        series=row.series,
        serial=row.serial,
        dated_on=row.dated_on,
        signer=Signer(row.signer, row.signer_name, row.signer_title, row.signer_nip, row.signer_rank),
        state=PaperState(row.state),
        title=row.title,
        document_id=row.document_id,
        sha256=row.sha256,
        ordered_at=row.ordered_at,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        reason=row.reason,
        people=people,
    )
