"""The closed word of a leave request's state (DOMAIN 3.9) with the map of its moves."""

from collections.abc import Mapping
from enum import StrEnum

from kernel.errors import N_
from workflows.leave.errors import RequestMoved


class LeaveState(StrEnum):
    """Where a request for leave is on its way; the words of the office's own procedure."""

    DRAF = "draf"
    VERIFIKASI = "verifikasi"
    PERTIMBANGAN = "pertimbangan"
    KEPUTUSAN = "keputusan"
    PERUBAHAN_MENUNGGU_PEGAWAI = "perubahan_menunggu_pegawai"
    MENUNGGU_PPK = "menunggu_ppk"
    DISETUJUI = "disetujui"
    BERJALAN = "berjalan"
    SELESAI = "selesai"
    DITANGGUHKAN = "ditangguhkan"
    TIDAK_DISETUJUI = "tidak_disetujui"
    DIBATALKAN = "dibatalkan"


S = LeaveState
LEAVE_MOVES: Mapping[LeaveState, frozenset[LeaveState]] = {
    S.DRAF: frozenset({S.VERIFIKASI, S.SELESAI, S.DIBATALKAN}),
    S.VERIFIKASI: frozenset({S.PERTIMBANGAN, S.KEPUTUSAN, S.MENUNGGU_PPK, S.DRAF, S.DIBATALKAN}),
    S.PERTIMBANGAN: frozenset({S.KEPUTUSAN, S.PERUBAHAN_MENUNGGU_PEGAWAI, S.TIDAK_DISETUJUI, S.DIBATALKAN}),
    S.KEPUTUSAN: frozenset(
        {
            S.DISETUJUI,
            S.PERUBAHAN_MENUNGGU_PEGAWAI,
            S.DITANGGUHKAN,
            S.TIDAK_DISETUJUI,
            S.MENUNGGU_PPK,
            S.DIBATALKAN,
        }
    ),
    S.PERUBAHAN_MENUNGGU_PEGAWAI: frozenset({S.KEPUTUSAN, S.DIBATALKAN}),
    S.MENUNGGU_PPK: frozenset({S.DISETUJUI, S.TIDAK_DISETUJUI, S.DIBATALKAN}),
    S.DISETUJUI: frozenset({S.BERJALAN, S.DIBATALKAN}),
    S.BERJALAN: frozenset({S.SELESAI}),
    S.SELESAI: frozenset(),
    S.DITANGGUHKAN: frozenset(),
    S.TIDAK_DISETUJUI: frozenset(),
    S.DIBATALKAN: frozenset(),
}
WITHDRAWABLE = frozenset(state for state, moves in LEAVE_MOVES.items() if S.DIBATALKAN in moves)
LEAVE_LABELS: Mapping[str, str] = {
    S.DRAF: N_("Not sent yet"),
    S.VERIFIKASI: N_("Being checked"),
    S.PERTIMBANGAN: N_("With the direct superior"),
    S.KEPUTUSAN: N_("Waiting for the decision"),
    S.PERUBAHAN_MENUNGGU_PEGAWAI: N_("Other dates proposed"),
    S.MENUNGGU_PPK: N_("Waiting for a decision outside the unit"),
    S.DISETUJUI: N_("Approved"),
    S.BERJALAN: N_("On leave"),
    S.SELESAI: N_("Ended"),
    S.DITANGGUHKAN: N_("Deferred"),
    S.TIDAK_DISETUJUI: N_("Not approved"),
    S.DIBATALKAN: N_("Withdrawn"),
}


def require_move(now: str, to: LeaveState) -> None:
    """Raises RequestMoved unless the map allows the move."""
    if to not in LEAVE_MOVES[LeaveState(now)]:
        raise RequestMoved(state=now)
