"""Issued papers in the place of services: the list of all numbers, for those who keep them."""

from kernel.errors import N_
from people.roles import Role
from workflows.areas import Area, Offices, Service

SERVICE = Service(
    N_("Issued papers"),
    N_("All numbers of a series in a year, with state and hash; as a table, too."),
    "/papers",
    roles=frozenset({Role.ARSIPARIS.value, Role.KASUBBAG_UMUM.value, Role.AUDITOR.value}),
)


def register(offices: Offices) -> None:
    """Take the list among the services."""
    offices.add(
        Area(
            kind="paper",
            add_handlers=lambda _registry: None,
            processes={},
            describe=lambda *_: {},
            record_url=lambda _record: "/papers",
            tell=lambda *_: {},
            services=(SERVICE,),
        )
    )
