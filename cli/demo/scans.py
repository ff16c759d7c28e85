"""What the demo office's letters look like: plain papers, each marked DATA CONTOH."""

from collections.abc import Mapping
from typing import Any

from documents.pdf import Facts, Letterhead, Look, Signature, Text, sheet

BODY = (
    "Sehubungan dengan hal tersebut di atas, dengan hormat kami sampaikan bahwa surat ini dibuat untuk peragaan. "
    "Semua nama, nomor, instansi, dan peristiwa di dalamnya rekaan semata.",
    "Kami mohon kiranya hal ini dapat ditindaklanjuti sesuai dengan ketentuan yang berlaku. Apabila diperlukan "
    "keterangan lebih lanjut, petugas kami dapat dihubungi pada jam kerja.",
    "Atas perhatian dan kerja sama Bapak/Ibu, kami ucapkan terima kasih.",
)


def scan_of(answers: Mapping[str, Any]) -> bytes:
    """A one-page PDF for the sender, number and subject of a letter of the script."""
    look = Look(title="", letterhead=Letterhead((answers["sender"],), "Alamat rekaan, Provinsi Jaladri"), sample=True)
    facts = Facts((("Nomor", answers["number"]), ("Hal", answers.get("subject", "–"))))
    place = f"Kota Lembayung, {answers.get('dated_on', '')}"
    closing = Signature(place, "Pejabat pengirim,", "Drs. Nama Contoh, M.Si.")
    to = Text("Yth. Kepala Pusat Pelatihan dan Pemetaan Kompetensi Aparatur")
    return sheet(look, [facts, to, *map(Text, BODY), closing])
