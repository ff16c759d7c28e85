"""The ledgers of leave among the areas: where their page is, and the proof that their rows are those of the events."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from kernel.act import Actor
from kernel.errors import N_
from workflows.areas import Area, Offices, RowText, Service, Told
from workflows.leave import balance
from workflows.notices import Notice

KIND = "leave_balance"
READERS = frozenset({"pengelola_kepegawaian", "kasubbag_umum", "auditor", "kepala_unit", "pimpinan"})
SERVICES = (
    Service(N_("My leave balance"), N_("What is free, and how the figure came about."), "/leave/balance"),
    Service(N_("Leave balances"), N_("Of all whom you may see, with a table."), "/leave/balances", READERS),
)


def register(offices: Offices) -> None:
    """Take the ledgers in among the areas."""
    area = Area(KIND, lambda _registry: None, {}, _describe, record_url, _tell)
    offices.add(replace(area, verify=balance.verify, services=SERVICES))


def record_url(record: str) -> str:
    """The page of a person's balance."""
    return f"/leave/balances/{record.partition(':')[2]}"


def _describe(_session: Session, _actor: Actor, _records: Collection[str]) -> Mapping[str, RowText]:
    return {}


def _tell(_session: Session, _told_of: Collection[Notice]) -> Mapping[str, Told]:
    return {}
