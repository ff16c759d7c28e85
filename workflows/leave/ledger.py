"""What a leave does to a person's days: reserved, released, charged, given back, put off, forfeited, corrected.

Each deed locks the ledger, adds movements, and writes them with one event in the same transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kernel import calendars, history
from kernel.act import Act
from workflows.leave import account as accounts
from workflows.leave import counting, movements, opening
from workflows.leave.account import Account
from workflows.leave.entitlement import Bucket
from workflows.leave.ledger_errors import (
    LeaveTooShort,
    LeaveYearUnknown,
    NotEnoughLeave,
    NothingReserved,
    NothingToCorrect,
    NotJointLeave,
    ReasonMissing,
    ReturnsTooMany,
)
from workflows.leave.models_ledger import LeaveMovement
from workflows.leave.movements import Kind, Move
from workflows.leave.settings import leave_settings


@dataclass(frozen=True, slots=True)
class Correction:
    """Days to add to a bucket of a year, or to take away, and why; the reason is kept where it can be erased."""

    year: int
    bucket: str
    days: int
    reason: str


def reserve(act: Act, person_id: str, request_id: str, days: Mapping[int, int], on: date) -> None:
    """Hold days of each year for a request that begins `on`, oldest first; what it held before is released.

    Raises NotEnoughLeave, LeaveTooShort, PersonNotFound.
    """
    head, account = accounts.take(act, person_id)
    if sum(days.values()) < leave_settings().min_hari or min(days.values()) < 0:
        raise LeaveTooShort(minimum=leave_settings().min_hari)
    _let_go(account, request_id)
    for year, count in sorted(days.items()):
        opening.settle_until(act.session, account, year)
        _hold(account, request_id, year, count, on)
    accounts.write(act, head, account, "leave_balance.reserved", {"request": request_id, "starts_on": on.isoformat()})


def release(act: Act, person_id: str, request_id: str) -> None:
    """Let go of what is held for a request; nothing happens when nothing is."""
    head, account = accounts.take(act, person_id)
    _let_go(account, request_id)
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.released", {"request": request_id})


def charge(act: Act, person_id: str, request_id: str) -> None:
    """Turn what is held for a request into used days, carried days first (P4). Raises NothingReserved."""
    head, account = accounts.take(act, person_id)
    held = account.held(request_id)
    if not held:
        raise NothingReserved(request=request_id)
    for (year, bucket), days in held.items():
        account.add(Move(year, bucket, Kind.RELEASE, days, account.today, "R15", request_id))
        account.add(Move(year, bucket, Kind.CHARGE, -days, account.today, "R15", request_id))
    for year in sorted({year for year, _ in held}):
        opening.prefer_oldest(account, year, request_id)
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.charged", {"request": request_id})


def give_back(act: Act, person_id: str, request_id: str, days: Mapping[int, int]) -> None:
    """Return unused days to the buckets they came from, the newest first (R12). Raises ReturnsTooMany."""
    head, account = accounts.take(act, person_id)
    charged = account.charged(request_id)
    for year, count in sorted(days.items()):
        used = sum(taken for (each, _), taken in charged.items() if each == year)
        if not 0 <= count <= used:
            raise ReturnsTooMany(used=used, asked=count, year=year)
        for bucket in reversed(account.rules.order):
            back = min(count, charged.get((year, bucket), 0))
            account.add(Move(year, bucket, Kind.RETURN, back, account.today, "R12", request_id))
            count -= back
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.returned", {"request": request_id})


def defer(act: Act, person_id: str, request_id: str, year: int, days: int) -> int:
    """Put off own days of a year to the next (R6), releasing what the request held; gives how many there were.

    Only the year's own days can be put off; carried days lapse as ever. Raises NotEnoughLeave when there is none.
    """
    head, account = accounts.take(act, person_id)
    _let_go(account, request_id)
    room = account.rules.deferral_max - accounts.state_of(account.of_year(year)).deferred
    put_off = max(0, min(days, account.left(year, Bucket.OWN), room))
    if put_off == 0:
        raise NotEnoughLeave(available=0, asked=days, year=year)
    account.add(Move(year, Bucket.OWN, Kind.DEFER, -put_off, account.today, "R6", request_id))
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.deferred", {"request": request_id})
    return put_off


def forfeit(act: Act, person_id: str, request_id: str, year: int) -> int:
    """Take the rest of a year's own right away because of cuti besar (R8); gives how many days. Carried days stay."""
    head, account = accounts.take(act, person_id)
    opening.settle_until(act.session, account, year)
    lost = account.left(year, Bucket.OWN)
    account.add(Move(year, Bucket.OWN, Kind.FORFEIT, -lost, account.today, "R8", request_id))
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.forfeited", {"request": request_id})
    return lost


