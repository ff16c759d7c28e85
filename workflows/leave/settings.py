"""Every figure of leave that an office may set for itself, under the names of the regulations; from settings.json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class LeaveSettings:
    """Limits in the units their names say: hari days, bulan months, tahun years, persen percent."""

    hak_tahunan: int
    min_hari: int
    sisa_maks: int
    total_maks: int
    total_maks_khusus: int
    aturan_dua_tahun: str
    tangguhan_penuh: bool
    prorata_tahun_pertama: bool
    urutan_pemakaian: str
    satuan_pengurang_cuti_besar: str
    cuti_bersama_mengurangi: bool
    tempat_sulit_tambahan_hari_kalender: int
    min_hari_pengajuan: Mapping[str, int]
    maks_absen_unit_persen: int
    atasan_dapat_menghentikan: bool
    pppk: Mapping[str, Any]
    tanpa_hak: tuple[str, ...]
    cuti_besar: Mapping[str, int]
    cuti_sakit: Mapping[str, int]
    cap_maks_bulan: int
    cltn: Mapping[str, int]


@lru_cache(maxsize=1)
def leave_settings() -> LeaveSettings:
    """The settings of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return LeaveSettings(**{**told, "tanpa_hak": tuple(told["tanpa_hak"])})
