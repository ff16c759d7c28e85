"""Opening a year: its right is granted, the year before is closed and what may be carried goes over.

Every step writes the difference to what stands already, so a year can be opened twice, and days that come back late
(a withdrawn request, a recall in January) still reach the year they belong to.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kernel import calendars
from kernel.act import Act
from people.models import PersonRow, PostHoldingRow
from workflows.leave import account as accounts
from workflows.leave import counting, entitlement
from workflows.leave.account import Account
from workflows.leave.entitlement import OLDEST_FIRST, Bucket, Carry
from workflows.leave.ledger_errors import HistoryGap, HistoryImpossible, HistoryKnown
from workflows.leave.models_ledger import LeaveMovement
from workflows.leave.movements import (
    CLOSING,
    PAPER_CARRIED,
    PAPER_DEFERRED,
    PAPER_GRANTED,
    PAPER_USED,
    Kind,
    Move,
)
from workflows.leave.settings import leave_settings


@dataclass(frozen=True, slots=True)
class PaperYear:
    """What the paper says of a year, in days. `carried` None: what the rules make of the year before.

    In the year that runs only `used` is told: its right and what is carried into it follow from the rules.
    """

    granted: int = 0
    carried: int | None = None
    used: int = 0
    deferred: int = 0


def open_account(act: Act, person_id: str, years: Mapping[int, PaperYear]) -> None:
    """Take over the history of earlier years from paper, and open the year that runs.

    Raises HistoryGap, HistoryKnown, HistoryImpossible, PersonNotFound.
    """
    head, account = accounts.take(act, person_id)
    _require_history(account, years)
    for year, paper in sorted(years.items()):
        if year < account.today.year:
            _bring_right(account, year, paper)
        settle(act.session, account, year)
        _bring_use(account, year, paper)
    settle_until(act.session, account, account.today.year)
    told = {str(year): asdict(paper) for year, paper in sorted(years.items())}
    accounts.write(act, head, account, "leave_balance.account_opened", {"years": told})


def open_year(act: Act, person_id: str, year: int) -> None:
    """Grant the right of a year and carry the leftover in; in advance only the right. Doing it twice changes nothing.

    Raises PersonNotFound.
    """
    head, account = accounts.take(act, person_id)
    settle_until(act.session, account, year)
    accounts.write(act, head, account, "leave_balance.year_opened", {"year": year})


def settle_until(session: Session, account: Account, year: int) -> None:
    """Bring the years that are not settled yet up to date, up to this one."""
    known = account.years()
    first = max(known[0], min(known[-1], year) - 1) if known else year
    for each in range(first, year + 1):
        settle(session, account, each)


def settle_after(session: Session, account: Account, year: int) -> None:
    """Let what changed late in a year reach the years behind it that are open already."""
    for each in range(year + 1, max(account.years(), default=year) + 1):
        settle(session, account, each)


def settle(session: Session, account: Account, year: int) -> None:
    """Grant one year's right and, once it began, close the year before and carry in, as far as it is not done."""
    _grant(session, account, year)
    if year > account.today.year or (year - 1) not in account.years():
        return
    before = len(account.fresh)
    _close(account, year)
    if any(move.kind is Kind.CARRY for move in account.fresh[before:]):
        for request_id in dict.fromkeys(move.request_id for move in account.of_year(year) if move.request_id):
            prefer_oldest(account, year, request_id)


def prefer_oldest(account: Account, year: int, request_id: str) -> None:
    """Let a request take carried days that became free instead of newer ones (P4), as reserved or as used days."""
    for kind, taken in ((Kind.RESERVE, account.held(request_id)), (Kind.CHARGE, account.charged(request_id))):
        order = account.rules.order
        for older in (Bucket.DEFERRED, Bucket.CARRY):
            for newer in order[order.index(older) + 1 :]:
                days = min(taken.get((year, newer), 0), account.left(year, older))
                if days > 0:
                    account.add(Move(year, newer, kind, days, account.today, "P4", request_id))
                    account.add(Move(year, older, kind, -days, account.today, "P4", request_id))
                    taken[year, newer] -= days


def _grant(session: Session, account: Account, year: int) -> None:
    if any(accounts.gives_own(move) for move in account.of_year(year)):
        return
    joint = 0
    if leave_settings().cuti_bersama_mengurangi:
        joint = len(counting.joint_leave_of(calendars.current(session), year))
    right = entitlement.own(account.rules, account.appointed_on, year, joint_leave=joint)
    if right is not None:
        account.add(Move(year, Bucket.OWN, Kind.GRANT, right.days, right.from_on, right.rule))


