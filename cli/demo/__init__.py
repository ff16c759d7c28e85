"""`satupintu demo`: the fictional office of the demonstration, made by driving the real processes in the past."""

import argparse
from typing import Any

from cli.demo.play import PASSWORD, make
from kernel import history
from kernel.history import StreamRow
from kernel.settings import settings
from workflows.installation import Installation, open_installation, prepare

__all__ = ["ACCOUNTS", "PASSWORD", "is_demo", "is_empty", "make", "register"]

MARK = "demo:office"
ACCOUNTS = (
    ("ratna.wulandari", "Kepala Pusat: disposes"),
    ("bambang.suryo", "Kepala Bagian Administrasi: forwards, follows up"),
    ("nining.kartikasari", "Kepala Subbagian Umum dan SDM"),
    ("hendra.gunawan", "pengelola kepegawaian: checks leave, keeps files and the calendar"),
    ("yosef.tandilangi", "Kepala Subbagian Perencanaan dan Keuangan: has asked for leave"),
    ("imelda.christina", "assessor: was on leave"),
    ("ujang.permana", "agendaris: registers letters"),
    ("fitriani.lubis", "arsiparis: files letters"),
    ("rizki.ananda", "staff, administrator"),
    ("wisnu.hardianto", "auditor: replays, verifies"),
)


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help="make the demo office in an empty database")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Make it; refuses (OfficeExists) where there are people already."""
    installation = open_installation(settings())
    prepare(installation)
    print(make(installation))
    return 0


def is_empty(installation: Installation) -> bool:
    """Whether nobody works in this installation yet."""
    with installation.database.read() as session:
        return not history.streams(session, "person:")


def is_demo(installation: Installation) -> bool:
    """Whether this installation holds the fictional office."""
    with installation.database.read() as session:
        return session.get(StreamRow, MARK) is not None
