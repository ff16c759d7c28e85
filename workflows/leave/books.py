"""The ledgers of leave among the areas: where their page is, and the proof that their rows are those of the events."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from kernel.act import Actor
from workflows.areas import Area, Offices, RowText, Told
from workflows.leave import balance
from workflows.notices import Notice

KIND = "leave_balance"


def register(offices: Offices) -> None:
    """Take the ledgers in among the areas."""
    offices.add(Area(KIND, lambda _registry: None, {}, _describe, record_url, _tell, verify=balance.verify))


def record_url(record: str) -> str:
    """The page of a person's balance."""
    return f"/leave/balances/{record.partition(':')[2]}"


def _describe(_session: Session, _actor: Actor, _records: Collection[str]) -> Mapping[str, RowText]:
    return {}


def _tell(_session: Session, _told_of: Collection[Notice]) -> Mapping[str, Told]:
    return {}
