"""Movements of days: the rows of the ledger, the events that hold them, and how both are read and written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from kernel import history, sql
from kernel.act import Act
from workflows.leave.entitlement import Bucket
from workflows.leave.models_ledger import LeaveMovement

STREAM = "leave:balance:"


class Kind(StrEnum):
    """Why days move. `pass` and `lapse` close a year; `brought` comes from the years on paper."""

    GRANT = "grant"
    CARRY = "carry"
    BROUGHT = "brought"
    RESERVE = "reserve"
    RELEASE = "release"
    CHARGE = "charge"
    RETURN = "return"
    DEFER = "defer"
    FORFEIT = "forfeit"
    CORRECT = "correct"
    PASS = "pass"  # noqa: S105 - into the next year
    LAPSE = "lapse"


RIGHTS = frozenset({Kind.GRANT, Kind.BROUGHT})  # count from their day on; everything else counts once it happened
HELD = frozenset({Kind.RESERVE, Kind.RELEASE})
CLOSING = frozenset({Kind.PASS, Kind.LAPSE})
PAPER_GRANTED, PAPER_CARRIED = "paper.granted", "paper.carried"
PAPER_USED, PAPER_DEFERRED = "paper.used", "paper.deferred"
PAPER_RIGHTS = frozenset({PAPER_GRANTED, PAPER_CARRIED})


@dataclass(frozen=True, slots=True)
class Move:
    """Days that come to a bucket of a year or go from it, from a day on, by a rule, maybe for a request."""

    year: int
    bucket: Bucket
    kind: Kind
    days: int
    on: date
    rule: str
    request_id: str | None = None

    @property
    def is_use(self) -> bool:
        """Whether it tells that days were used, or used and given back."""
        return self.kind in USES or (self.kind is Kind.BROUGHT and self.rule == PAPER_USED)


BUCKETS, KINDS = {str(one): one for one in Bucket}, {str(one): one for one in Kind}
READ = (
    "SELECT number, place, at, year, bucket, kind, days, effective_on, rule, request_id FROM leave_movement"
    " WHERE person_id = ?{narrowed} ORDER BY number, place"
)
USES = frozenset({Kind.CHARGE, Kind.RETURN, Kind.CORRECT})


@dataclass(frozen=True, slots=True)
class Movement:
    """A move as it was written: by event `number` of the person's stream, in `place`, at an instant."""

    id: str
    person_id: str
    number: int
    place: int
    at: datetime
    move: Move


def stream_of(person_id: str) -> str:
    """The stream of a person's ledger."""
    return STREAM + person_id


def record_of(request_id: str) -> str:
    """The name of a leave request as a record."""
    return f"leave:{request_id}"


def write(act: Act, head: history.Head, kind: str, moves: Iterable[Move], data: Mapping[str, Any]) -> list[str]:
    """Write one event and its rows; gives the ids of the rows."""
    listed = list(moves)
    person_id = head.stream.removeprefix(STREAM)
    request = data.get("request")
    note = history.Note(record=record_of(request) if request else None)
    number = history.append_at(act, head, kind, {**data, "moves": [_told(move) for move in listed]}, note)
    rows = [
        _row(Movement(_id(person_id, number, place), person_id, number, place, act.now, move))
        for place, move in enumerate(listed)
    ]
    if rows:
        act.session.execute(insert(LeaveMovement), rows)
    return [str(row["id"]) for row in rows]


def read(session: Session, person_id: str, years: Sequence[int] = ()) -> list[Movement]:
    """The movements of a person in the order they were written; of some years only, if told."""
    narrowed = f" AND year IN ({', '.join('?' * len(years))})" if years else ""
    rows = sql.run(session, READ.format(narrowed=narrowed), (person_id, *years)).fetchall()
    return [_movement(person_id, row) for row in rows]


def told_by_events(session: Session, person_id: str) -> list[Movement]:
    """The same movements, folded from the events of the person's stream."""
    return [
        Movement(_id(person_id, event.number, place), person_id, event.number, place, event.at, _move(told))
        for event in history.read(session, stream_of(person_id))
        for place, told in enumerate(event.data["moves"])
    ]


def _movement(person_id: str, row: Sequence[Any]) -> Movement:
    number, place, at, year, bucket, kind, days, on, rule, request_id = row
    day = on if isinstance(on, date) else date.fromisoformat(on)  # SQLite keeps days as text
    move = Move(year, BUCKETS[bucket], KINDS[kind], days, day, rule, request_id)
    return Movement(_id(person_id, number, place), person_id, number, place, datetime.fromisoformat(at), move)


def _id(person_id: str, number: int, place: int) -> str:
    return f"{person_id}:{number}:{place}"


def _told(move: Move) -> dict[str, Any]:
    told: dict[str, Any] = {"year": move.year, "bucket": move.bucket.value, "kind": move.kind.value}
    told |= {"days": move.days, "on": move.on.isoformat(), "rule": move.rule}
    return {**told, "request": move.request_id} if move.request_id else told


def _move(told: Mapping[str, Any]) -> Move:
    return Move(
        year=told["year"],
        bucket=Bucket(told["bucket"]),
        kind=Kind(told["kind"]),
        days=told["days"],
        on=date.fromisoformat(told["on"]),
        rule=told["rule"],
        request_id=told.get("request"),
    )


def _row(movement: Movement) -> dict[str, Any]:
    move = movement.move
    return {
        "id": movement.id,
        "person_id": movement.person_id,
        "number": movement.number,
        "place": movement.place,
        "at": movement.at,
        "year": move.year,
        "bucket": move.bucket.value,
        "kind": move.kind.value,
        "days": move.days,
        "effective_on": move.on,
        "rule": move.rule,
        "request_id": move.request_id,
        "note": "",
        "salt": "",
    }
