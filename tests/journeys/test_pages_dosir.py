"""Pages of profile and personnel file: what is typed, what is shown to whom, what is written down."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from kernel import history
from tests import files
from tests.people import HENDRA, IRFAN, NINING, RATNA, RIZKI, SARMILA, WISNU
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
NIK = "9901034303910001"  # Sarmila was born on 3 March 1991; no region has the code 99


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: what is tried is the pages."""
    return sqlite_url


def upload(content: bytes = b"", name: str = "bukti.pdf") -> tuple[str, bytes, str]:
    return name, content or files.pdf(), "application/pdf"


def propose(client: TestClient, field: str, value: str, **more: Any) -> Any:
    sent = {f"{field}.{field}": value, f"{field}.note": more.pop("note", "")}
    return client.post(f"/me/profile/{field}", data=sent, files={f"{field}.document": more.pop("file", upload())})


def task_of(client: TestClient) -> str:
    found = re.search(r'href="(/tasks/[^"?]+)', client.get("/?box=group").text)
    assert found
    return found[1]


def change_of(client: TestClient) -> str:
    found = re.search(r'href="(/changes/[0-9a-f-]+)"', client.get("/me/profile").text)
    assert found
    return found[1]


def kinds(installation: Installation, person: str) -> list[tuple[str, str]]:
    with installation.database.read() as session:
        return [(event.actor, event.kind) for event in history.read(session, f"dosir:{person}")]


