"""Who may look into whose ledger, and what the personnel officers do to it by hand."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy.orm import Session

from kernel.act import Act, Actor
from kernel.errors import Forbidden, N_, NotFound
from people import directory, structure
from people.errors import PersonNotFound
from people.roles import Role
from workflows.leave import ledger, opening
from workflows.leave.ledger import Correction
from workflows.leave.ledger_errors import NotLeaveKeeper, OwnBalance
from workflows.leave.opening import PaperYear

KEEPERS = (Role.PENGELOLA_KEPEGAWAIAN, Role.KASUBBAG_UMUM)
READERS = (*KEEPERS, Role.AUDITOR)


class BalancesClosed(Forbidden):
    """The balances of others are for personnel officers, auditors and superiors."""

    code = "leave.balances_closed"
    sentence = N_(
        "Leave balances of others are seen by the personnel officer, the auditor, and superiors for their own branch."
        " Yours stands under “My leave balance”."
    )


class BalanceUnknown(NotFound):
    """There is no such person, or his ledger is not this person's to read."""

    code = "leave.balance_unknown"


def may_keep(actor: Actor) -> bool:
    """Whether the actor may correct balances of others."""
    return actor.has_role(*KEEPERS)


def may_read_all(actor: Actor) -> bool:
    """Whether the actor may open everybody's ledger."""
    return actor.has_role(*READERS)


def reach_of(session: Session, actor: Actor) -> frozenset[str] | None:
    """The posts whose holders' totals the actor may see: his branch; None for all. Raises BalancesClosed."""
    if may_read_all(actor):
        return None
    posts = [desk.removeprefix("post:") for desk in actor.leads()]
    branch = frozenset[str]().union(*(structure.branch_of(session, post) for post in posts))
    if not branch:
        raise BalancesClosed
    return branch


def require_may_read(session: Session, actor: Actor, person_id: str) -> None:
    """Own ledgers, and all for those who keep or audit them. Raises BalanceUnknown."""
    if person_id != actor.id and not may_read_all(actor):
        raise BalanceUnknown
    try:
        directory.person(session, person_id)
    except PersonNotFound:
        raise BalanceUnknown from None


def open_account(act: Act, person_id: str, years: Mapping[int, PaperYear]) -> None:
    """Take over a person's history from paper. Raises NotLeaveKeeper, OwnBalance and what `opening` raises."""
    _require_keeper(act, person_id)
    opening.open_account(act, person_id, years)


def correct(act: Act, person_id: str, wanted: Correction) -> None:
    """Correct a person's balance. Raises NotLeaveKeeper, OwnBalance and what `ledger` raises."""
    _require_keeper(act, person_id)
    ledger.correct(act, person_id, wanted)


def add_bonus(act: Act, person_id: str, year: int, dates: Collection[date]) -> None:
    """Add days for joint leave worked. Raises NotLeaveKeeper, OwnBalance and what `ledger` raises."""
    _require_keeper(act, person_id)
    ledger.add_bonus(act, person_id, year, dates)


def _require_keeper(act: Act, person_id: str) -> None:
    if not may_keep(act.actor):
        raise NotLeaveKeeper
    if person_id == act.actor.id:
        raise OwnBalance
