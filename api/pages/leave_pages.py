"""Builds the page of one leave balance: the figure, its arithmetic line by line, the year as a strip of days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from api.pages.leave_strip import strip_of
from api.pages.leave_view import BucketRow, HistoryRow, KeeperView, LeaveBalanceView, MoveRow
from api.pages.viewer import Viewer
from api.pages.words import Empty, Option
from kernel.render import N_, day_text
from people import directory, structure
from workflows.leave import balance, counting, keeping, ledger, movements
from workflows.leave.balance import Balance, Line
from workflows.leave.entitlement import OLDEST_FIRST, Bucket
from workflows.leave.ledger_words import BUCKETS, KINDS, RESERVED_USED, RESTORED, RULES
from workflows.leave.movements import HELD, Kind, Movement, record_of

MINE, ALL = "/leave/balance", "/leave/balances"
MINUS = "−"


def balance_of(viewer: Viewer, person_id: str, on: date | None) -> LeaveBalanceView:
    """A person's balance on a day, today when none is told. Raises BalanceUnknown."""
    keeping.require_may_read(viewer.session, viewer.actor, person_id)
    day = on or viewer.calendar.date_of(viewer.now)
    known = movements.read(viewer.session, person_id)
    stood = balance.reckoned(person_id, day.year, day, known)
    is_mine = person_id == viewer.actor.id
    works_on = ledger.works_on(viewer.session, person_id, [day.year])
    requests = {one.move.request_id for one in known if one.move.request_id}
    return LeaveBalanceView(
        title=viewer.say(N_("My leave balance")) if is_mine else directory.person(viewer.session, person_id).name,
        about=_about(viewer, person_id),
        url=MINE if is_mine else f"{ALL}/{person_id}",
        on=day.isoformat(),
        day=day_text(viewer.lang, day),
        year=day.year,
        available=str(stood.available),
        arithmetic=_arithmetic(viewer, stood),
        buckets=tuple(_bucket(viewer, stood, bucket) for bucket in OLDEST_FIRST if _has(stood, bucket)),
        lines=tuple(_lines(viewer, stood)),
        empty=_empty(viewer, person_id, day.year),
        strip=strip_of(viewer, person_id, day.year, requests, works_on),
        keeper=None if is_mine or not keeping.may_keep(viewer.actor) else _keeper(viewer, day.year, known, works_on),
        all_url=ALL if keeping.may_read_all(viewer.actor) else "",
    )


def signed(days: int) -> str:
    """`+3` or `−3`, with a real minus."""
    return f"+{days}" if days > 0 else f"{MINUS}{-days}" if days else "0"


def _about(viewer: Viewer, person_id: str) -> str:
    code = structure.find_post_of_person(viewer.session, person_id, viewer.now)
    post = structure.find_post(viewer.session, code) if code else None
    return post.title if post else ""


def _arithmetic(viewer: Viewer, stood: Balance) -> str:
    facts = {"total": stood.total, "used": stood.used, "reserved": stood.reserved, "left": stood.available}
    return viewer.say(N_("%(total)s in all − %(used)s used − %(reserved)s reserved = %(left)s free"), **facts)


def _has(stood: Balance, bucket: Bucket) -> bool:
    return bucket is Bucket.OWN or any(line.movement.move.bucket is bucket for line in stood.lines)


def _bucket(viewer: Viewer, stood: Balance, bucket: Bucket) -> BucketRow:
    moves = [line.movement.move for line in stood.lines if line.movement.move.bucket is bucket]
    used = -sum(move.days for move in moves if move.is_use)
    reserved = -sum(move.days for move in moves if move.kind in HELD)
    left = stood.left[bucket]
    given = str(left + used + reserved)
    return BucketRow(viewer.say(BUCKETS[bucket]), given, str(used), str(reserved), str(left))


@dataclass(frozen=True, slots=True)
class Joined:
    """Movements of one deed in one bucket that are told as one: reserved days that became used."""

    first: Movement
    kinds: frozenset[Kind]
    days: int
    after: int


def _lines(viewer: Viewer, stood: Balance) -> Iterator[MoveRow]:
    notes = balance.notes_of(viewer.session, stood.person_id)
    for one in joined(stood.lines):
        move = one.first.move
        facts = {"before": move.year - 1, "next": move.year + 1}
        record = record_of(move.request_id) if move.request_id else None
        yield MoveRow(
            day=day_text(viewer.lang, move.on),
            what=viewer.say(_what(one), **facts),
            rule=viewer.say(RULES.get(move.rule, "")),
            bucket=viewer.say(BUCKETS[move.bucket]),
            days=signed(one.days),
            after=str(one.after),
            note=notes[one.first.id][0] if one.first.id in notes else "",
            url=viewer.offices.record_url(record) or "",
        )


def joined(lines: Sequence[Line]) -> Iterator[Joined]:
    """The lines with those of one deed, bucket and request put together, in their order."""

    def same(line: Line) -> tuple[int, date, Bucket, str]:
        move = line.movement.move
        apart = "" if move.request_id else str(line.movement.place)
        return line.movement.number, move.on, move.bucket, f"{move.request_id}{apart}"

    for _, group in groupby(lines, same):
        several = list(group)
        kinds = frozenset(line.movement.move.kind for line in several)
        days = sum(line.days for line in several)
        if days or kinds != {several[0].movement.move.kind} or several[0].movement.move.rule in movements.PAPER_RIGHTS:
            yield Joined(several[0].movement, kinds, days, several[-1].after)


def _what(one: Joined) -> str:
    if one.kinds >= {Kind.RELEASE, Kind.CHARGE}:
        return RESERVED_USED
    kind = one.first.move.kind
    return RESTORED if kind is Kind.FORFEIT and one.days > 0 else KINDS[kind]


def _empty(viewer: Viewer, person_id: str, year: int) -> Empty:
    person = directory.person(viewer.session, person_id)
    title = viewer.say(N_("No leave right in %(year)s yet"), year=year)
    if person.appointed_on is None:
        why = N_("The day of appointment is not known. The personnel officer enters it; then the right is reckoned.")
        return Empty(title, viewer.say(why))
    return Empty(title, viewer.say(N_("The year is opened in the night after 31 December, or with the first request.")))


def _keeper(viewer: Viewer, year: int, known: Sequence[Movement], works_on: frozenset[date]) -> KeeperView:
    running = viewer.calendar.date_of(viewer.now).year
    is_new = all(one.move.kind is Kind.GRANT for one in known)
    years = sorted({one.move.year for one in known} | {running}, reverse=True)
    joint = counting.joint_leave_of(viewer.calendar, year)
    return KeeperView(
        years=tuple(Option(str(each), str(each), each == year) for each in years),
        buckets=tuple(Option(bucket.value, viewer.say(label)) for bucket, label in reversed(BUCKETS.items())),
        history=tuple(HistoryRow(each, each == running) for each in range(running - 2, running + 1)) if is_new else (),
        joint=tuple(Option(on.isoformat(), _named(viewer, on)) for on in joint if on not in works_on),
    )


def _named(viewer: Viewer, on: date) -> str:
    return f"{day_text(viewer.lang, on)}: {viewer.calendar.days[on].name}"


def typed_of(values: Mapping[str, list[str]]) -> dict[str, str]:
    """What was typed, by field."""
    return {name: (several or [""])[-1] for name, several in values.items()}
