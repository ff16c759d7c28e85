"""The papers of leave say what was decided, by whom, as who he was then."""

import pytest

from documents.pdf import Block, Checks, Facts, Signature, Text
from tests.people import BAMBANG, GALIH, HENDRA, IMELDA, RATNA, WISNU
from tests.processes.leave_request.story import PaperYear, Story
from workflows import issuing, paper_sheet, registry
from workflows.issuing import Drawn, Paper
from workflows.leave import papers

WEEK = {"starts_on": "2026-04-20", "last_on": "2026-04-24"}


def drawn(story: Story, kind: str) -> tuple[Paper, Drawn]:
    """The newest paper of a kind, in Indonesian; its bytes can be made too."""
    with story.database.read() as session:
        paper = [one for one in issuing.list_of(session, f"leave:{story.request_id}") if one.kind == kind][-1]
        content = registry.build().draw_paper(session, paper, "id")
        pdf = paper_sheet.pdf_of(paper, content, paper_sheet.head_of(session), "https://pintu.example")
    assert pdf.startswith(b"%PDF")
    return paper, content


def lines(blocks: list[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Text(text=text):
                found.append(text)
            case Facts(pairs=pairs):
                found += [f"{label}: {value}" for label, value in pairs]
            case Checks(choices=choices):
                found += [f"[x] {label}" for label, ticked in choices if ticked]
            case Signature(name=name):
                found.append(name)
            case _:
                pass
    return found


def test_the_form_holds_all_eight_sections(story: Story) -> None:
    story.has_history(IMELDA, {2025: PaperYear(12, used=9)})
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK)
    story.does("verify", HENDRA, verification="forward", remark="Saldo sesuai buku cuti")
    story.does("consider", GALIH, decision="refuse", reason="Tim kekurangan orang")
    story.does("decide", RATNA, decision="approve")
    paper, form = drawn(story, "leave_form")
    text = lines(list(form.blocks))

    assert (paper.number, form.title) == ("SC-1/KP/KP.07/04/2026", "Formulir permintaan dan pemberian cuti")
    assert paper.signer.title_line == "Kepala Pusat"
    for line in (
        "Nama: Imelda Christina Wattimena, M.Psi.",
        "NIP: 198602142011032922",
        "[x] Cuti tahunan",
        "Keperluan keluarga",
        "Lamanya: 5 hari kerja",
        "Hari: dari 20 April 2026 sampai 24 April 2026",
        "Kepada Yth. Kepala Pusat",
        "Unit kerja: Subbidang Pelaksanaan Pemetaan",
        "Sisa 2025 (N-1): 0",
        "Sisa 2026 (N): 10",
        "Cuti besar: –",
        "Hormat saya: Imelda Christina Wattimena, M.Psi., NIP 198602142011032922",
        "Saldo sesuai buku cuti",
        "Alamat: Jl. Kenanga 5, Kota Lembayung",
        "[x] Tidak disetujui",
        "Alasan: Tim kekurangan orang",
        "[x] Disetujui",
    ):
        assert line in text, text
    assert [len(block.choices) for block in form.blocks if isinstance(block, Checks)] == [6, 4, 4]
    assert [line for line in text if line.startswith("VII")] == [
        "VII. Pertimbangan atasan langsung",
        "VIII. Keputusan pejabat yang berwenang memberikan cuti",
    ]


def test_a_form_without_consideration_says_so(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK)
    story.verified()
    story.it_is("2026-04-13 12:00")
    story.does("decide", RATNA, decision="approve")
    assert "[x] Tanpa pertimbangan" in lines(list(drawn(story, "leave_form")[1].blocks))


def test_an_acting_head_signs_as_such(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-11-12 09:00")
    story.asks(starts_on="2026-12-01", last_on="2026-12-04")
    story.verified()
    story.does("consider", GALIH, decision="approve")
    story.it_is("2026-11-16 09:00")
    story.does("decide", BAMBANG, decision="approve")
    paper, _ = drawn(story, "leave_form")
    assert (paper.signer.person_id, paper.signer.title_line) == (BAMBANG, "Plh. Kepala Pusat")


def test_the_letter_bears_the_number_and_neither_reason_nor_address(story: Story) -> None:
    story.it_is("2026-02-02 09:00")
    note = story.has("doctor_note")
    story.granted(kind="CM", child_number=2, starts_on="2026-02-10", months=3, **note)
    paper, letter = drawn(story, "leave_permit")
    text = lines(list(letter.blocks))
    assert (letter.title, paper.number) == ("Surat izin cuti", "SC-1/KP/KP.07/02/2026")
    assert "Cuti melahirkan diberikan kepada pegawai berikut, pada hari-hari ini:" in text
    assert "Lamanya: 3 bulan" in text
    assert not any("Kenanga" in line or "Keperluan" in line for line in text)


def test_recall_provisional_and_return_letters_can_be_made(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK, abroad="true", country="Malaysia")
    story.verified()
    story.does("consider", GALIH, decision="approve")
    story.does("decide", RATNA, decision="approve", provisional="true")
    assert drawn(story, "leave_provisional")[1].title == "Surat izin cuti sementara"
    letter = {"letter_no": "SK-3/KB/2026", "letter_on": "2026-04-06", "external_decision": "approve"}
    story.does("record_external", HENDRA, **letter)
    assert "Nomor keputusan: SK-3/KB/2026" in lines(list(drawn(story, "leave_form")[1].blocks))
    story.it_is("2026-04-21 09:00")
    story.recalls(GALIH, "2026-04-22")
    paper, recalled = drawn(story, "leave_recall")
    assert (recalled.title, paper.signer.person_id) == ("Surat panggilan kembali", GALIH)


@pytest.mark.parametrize(
    ("who", "sees"), [(IMELDA, True), (RATNA, True), (HENDRA, True), (WISNU, True), ("P24", False)]
)
def test_who_may_fetch_the_letter(story: Story, who: str, sees: bool) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.granted(**WEEK)
    paper, _ = drawn(story, "leave_form")
    with story.database.read() as session:
        assert registry.build().may_see_paper(session, story.actor(who), paper) is sees
        assert papers.may_see(session, story.actor(who), paper) is sees
