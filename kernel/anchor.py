"""Anchors: what the heads of all streams were at a moment, written where the database can't reach.

An anchor names every stream that grew since the one before, holds a root over all heads, and chains to its predecessor.
Whoever keeps one of them (a file, a mail, a print) can show later that the tail of a stream was cut or rewritten.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Integer, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kernel import canonical, history, sql
from kernel.act import Act
from kernel.db import Base, instant
from kernel.history import GENESIS, EventRow, Fault, StreamRow

STREAM = "anchors"
MADE = "anchor.made"


class AnchorHead(Base):
    """How far a stream was named by the anchors so far."""

    __tablename__ = "anchor_head"
    stream: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One anchor; `heads` are (stream, number, hash) of the streams that grew, `root` is over all `streams`."""

    number: int
    at: str
    previous: str
    streams: int
    root: str
    heads: tuple[tuple[str, int, str], ...]

    @property
    def digest(self) -> str:
        """SHA-256 over all of it, hexadecimal: what is mailed and printed."""
        heads = [list(head) for head in self.heads]
        return canonical.digest([self.number, self.at, self.previous, self.streams, self.root, heads])


def make(session: Session, now: datetime) -> Anchor:
    """The next anchor over the heads as this session sees them; nothing is written."""
    before = list_made(session)
    told = {row.stream: row.number for row in session.scalars(select(AnchorHead))}
    root, count, moved = hashlib.sha256(), 0, []
    heads = session.execute(select(StreamRow.id, StreamRow.number, StreamRow.hash)).all()
    for stream, number, digest in sorted((row.id, row.number, row.hash) for row in heads):
        root.update(f"{stream}\n{number}\n{digest}\n".encode())
        count += 1
        if told.get(stream, 0) != number:
            moved.append((stream, number, digest))
    number, previous = (before[-1].data["number"] + 1, before[-1].data["digest"]) if before else (1, GENESIS)
    return Anchor(number, instant(now), previous, count, root.hexdigest(), tuple(moved))


def write(anchor: Anchor, folder: Path) -> Path:
    """The anchor as a file of canonical JSON, whole or not at all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"anchor-{anchor.number:06d}.json"
    content = {
        "number": anchor.number,
        "at": anchor.at,
        "previous": anchor.previous,
        "streams": anchor.streams,
        "root": anchor.root,
        "heads": [list(head) for head in anchor.heads],
        "digest": anchor.digest,
    }
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(canonical.text(content))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


def note(act: Act, anchor: Anchor) -> None:
    """Remember in the log that the anchor was given out."""
    rows = [(stream, number) for stream, number, _ in anchor.heads]
    sql.run_many(
        act.session,
        "INSERT INTO anchor_head (stream, number) VALUES (?, ?)"
        " ON CONFLICT (stream) DO UPDATE SET number = excluded.number",
        rows,
    )
    told = {"number": anchor.number, "digest": anchor.digest, "streams": anchor.streams, "moved": len(anchor.heads)}
    history.append(act, STREAM, MADE, told)


def list_made(session: Session) -> list[history.Event]:
    """The events of all anchors that were given out, oldest first."""
    return history.read_kinds(session, STREAM, [MADE])


def read(folder: Path) -> list[tuple[Anchor, str]]:
    """The anchors of a folder with the digests they carry, by number. Raises ValueError for an unreadable file."""
    found = []
    for path in sorted(folder.glob("anchor-*.json")):
        try:
            whole = json.loads(path.read_text(encoding="utf-8"))
            heads = tuple((str(stream), int(number), str(digest)) for stream, number, digest in whole["heads"])
            facts = {name: whole[name] for name in ("number", "at", "previous", "streams", "root")}
            found.append((Anchor(heads=heads, **facts), str(whole["digest"])))
        except (ValueError, KeyError, TypeError) as fault:
            raise ValueError(f"{path.name} is not an anchor: {fault}") from fault
    return found


def faults(session: Session, anchors: Sequence[tuple[Anchor, str]]) -> Iterator[Fault]:
    """Where the log is not what the anchors say, and where the anchors are not one chain."""
    previous = GENESIS
    for place, (anchor, digest) in enumerate(anchors, start=1):
        if anchor.number != place:
            yield Fault("anchor files", place, "missing")
            return
        if anchor.previous != previous or anchor.digest != digest:
            yield Fault("anchor files", place, "altered")
            return
        previous = digest
    told: set[str] = set()
    for anchor, _ in anchors:
        for stream, number, digest in anchor.heads:
            if stream in told:
                continue
            kept = session.scalar(select(EventRow.hash).where(EventRow.stream == stream, EventRow.number == number))
            if kept != digest:
                told.add(stream)
                yield Fault(stream, number, "cut" if kept is None else "altered")
    given = list_made(session)
    if len(given) > len(anchors):
        yield Fault("anchor files", len(anchors) + 1, "missing")
    for event, (_, digest) in zip(given, anchors, strict=False):
        if event.data["digest"] != digest:
            yield Fault("anchor files", event.data["number"], "altered")
