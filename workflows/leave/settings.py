"""Figures of the leave balance that an office may set for itself, under the names of the manual; from settings.json.

Rights, lengths, papers and deciders stand in the decision tables, limits of steps in terms.json.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class LeaveSettings:
    """Limits in the units their names say: hari days, tahun years."""

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
    atasan_dapat_menghentikan: bool
    pppk: Mapping[str, Any]
    tanpa_hak: tuple[str, ...]


@lru_cache(maxsize=1)
def leave_settings() -> LeaveSettings:
    """The settings of this office."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return LeaveSettings(**{**told, "tanpa_hak": tuple(told["tanpa_hak"])})
