"""The cast: the demonstration office of DOMAIN 7, on Thursday 12 November 2026."""

from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from kernel.act import Act, Actor, system
from people import passwords, seed
from people.desks import actor_of

RATNA = "P01"  # Kepala Pusat
BAMBANG = "P02"  # Kepala Bagian Administrasi; Plh. Kepala Pusat from 16 to 18 November
NINING = "P03"  # Kasubbag Umum dan SDM
YOSEF = "P04"  # Kasubbag Perencanaan dan Keuangan
DEWI = "P05"  # secretary of the head
UJANG = "P06"  # agendaris
FITRI = "P07"  # archivist
HENDRA = "P08"  # personnel (pengelola kepegawaian)
RIZKI = "P10"  # administrator of the system
IRFAN = "P14"  # Kabid Pelatihan
LESTARI = "P15"  # Kasubbid Penyelenggaraan, under Irfan
THEO = "P16"  # Kasubbid Program, under Irfan
SLAMET = "P17"  # widyaiswara, directly under Irfan
VERONIKA = "P19"  # Kabid Pemetaan
GALIH = "P20"  # Kasubbid Pelaksanaan; was Plh. for Andi from 26 to 30 October
ANDI = "P21"  # Kasubbid Pengolahan
IMELDA = "P22"  # assessor, under Galih
SARMILA = "P26"  # staff, under Lestari
WISNU = "A01"  # auditor from outside

PASSWORD = "pintu depan terbuka"
SIGN_IN = {
    RATNA: "ratna.wulandari",
    BAMBANG: "bambang.suryo",
    NINING: "nining.kartikasari",
    DEWI: "dewi.anggraeni",
    UJANG: "ujang.permana",
    FITRI: "fitriani.lubis",
    HENDRA: "hendra.gunawan",
    RIZKI: "rizki.ananda",
    IRFAN: "irfan.maulana",
    LESTARI: "lestari.handayani",
    VERONIKA: "veronika.sihombing",
    SARMILA: "wa.ode",
    WISNU: "wisnu.hardianto",
}
THURSDAY = datetime(2026, 11, 12, 2, 30, tzinfo=UTC)  # 09.30 in the office
MONDAY = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)  # Bambang is Plh. Kepala Pusat


def move_in(session: Session, now: datetime = THURSDAY) -> seed.Office:
    """Load the cast, everybody with PASSWORD."""
    return seed.load(Act(session, system("setup"), now, "test"), password_hash=password_hash())


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of PASSWORD, made once per process."""
    return passwords.hashed(PASSWORD)


def act_of(session: Session, person: str, now: datetime = THURSDAY) -> Act:
    """An act of one of the cast."""
    return Act(session, actor_of(session, person, now), now, "test")


def actor(session: Session, person: str, now: datetime = THURSDAY) -> Actor:
    """One of the cast with the desks of that instant."""
    return actor_of(session, person, now)
