"""Whether this installation holds sample data (DATA CONTOH): then every page and paper says so."""

from sqlalchemy.orm import Session

from kernel.history import StreamRow

STREAM = "demo:office"  # begun when the fictional office is made


def is_sample(session: Session) -> bool:
    """Whether the fictional office was loaded here."""
    return session.get(StreamRow, STREAM) is not None
