"""Fictional profiles and files for the demo office, made by the same deeds as real ones. No region has the code 99."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from documents.blobs import Blobs
from documents.intake import Checked, Part
from documents.pdf import Facts, Letterhead, Look, Text, sheet
from kernel.act import Act
from kernel.db import Database
from people import directory
from people.desks import actor_of
from people.directory import Person
from workflows.dosir import editing, filing
from workflows.dosir.checks import WOMAN
from workflows.dosir.declarations import declared
from workflows.dosir.editing import Change
from workflows.dosir.filing import Typed

FILE = Path(__file__).with_name("sample.json")
REGION = "990101"


def furnish(database: Database, blobs: Blobs, at: datetime) -> int:
    """Put documents and values into some profiles and files, as on a past day; gives how many."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    for one in told["documents"]:
        _file(database, blobs, (told["by"], at), one)
    for one in told["entered"]:
        _change(database, one["of"], at, one)
    for one in told["kept"]:
        _change(database, told["by"], at, one)
    return sum(len(told[name]) for name in ("documents", "entered", "kept"))


def propose(database: Database, blobs: Blobs, at: datetime) -> int:
    """Let employees propose changes that wait for personnel; gives how many."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    for one in told["proposed"]:
        kind = declared().fields[one["field"]].upload
        _change(database, one["of"], at, one, _paper(blobs, kind, "BUKTI/REKAAN"))
    return len(told["proposed"])


def nik_of(person: Person) -> str:
    """A NIK that fits a person and can't exist."""
    born = person.born_on
    assert born is not None  # noqa: S101 - all people of the demo office have a day of birth
    day = born.day + (WOMAN if person.sex == "P" else 0)
    return f"{REGION}{day:02d}{born:%m%y}0001"


def _file(database: Database, blobs: Blobs, who: tuple[str, datetime], one: Mapping[str, Any]) -> None:
    by, at = who
    days = {name: _day(at, one[name]) for name in ("dated", "until") if name in one}
    typed = Typed(one["kind"], one["number"], days.get("dated", ""), days.get("until", ""))
    files = [_paper(blobs, one["kind"], one["number"])]
    _do(database, by, at, lambda act: filing.add(act, one["of"], typed, files))


def _change(database: Database, by: str, at: datetime, one: Mapping[str, Any], checked: Checked | None = None) -> None:
    def deed(act: Act) -> None:
        value = one["value"]
        typed = value if isinstance(value, dict) else {one["field"]: value}
        if value == "{nik}":
            typed = {one["field"]: nik_of(directory.person(act.session, one["of"]))}
        editing.submit(act, one["of"], one["field"], Change(typed, one.get("note", ""), checked))

    _do(database, by, at, deed)


def _do(database: Database, by: str, at: datetime, deed: Callable[[Act], object]) -> None:
    with database.write() as session:
        deed(Act(session, actor_of(session, by, at), at, "cli"))


def _day(at: datetime, days: int) -> str:
    return (at + timedelta(days=days)).date().isoformat()


def _paper(blobs: Blobs, kind: str, number: str) -> Checked:
    """A one-page PDF that says what it stands for."""
    title = declared().kinds[kind].title
    look = Look(title=title, letterhead=Letterhead(("DATA CONTOH",), "Instansi rekaan, Provinsi Jaladri"), sample=True)
    blocks = (Facts((("Jenis", title), ("Nomor", number))), Text("Dokumen rekaan untuk peragaan. Tidak berlaku."))
    return filing.check(blobs, [Part(f"{kind}.pdf", BytesIO(sheet(look, blocks)))])