def restore(act: Act, person_id: str, request_id: str) -> None:
    """Give back what a cuti besar took from the right, when it does not take place after all."""
    head, account = accounts.take(act, person_id)
    taken: dict[int, int] = {}
    for move in account.moves:
        if move.kind is Kind.FORFEIT and move.request_id == request_id:
            taken[move.year] = taken.get(move.year, 0) - move.days
    for year, days in sorted(taken.items()):
        account.add(Move(year, Bucket.OWN, Kind.FORFEIT, days, account.today, "R8", request_id))
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.restored", {"request": request_id})


def used_own(session: Session, person_id: str, year: int) -> int:
    """The own days of a year that were used or are held for a request, those given back not counted (R9)."""
    own = [one.move for one in movements.read(session, person_id, (year,)) if one.move.bucket is Bucket.OWN]
    return -sum(move.days for move in own if move.is_use or move.kind in movements.HELD)


def add_bonus(act: Act, person_id: str, year: int, dates: Collection[date]) -> None:
    """Add a day for each day of joint leave on which this person must work (R10); known dates add nothing.

    Raises NotJointLeave.
    """
    head, account = accounts.take(act, person_id)
    calendar = calendars.current(act.session)
    known = _bonus_dates(account.of_year(year))
    for day in sorted(set(dates) - known):
        if day.year != year or not counting.is_joint_leave(calendar, day):
            raise NotJointLeave(on=day.isoformat())
        account.add(Move(year, Bucket.BONUS, Kind.GRANT, 1, day, "R10"))
    _pass_on(act.session, account)
    accounts.write(act, head, account, "leave_balance.bonus_added", {"year": year})


def works_on(session: Session, person_id: str, years: Sequence[int]) -> frozenset[date]:
    """The days of joint leave on which this person must work, for `counting`."""
    return _bonus_dates([found.move for found in movements.read(session, person_id, years)])


def correct(act: Act, person_id: str, wanted: Correction) -> None:
    """Add days or take them away, with the reason.

    Raises NothingToCorrect, ReasonMissing, LeaveYearUnknown, NotEnoughLeave.
    """
    head, account = accounts.take(act, person_id)
    reason = " ".join(wanted.reason.split())
    if wanted.days == 0:
        raise NothingToCorrect
    if not reason:
        raise ReasonMissing
    if wanted.year not in {*account.years(), account.today.year}:
        raise LeaveYearUnknown(year=wanted.year)
    opening.settle_until(act.session, account, min(wanted.year, account.today.year))
    account.add(Move(wanted.year, Bucket(wanted.bucket), Kind.CORRECT, wanted.days, account.today, "HR"))
    place = len(account.fresh) - 1
    _pass_on(act.session, account)
    salt = history.new_salt()
    data = {"year": wanted.year, "commitments": {"reason": history.commitment(reason, salt)}}
    written = accounts.write(act, head, account, "leave_balance.corrected", data)
    noted = update(LeaveMovement).where(LeaveMovement.id == written[place]).values(note=reason, salt=salt)
    act.session.execute(noted)


def person_of(session: Session, request_id: str) -> str | None:
    """Whose ledger has movements of a request, or None."""
    chosen = select(LeaveMovement.person_id).where(LeaveMovement.request_id == request_id).limit(1)
    return session.scalar(chosen)


def _hold(account: Account, request_id: str, year: int, count: int, on: date) -> None:
    since = max(on, date(year, 1, 1))
    free = account.free(year, since)
    if count > free:
        raise NotEnoughLeave(available=free, asked=count, year=year)
    for bucket, days in accounts.split(account, year, count, since).items():
        account.add(Move(year, bucket, Kind.RESERVE, -days, account.today, "R15", request_id))


def _let_go(account: Account, request_id: str) -> None:
    for (year, bucket), days in account.held(request_id).items():
        account.add(Move(year, bucket, Kind.RELEASE, days, account.today, "R15", request_id))


def _pass_on(session: Session, account: Account) -> None:
    """Own days that came free in a forfeited year are forfeited too; closed years let their leftover go on."""
    came_back = {move.year for move in account.fresh if move.kind in (Kind.RELEASE, Kind.RETURN)}
    for year in sorted(came_back):
        taken = [move for move in account.of_year(year) if move.kind is Kind.FORFEIT]
        if sum(move.days for move in taken) < 0:
            rest = account.left(year, Bucket.OWN)
            account.add(Move(year, Bucket.OWN, Kind.FORFEIT, -max(0, rest), account.today, "R8", taken[-1].request_id))
    touched = {move.year for move in account.fresh}
    if touched and min(touched) < account.today.year:
        opening.settle_after(session, account, min(touched))


def _bonus_dates(moves: Collection[Move]) -> frozenset[date]:
    return frozenset(move.on for move in moves if move.bucket is Bucket.BONUS and move.kind is Kind.GRANT)
