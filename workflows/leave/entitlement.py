"""What the law gives: the right of a year and what is carried into it (PP 11/2017 arts. 310-314, BKN 24/2017).

Pure: whole days in, whole days out. R1 to R11 and P1 to P5 are told in docs/leave-ledger.md.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from workflows.leave.counting import months_end
from workflows.leave.settings import LeaveSettings

MONTHS = 12


class Bucket(StrEnum):
    """Where a day of leave belongs: left over, formally deferred, added for joint leave worked, or the year's own."""

    DEFERRED = "deferred"
    CARRY = "carry"
    BONUS = "bonus"
    OWN = "own"


OLDEST_FIRST = (Bucket.DEFERRED, Bucket.CARRY, Bucket.BONUS, Bucket.OWN)
OWN_FIRST = (Bucket.OWN, Bucket.DEFERRED, Bucket.CARRY, Bucket.BONUS)
ORDERS = {"lama_dulu": OLDEST_FIRST, "hak_dulu": OWN_FIRST}


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures that hold for one kind of employee; `two_years` is ketat, longgar or tidak (P1)."""

    annual: int
    carry_max: int
    total_max: int
    total_max_special: int
    deferral_max: int
    two_years: str
    deferral_in_full: bool
    prorated: bool
    order: tuple[Bucket, ...] = OLDEST_FIRST


@dataclass(frozen=True, slots=True)
class Right:
    """The own days of a year and the day from which they exist."""

    days: int
    from_on: date
    rule: str


@dataclass(frozen=True, slots=True)
class YearState:
    """What became of the right of one year; `used` and `left` by bucket, closing of the year not counted."""

    own: int = 0
    is_entitled: bool = False
    deferred: int = 0
    used: int = 0
    left: dict[Bucket, int] = field(default_factory=dict)

    @property
    def left_own(self) -> int:
        """Own days not used, the deferred ones among them."""
        return self.left.get(Bucket.OWN, 0) + self.deferred


@dataclass(frozen=True, slots=True)
class Carry:
    """What goes over into the next year: formally deferred days, own days, days that were carried once before (P1)."""

    deferred: int = 0
    own: int = 0
    older: int = 0
    rule: str = "R4"

    @property
    def carried(self) -> int:
        """Days that are carried without a formal deferral."""
        return self.own + self.older


def rules_of(settings: LeaveSettings, employment: str) -> Rules:
    """The figures for a kind of employee: CPNS as PNS, PPPK with their own, nothing for those without a right."""
    annual, carry_max, total, special = (
        settings.hak_tahunan,
        settings.sisa_maks,
        settings.total_maks,
        settings.total_maks_khusus,
    )
    two_years, deferral_max = settings.aturan_dua_tahun, special - annual
    if employment == "PPPK":
        annual, carry_max = settings.pppk["hak_tahunan"], settings.pppk["sisa_maks"]
        two_years, deferral_max = "tidak", settings.pppk["tangguhan_maks"]
    if employment in settings.tanpa_hak:
        annual = carry_max = deferral_max = 0
    return Rules(
        annual=annual,
        carry_max=carry_max,
        total_max=total,
        total_max_special=special,
        deferral_max=deferral_max,
        two_years=two_years,
        deferral_in_full=settings.tangguhan_penuh,
        prorated=settings.prorata_tahun_pertama,
        order=ORDERS[settings.urutan_pemakaian],
    )


def exists_from(appointed_on: date) -> date:
    """The day on which one year of continuous service is complete (R1)."""
    return months_end(appointed_on, MONTHS) + timedelta(days=1)


def own(rules: Rules, appointed_on: date | None, year: int, *, joint_leave: int = 0) -> Right | None:
    """The right of a year by its own; None without one. Unknown service gives none.

    `joint_leave` are days that reduce it, where the office says so (not for civil servants: R10).
    """
    if appointed_on is None or rules.annual == 0:
        return None
    begins = exists_from(appointed_on)
    if begins.year > year:
        return None
    first_year = begins.year == year
    days, rule = rules.annual, "R1" if first_year else "R2"
    if first_year and rules.prorated:
        days, rule = rules.annual * (MONTHS + 1 - begins.month) // MONTHS, "P3"
    days = max(0, days - joint_leave)
    return Right(days, max(begins, date(year, 1, 1)), rule) if days else None


def carry(rules: Rules, before: YearState, earlier: YearState) -> Carry:
    """What of the year `before` goes into the next one; `earlier` is the year before that."""
    usual = min(rules.carry_max, rules.total_max - rules.annual)
    special = rules.total_max_special - rules.annual
    if before.deferred and rules.deferral_in_full:
        deferred = min(rules.deferral_max, before.deferred)
        rest = min(usual, before.left_own - before.deferred)
        return Carry(deferred=deferred, own=max(0, min(rest, special - deferred)), rule="R7")
    ordinary = min(usual, before.left_own)
    if rules.two_years == "ketat" and _is_untouched(before) and _is_untouched(earlier):
        return Carry(own=max(0, min(special, before.left_own)), rule="R5")
    if rules.two_years == "longgar":
        older = min(usual, earlier.left_own, before.left.get(Bucket.CARRY, 0), special - ordinary)
        if older > 0:
            return Carry(own=ordinary, older=older, rule="P1")
    return Carry(own=max(0, ordinary))


def _is_untouched(state: YearState) -> bool:
    return state.is_entitled and state.used == 0