def test_an_allowed_field_is_saved_and_the_old_value_stands_below(signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    for address in ("Jl. Rekaan 1", "Jl. Contoh 2"):
        sent = sarmila.post("/me/profile/home_address", data={"home_address.home_address": address})
        assert sent.headers["location"] == "/me/profile?done=saved#line-home_address"
    page = sarmila.get("/me/profile?done=saved").text
    assert "Jl. Contoh 2" in page
    assert "Isian sebelumnya</summary>" in page or "Isian sebelumnya (1)" in page
    assert "Jl. Rekaan 1" in page
    assert "Tersimpan." in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nik", "990103430391000", "NIK terdiri atas 16 angka; yang ditulis 15."),
        ("nik", "9901034303900001", "tanggal lahir di data kepegawaian lain"),
        ("npwp", "12345", "NPWP terdiri atas 15 atau 16 angka."),
        ("phone", "rumah", "Nomor telepon terdiri atas 8 sampai 15 angka"),
        ("private_mail", "tanpa-at", "Alamat surel ditulis seperti"),
        ("blood_group", "X", "Pilih salah satu"),
    ],
)
def test_what_can_t_be_kept_is_said_at_its_field_and_stays_typed(
    field: str, value: str, said: str, signed_in: Enter
) -> None:
    answer = propose(signed_in(SARMILA), field, value)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_fields_of_the_office_and_of_personnel_are_closed_to_the_employee(signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    for field in ("nip", "pns_on", "discipline"):
        assert sarmila.post(f"/me/profile/{field}", data={f"{field}.{field}": "1"}).status_code == 403
    assert sarmila.post("/me/profile/nonsense", data={}).status_code == 404


def test_personnel_does_not_write_its_own_service_record(signed_in: Enter) -> None:
    answer = signed_in(HENDRA).post("/me/profile/pns_on", data={"pns_on.pns_on": "2011-01-01"})
    assert answer.status_code == 403
    assert "menyangkut diri Anda sendiri" in answer.text


def test_a_proposal_goes_through_the_inbox_of_personnel(signed_in: Enter, installation: Installation) -> None:
    sarmila, hendra = signed_in(SARMILA), signed_in(HENDRA)
    sent = propose(sarmila, "nik", NIK, note="KTP baru")
    assert sent.headers["location"] == "/me/profile?done=sent#line-nik"
    task = task_of(hendra)
    page = hendra.get(task).text
    assert "•••• 0001" in page and NIK not in page
    assert "KTP baru" in page and "Wa Ode Sarmila" in page

    change = change_of(sarmila)
    shown = hendra.post(f"{change}/numbers", data={}).text
    assert NIK in shown
    proof = re.search(rf'href="(/people/{SARMILA}/file/[0-9a-f-]+)"', shown)
    assert proof and hendra.get(proof[1]).content == files.pdf()

    decided = hendra.post(f"{task}/completion", data={"decision": "approve"})
    assert decided.status_code == 303
    own = sarmila.get("/me/profile").text
    assert "•••• 0001" in own and NIK not in own
    assert NIK in sarmila.post("/me/numbers", data={}).text
    told = kinds(installation, SARMILA)
    assert (HENDRA, "profile.numbers_shown") in told and (HENDRA, "file.content_opened") in told
    assert (SARMILA, "profile.numbers_shown") in told


def test_the_owner_sees_who_looked_at_what(signed_in: Enter) -> None:
    sarmila, hendra = signed_in(SARMILA), signed_in(HENDRA)
    hendra.get(f"/people/{SARMILA}/profile")
    hendra.get(f"/people/{SARMILA}/file")
    page = sarmila.get("/me/file").text
    assert "membuka profil" in page and "membuka daftar dokumen" in page and "Hendra Gunawan" in page


def test_personnel_says_why_it_sees_numbers_of_others(signed_in: Enter) -> None:
    sarmila, hendra = signed_in(SARMILA), signed_in(HENDRA)
    hendra.post(
        f"/people/{SARMILA}/profile/npwp", data={"npwp.npwp": "123456789012345"}, files={"npwp.document": upload()}
    )
    assert "123456789012345" not in hendra.get(f"/people/{SARMILA}/profile").text
    refused = hendra.post(f"/people/{SARMILA}/numbers", data={"reason": " "})
    assert refused.status_code == 422 and "123456789012345" not in refused.text
    shown = hendra.post(f"/people/{SARMILA}/numbers", data={"reason": "Pelaporan pajak"})
    assert "123456789012345" in shown.text
    assert "menampilkan nomor" in sarmila.get("/me/file").text


def test_an_auditor_sees_numbers_masked_and_documents_not_at_all(signed_in: Enter) -> None:
    hendra, wisnu = signed_in(HENDRA), signed_in(WISNU)
    hendra.post(
        f"/people/{SARMILA}/profile/npwp", data={"npwp.npwp": "123456789012345"}, files={"npwp.document": upload()}
    )
    page = wisnu.get(f"/people/{SARMILA}/profile").text
    assert "•••• 2345" in page and "123456789012345" not in page and '<form method="post" action="/people' not in page
    assert wisnu.post(f"/people/{SARMILA}/numbers", data={"reason": "audit"}).status_code == 403
    entry = re.search(rf"/people/{SARMILA}/file/([0-9a-f-]+)", hendra.get(f"/people/{SARMILA}/file").text)
    assert entry and wisnu.get(f"/people/{SARMILA}/file/{entry[1]}").status_code == 403
    assert entry[1] not in wisnu.get(f"/people/{SARMILA}/file").text


def test_a_superior_sees_kinds_and_completeness_only(signed_in: Enter) -> None:
    hendra, irfan = signed_in(HENDRA), signed_in(IRFAN)
    lestari = "P15"  # right below Irfan
    hendra.post(f"/people/{lestari}/file", data={"kind": "ktp", "number": "9901"}, files={"document": upload()})
    hendra.post(
        f"/people/{lestari}/file", data={"kind": "hukuman_disiplin", "number": "HD-1"}, files={"document": upload()}
    )
    page = irfan.get(f"/people/{lestari}/file").text
    assert "KTP" in page and "9901" not in page and "SK hukuman disiplin" not in page and "Lengkap" in page
    assert irfan.get(f"/people/{lestari}/profile").status_code == 403
    assert irfan.get(f"/people/{SARMILA}/file").status_code == 403  # two steps below
    assert "Lestari Handayani" in irfan.get("/people/files").text


@pytest.mark.parametrize("person", [RIZKI, RATNA, SARMILA])
def test_nobody_else_opens_a_profile_or_a_file(person: str, signed_in: Enter) -> None:
    stranger = signed_in(person)
    for path in ("profile", "file"):
        answer = stranger.get(f"/people/{HENDRA}/{path}")
        assert answer.status_code == 403
        assert "Percobaan Anda dicatat" in answer.text


def test_several_files_become_documents_of_their_own_or_one(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    both = [("document", upload(name="a.pdf")), ("document", upload(files.pdf(2), "b.pdf"))]
    sent = hendra.post(f"/people/{SARMILA}/file", data={"kind": "sertifikat", "apart": "1"}, files=both)
    assert sent.headers["location"] == f"/people/{SARMILA}/file?done=filed"
    page = hendra.get(f"/people/{SARMILA}/file").text
    assert page.count("<b>Sertifikat diklat</b>") == 2
    pictures = [
        ("document", ("1.jpg", files.picture(), "image/jpeg")),
        ("document", ("2.jpg", files.picture(), "image/jpeg")),
    ]
    hendra.post(f"/people/{SARMILA}/file", data={"kind": "kk"}, files=pictures)
    assert hendra.get(f"/people/{SARMILA}/file").text.count("<b>Kartu Keluarga</b>") == 1


@pytest.mark.parametrize(
    ("sent", "file", "said"),
    [
        ({"kind": "perjanjian_kerja"}, None, "masa berlakunya"),
        ({"kind": "ktp", "dated_on": "2026-02-30"}, None, "Tulis tanggal"),
        ({"kind": "ktp", "dated_on": "2090-01-01"}, None, "tidak boleh di masa depan"),
        ({"kind": "kompetensi", "dated_on": "2026-02-01", "valid_until": "2026-01-01"}, None, "lebih awal"),
        ({"kind": "nonsense"}, None, "Pilih jenis dokumen"),
        ({"kind": "ktp"}, (), "Sertakan dokumen buktinya"),
        ({"kind": "ktp"}, upload(b"MZ" + bytes(500), "a.pdf"), "a.pdf"),
        ({"kind": "ktp"}, ("a.tif", files.picture("TIFF"), "image/tiff"), "PDF, JPG, atau PNG"),
        ({"kind": "ktp"}, upload(b"%PDF-1.4" + bytes(5_000_001)), "5 MB"),
        ({"kind": "ktp"}, upload(files.locked_pdf()), "kata sandi"),
    ],
)
def test_what_does_not_fit_the_file_is_said_and_nothing_is_kept(
    sent: dict[str, str], file: Any, said: str, signed_in: Enter
) -> None:
    hendra = signed_in(HENDRA)
    given = {} if file == () else {"document": file or upload()}
    answer = hendra.post(f"/people/{SARMILA}/file", data=sent, files=given)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Belum ada dokumen." in hendra.get(f"/people/{SARMILA}/file").text


def test_a_document_is_taken_out_with_a_reason_only_and_stays_recorded(signed_in: Enter) -> None:
    hendra, sarmila = signed_in(HENDRA), signed_in(SARMILA)
    hendra.post(f"/people/{SARMILA}/file", data={"kind": "ktp"}, files={"document": upload()})
    found = re.search(
        rf'action="(/people/{SARMILA}/file/[0-9a-f-]+/removal)"', hendra.get(f"/people/{SARMILA}/file").text
    )
    assert found
    assert hendra.post(found[1], data={"reason": ""}).status_code == 422
    assert sarmila.post(found[1], data={"reason": "saya mau"}).status_code == 404
    assert hendra.post(found[1], data={"reason": "Salah orang"}).status_code == 303
    page = sarmila.get("/me/file").text
    assert "Salah orang" in page and "dikeluarkan" in page


def test_a_form_sent_twice_files_once(signed_in: Enter) -> None:
    hendra = signed_in(HENDRA)
    for _ in range(2):
        sent = {"kind": "sertifikat", "_key": "once"}
        assert hendra.post(f"/people/{SARMILA}/file", data=sent, files={"document": upload()}).status_code == 303
    assert hendra.get(f"/people/{SARMILA}/file").text.count("<b>Sertifikat diklat</b>") == 1


def test_the_overview_names_what_is_missing_to_personnel_and_counts_it_to_auditors(signed_in: Enter) -> None:
    nining, wisnu = signed_in(NINING), signed_in(WISNU)
    page = nining.get("/people/files?q=Sarmila").text
    assert "SPMT, Perjanjian kerja PPPK" in page and "/people/files.csv?q=Sarmila" in page
    assert "Ratna" not in page
    audited = wisnu.get("/people/files?q=Sarmila").text
    assert "belum ada" in audited and "SPMT" not in audited
    assert wisnu.get("/people/files.csv").status_code == 403
    table = nining.get("/people/files.csv?unit=BL1").text
    assert "Wa Ode Sarmila" in table and "Kartu Keluarga" in table and "Ratna" not in table


def test_the_overview_goes_on_page_by_page(signed_in: Enter) -> None:
    nining = signed_in(NINING)
    first = nining.get("/people/files").text
    following = re.search(r'href="(/people/files\?[^"]*after=[^"]*)"', first)
    assert following
    assert "Yudhistira" in nining.get(following[1].replace("&amp;", "&")).text
    assert "Yudhistira" not in first


def test_services_lead_to_one_s_own_file_in_two_taps(signed_in: Enter) -> None:
    sarmila = signed_in(SARMILA)
    page = sarmila.get("/services").text
    assert 'href="/me/profile"' in page and 'href="/me/file"' in page and 'href="/people/files"' not in page
    assert 'href="/people/files"' in signed_in(NINING).get("/services").text


def test_a_returned_proposal_is_mended_on_its_page(signed_in: Enter) -> None:
    sarmila, hendra = signed_in(SARMILA), signed_in(HENDRA)
    propose(sarmila, "npwp", "123456789012345")
    hendra.post(f"{task_of(hendra)}/completion", data={"decision": "return", "reason": "Tidak terbaca."})
    change = change_of(sarmila)
    page = sarmila.get(change).text
    assert "Tidak terbaca." in page and 'name="npwp.npwp"' in page
    wrong = sarmila.post(change, data={"npwp.npwp": "1"})
    assert wrong.status_code == 422 and "NPWP terdiri atas" in wrong.text
    mended = sarmila.post(change, data={"npwp.npwp": "123456789012346"}, files={"npwp.document": upload()})
    assert mended.headers["location"] == f"{change}?done=sent"
    assert sarmila.post(f"{change}/withdrawal").headers["location"] == f"{change}?done=withdrawn"
    assert "ditarik" in sarmila.get(change).text
    assert signed_in(IRFAN).get(change).status_code == 404


def test_programs_read_their_owner_s_profile_and_file(signed_in: Enter) -> None:
    sarmila, hendra = signed_in(SARMILA), signed_in(HENDRA)
    hendra.post(f"/people/{SARMILA}/file", data={"kind": "ktp"}, files={"document": upload()})
    told = sarmila.get("/api/v1/me/file").json()
    assert [one["kind"] for one in told["documents"]] == ["ktp"] and "kk" in told["missing"] and told["percent"] > 0
    profile = sarmila.get("/api/v1/me/profile").json()
    assert {one["name"]: one["values"] for one in profile["fields"]}["nip"] == [{"nip": "19910303 202421 2 926"}]
