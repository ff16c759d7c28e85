"""When two letters are the same: sender, number and date agree, however they were typed."""

import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.letters.models import Letter

APART = re.compile(r"[^0-9a-z]+")


def folded(text: str) -> str:
    """Words for comparing and finding: small letters and digits, one space between."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return APART.sub(" ", plain).strip()


def folded_number(text: str) -> str:
    """A letter number without everything but letters and digits."""
    return folded(text).replace(" ", "")


def find_same(session: Session, letter: Letter) -> Letter | None:
    """The first letter in the register with the sender, number and date of a new one."""
    chosen = (
        select(Letter)
        .where(
            Letter.number_key == letter.number_key,
            Letter.dated_on == letter.dated_on,
            Letter.sender_key == letter.sender_key,
            Letter.agenda_serial.is_not(None),
        )
        .order_by(Letter.agenda_year, Letter.agenda_serial)
        .limit(1)
    )
    return session.scalars(chosen).first()