def _close(account: Account, year: int) -> None:
    """Close the year before and carry in, each as the difference to what was written before."""
    before = accounts.state_of(account.of_year(year - 1))
    carry = entitlement.carry(account.rules, before, accounts.state_of(account.of_year(year - 2)))
    paper = _told_carry(account, year)
    if paper is not None:
        carry = Carry(own=min(paper, before.left[Bucket.OWN]), rule=PAPER_CARRIED)
    is_first = not any(move.kind in CLOSING for move in account.of_year(year - 1))
    on = date(year, 1, 1) if is_first else account.today
    gone = {Bucket.OWN: carry.own, Bucket.CARRY: carry.older}
    for bucket, days in gone.items():
        _owe(account, Move(year - 1, bucket, Kind.PASS, -days, on, carry.rule))
    for bucket in OLDEST_FIRST:
        rule = "R11" if bucket is Bucket.BONUS else carry.rule
        _owe(account, Move(year - 1, bucket, Kind.LAPSE, gone.get(bucket, 0) - before.left[bucket], on, rule))
    if paper is None:
        _owe(account, Move(year, Bucket.DEFERRED, Kind.CARRY, carry.deferred, on, "R7"))
        _owe(account, Move(year, Bucket.CARRY, Kind.CARRY, carry.carried, on, carry.rule))


def _owe(account: Account, target: Move) -> None:
    """Add what is missing so that the movements of this kind in this bucket make the target's days."""
    done = sum(m.days for m in account.of_year(target.year) if (m.bucket, m.kind) == (target.bucket, target.kind))
    account.add(Move(target.year, target.bucket, target.kind, target.days - done, target.on, target.rule))


def _told_carry(account: Account, year: int) -> int | None:
    """What the paper said was carried into a year, if it did."""
    told = [move for move in account.of_year(year) if move.rule == PAPER_CARRIED]
    return sum(move.days for move in told) if told else None


def _bring_right(account: Account, year: int, paper: PaperYear) -> None:
    """What there was in a year on paper; a right of no days is told too, so that none is granted."""
    begins = date(year, 1, 1)
    account.add(Move(year, Bucket.OWN, Kind.BROUGHT, paper.granted, begins, PAPER_GRANTED))
    if paper.carried is not None:
        account.add(Move(year, Bucket.CARRY, Kind.BROUGHT, paper.carried, begins, PAPER_CARRIED))


def _bring_use(account: Account, year: int, paper: PaperYear) -> None:
    """What was used of a year on paper, in the office's order, and what was put off to the next."""
    ends = min(date(year, 12, 31), account.today)
    used = accounts.split(account, year, paper.used)
    own_left = account.left(year, Bucket.OWN) - used.get(Bucket.OWN, 0)
    if sum(used.values()) < paper.used or own_left < paper.deferred:
        raise HistoryImpossible(year=year)
    for bucket, days in used.items():
        account.add(Move(year, bucket, Kind.BROUGHT, -days, ends, PAPER_USED))
    account.add(Move(year, Bucket.OWN, Kind.BROUGHT, -paper.deferred, ends, PAPER_DEFERRED))


def _require_history(account: Account, years: Mapping[int, PaperYear]) -> None:
    expected = range(min(years, default=account.today.year), account.today.year + 1)
    for year in years:
        if year > account.today.year:
            raise HistoryGap(year=account.today.year)
        if any(move.kind is not Kind.GRANT for move in account.of_year(year)):
            raise HistoryKnown(year=year)
    for year in expected:
        if year not in years and year != account.today.year:
            raise HistoryGap(year=year)
    for year, paper in years.items():
        figures = (paper.granted, paper.carried or 0, paper.used, paper.deferred)
        most = account.rules.total_max_special - account.rules.annual
        if min(figures) < 0 or paper.granted > account.rules.annual or (paper.carried or 0) > most:
            raise HistoryImpossible(year=year)
    this = years.get(account.today.year)
    if this is not None and (this.granted or this.carried or this.deferred):
        raise HistoryImpossible(year=account.today.year)


def waiting_for(session: Session, year: int, *, after: str = "", limit: int = 50) -> list[str]:
    """Holders of a post with a right in a year that is not opened yet, or whose year before is not closed, by id."""
    works_here = select(PostHoldingRow.id).where(
        PostHoldingRow.person_id == PersonRow.id,
        PostHoldingRow.starts_on <= date(year, 12, 31),
        or_(PostHoldingRow.ends_on.is_(None), PostHoldingRow.ends_on > date(year, 1, 1)),
    )
    open_now = select(LeaveMovement.id).where(LeaveMovement.person_id == PersonRow.id, LeaveMovement.year == year)
    unclosed = (
        select(LeaveMovement.bucket)
        .where(LeaveMovement.person_id == PersonRow.id, LeaveMovement.year == year - 1)
        .group_by(LeaveMovement.bucket)
        .having(func.sum(LeaveMovement.days) != 0)
    )
    begun_before = date(year - 1, 12, 31)  # only then one year of service is complete within this one
    chosen = (
        select(PersonRow.id)
        .where(PersonRow.id > after, or_(~open_now.exists(), unclosed.exists()))
        .where(
            works_here.exists(),
            PersonRow.appointed_on <= begun_before,
            PersonRow.employment.not_in(leave_settings().tanpa_hak),
        )
        .order_by(PersonRow.id)
        .limit(limit)
    )
    return list(session.scalars(chosen))
