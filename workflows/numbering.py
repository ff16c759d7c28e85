"""Numbers without gaps: a series per name and year; the row is locked from the taking to the commit."""

import re
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Integer, PrimaryKeyConstraint, Text, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import sql
from kernel.db import Base
from kernel.errors import Conflict, Invalid, N_

TOKEN = re.compile(r"\{([A-Z_]+)(?::([1-9]))?\}")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NEXT = "UPDATE number_series SET last = last + 1 WHERE name = ? AND year = ? RETURNING last"
BEGIN = "INSERT INTO number_series (name, year, last) VALUES (?, ?, 0) ON CONFLICT DO NOTHING"


class NumberSeries(Base):
    """The last number given in a series in a year; its row is locked while a number is taken."""

    __tablename__ = "number_series"
    __table_args__ = (PrimaryKeyConstraint("name", "year"),)
    name: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    last: Mapped[int] = mapped_column(Integer)


class PatternFaulty(Invalid):
    """A number pattern has a token that nobody knows."""

    code = "number.pattern_faulty"
    sentence = N_("The number pattern %(pattern)s can't be used: %(token)s is not known.")


class SeriesStarted(Conflict):
    """A series that gave numbers can't begin elsewhere."""

    code = "number.series_started"
    sentence = N_("The series %(name)s of %(year)s has given numbers already; it can't begin at another one.")


def take(session: Session, name: str, year: int) -> int:
    """The next number of a series in a year, from 1; it is given back when the transaction does not commit."""
    row = sql.run(session, NEXT, (name, year)).fetchone()
    if row is None:
        sql.run(session, BEGIN, (name, year))
        row = sql.run(session, NEXT, (name, year)).fetchone()
    return int(row[0])


def begin_at(session: Session, name: str, year: int, last: int) -> None:
    """Let a series go on after the last number given on paper. Raises SeriesStarted when it gave numbers already."""
    if session.get(NumberSeries, (name, year)) is not None:
        raise SeriesStarted(name=name, year=year)
    session.execute(insert(NumberSeries).values(name=name, year=year, last=last))


def written(pattern: str, serial: int, on: date, words: Mapping[str, str] | None = None) -> str:
    """A number as it is printed, from a pattern with tokens such as `{URUT:4}`, `{BLN_ROMAWI}`, `{THN}`.

    `words` fills KEAMANAN, UNIT, KLAS, JENIS. Raises PatternFaulty.
    """
    known = {
        "URUT": str(serial),
        "BLN": f"{on.month:02d}",
        "BLN_ROMAWI": ROMAN[on.month - 1],
        "THN": str(on.year),
        **(words or {}),
    }

    def fill(found: re.Match[str]) -> str:
        name, width = found.group(1), found.group(2)
        if name not in known:
            raise PatternFaulty(pattern=pattern, token=found.group(0))
        return known[name].zfill(int(width)) if width else known[name]

    whole = TOKEN.sub(fill, pattern)
    if "{" in whole or "}" in whole:
        raise PatternFaulty(pattern=pattern, token=whole)
    return whole
