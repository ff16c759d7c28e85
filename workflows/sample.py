"""Whether this installation holds sample data (DATA CONTOH): then every page and paper says so."""

from sqlalchemy.orm import Session

from kernel import history
from kernel.act import Act
from kernel.history import StreamRow

STREAM = "office:sample"


def mark(act: Act) -> None:
    """Say for good that this installation holds sample data."""
    history.append(act, STREAM, "office.sample_loaded", {})


def is_sample(session: Session) -> bool:
    """Whether the installation was marked."""
    return session.get(StreamRow, STREAM) is not None
