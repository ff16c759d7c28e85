"""Lists of days as text: what people paste (tanggal,jenis,keterangan,dasar) and what programs take away (CSV, ICS)."""

import csv
import io
from datetime import timedelta
from typing import Any

from kernel.calendar import Calendar
from kernel.errors import N_
from workflows.office_calendar.editing import Entry, day_of, entry_of
from workflows.office_calendar.errors import CalendarInvalid, ListEmpty, ListUnreadable, Remark

HEAD = ("tanggal", "jenis", "keterangan", "dasar")
MOST_LINES = 1000
SEPARATORS = ",;\t"


def read(text: str) -> list[dict[str, Any]]:
    """The days of a pasted list, with or without its first line of names. Raises ListEmpty, ListUnreadable."""
    first = text.lstrip("\ufeff\r\n ").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator, skipinitialspace=True))
    found: dict[str, dict[str, Any]] = {}
    remarks: list[Remark] = []
    for number, cells in enumerate(rows[: MOST_LINES + 1], 1):
        cells = [cell.strip() for cell in cells]
        if not any(cells) or cells[0].lower() == HEAD[0]:
            continue
        try:
            day = _day(cells)
        except CalendarInvalid as fault:
            remarks.append(Remark(fault.sentence, {**fault.facts, "line": number}))
            continue
        if day["on"] in found:
            sentence = N_("%(day)s stands twice in the list.")
            remarks.append(Remark(sentence, {"day": day_of(day["on"]), "line": number}))
        found[day["on"]] = day
    if len(rows) > MOST_LINES:
        remarks.append(Remark(N_("The list has more than %(limit)s lines."), {"limit": MOST_LINES, "line": MOST_LINES}))
    if remarks:
        raise ListUnreadable(remarks)
    if not found:
        raise ListEmpty
    return list(found.values())


def written(calendar: Calendar, year: int) -> str:
    """The days of a year as the list that `read` takes."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(HEAD)
    for on, day in sorted(calendar.days.items()):
        if on.year == year:
            lines.writerow([on.isoformat(), day.kind, _plain(day.name), _plain(day.basis)])
    return out.getvalue()


def ics(calendar: Calendar, year: int) -> str:
    """The days of a year for other calendars (RFC 5545), one whole-day entry each."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Satu Pintu//Kalender kerja//ID"]
    for on, day in sorted(calendar.days.items()):
        if on.year == year:
            lines += [
                "BEGIN:VEVENT",
                f"UID:{on.isoformat()}@satupintu",
                f"DTSTAMP:{on:%Y%m%d}T000000Z",
                f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
                f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{_escaped(day.name)}",
                f"DESCRIPTION:{_escaped(day.basis)}",
                f"CATEGORIES:{day.kind}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
    return "\r\n".join(piece for line in [*lines, "END:VCALENDAR"] for piece in _folded(line)) + "\r\n"


def _day(cells: list[str]) -> dict[str, Any]:
    on, kind, name, basis = (*cells[:4], "", "", "", "")[:4]
    return entry_of(Entry(on, kind, name, basis))


def _plain(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """A line in pieces of at most 74 octets, as the format demands; the later ones begin with a space."""
    pieces, rest = [], line
    while len(rest.encode()) > 74:
        cut = 74
        while len(rest[:cut].encode()) > 74:
            cut -= 1
        pieces.append(rest[:cut])
        rest = f" {rest[cut:]}"
    return [*pieces, rest]
