"""Whoever holds a paper checks it without signing in; the archive sees all numbers; a file opens for few."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from kernel import history
from tests import people as cast
from tests.papers import RECORD, SIGNER, Desk
from workflows.installation import Installation

Enter = Callable[[str], TestClient]
Fresh = Callable[[], TestClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: papers themselves are tried on both in tests/rooms/papers."""
    return sqlite_url


@pytest.fixture
def desk(installation: Installation) -> Desk:
    return Desk(installation.database, installation.blobs, installation.offices)


def drawn(desk: Desk) -> str:
    paper_id = desk.issue()
    desk.draw(paper_id)
    return paper_id


def send(client: TestClient, code: str, content: bytes) -> str:
    answer = client.post(f"/verifikasi/{code}", files={"file": ("surat.pdf", content, "application/pdf")})
    assert answer.status_code == 200
    return answer.text


def test_a_stranger_sees_number_date_signer_state_and_hash_and_nobody_else(desk: Desk, fresh: Fresh) -> None:
    paper = desk.paper(drawn(desk))
    answer = fresh().get(f"/verifikasi/{paper.code}")
    assert answer.status_code == 200
    for told in (paper.number, "12 November 2026", SIGNER.name, "Kepala Pusat", "Berlaku", paper.sha256, paper.title):
        assert told in answer.text
    for hidden in ("Sarmila", SIGNER.nip, RECORD, cast.SARMILA, paper.id):
        assert hidden not in answer.text
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("code", ["x", "A" * 22, "..", "%27%3B--", "A" * 3000, "é"])
def test_an_unknown_code_gets_a_plain_page(desk: Desk, fresh: Fresh, code: str) -> None:
    drawn(desk)
    answer = fresh().get(f"/verifikasi/{code}")
    assert answer.status_code in (404, 307, 308, 303)
    if answer.status_code == 404 and code != "..":
        assert "Tidak ada surat kantor ini dengan kode tersebut" in answer.text


def test_a_code_may_be_typed_or_the_whole_address(desk: Desk, fresh: Fresh) -> None:
    code = desk.paper(drawn(desk)).code
    for typed in (code, f" http://testserver/verifikasi/{code} "):
        answer = fresh().get("/verifikasi", params={"code": typed})
        assert answer.headers["location"] == f"/verifikasi/{code}"
    assert fresh().get("/verifikasi").status_code == 200


def test_a_file_is_compared_byte_by_byte_and_not_kept(desk: Desk, fresh: Fresh) -> None:
    paper = desk.paper(drawn(desk))
    content, before = desk.blobs.read(paper.sha256), sorted(desk.blobs.list_all())
    client = fresh()
    assert "Berkas ini adalah surat tersebut, sama setiap bitanya" in send(client, paper.code, content)
    assert "Berkas ini bukan surat tersebut" in send(client, paper.code, content + b"\n")
    assert sorted(desk.blobs.list_all()) == before
    nothing = client.post(f"/verifikasi/{paper.code}", data={"x": "1"})
    assert (nothing.status_code, "Belum ada berkas yang dipilih" in nothing.text) == (422, True)
    large = client.post(f"/verifikasi/{paper.code}", files={"file": ("x.pdf", b"0" * 20_000_001)})
    assert (large.status_code, "lebih besar dari 20 MB" in large.text) == (422, True)
    assert client.post("/verifikasi/unknown", files={"file": ("x.pdf", b"0")}).status_code == 404


def test_a_revoked_paper_says_so_first_whatever_is_asked(desk: Desk, fresh: Fresh) -> None:
    paper_id = drawn(desk)
    desk.revoke(paper_id, "recalled")
    paper = desk.paper(paper_id)
    page = fresh().get(f"/verifikasi/{paper.code}").text
    assert page.index("telah dicabut") < page.index(paper.number)
    assert "Surat ini ditarik kembali." in page
    told = send(fresh(), paper.code, desk.blobs.read(paper.sha256))
    assert told.index("telah dicabut") < told.index("Berkas ini adalah surat tersebut, tetapi surat itu telah dicabut")


def test_a_paper_that_is_being_made_says_so(desk: Desk, fresh: Fresh) -> None:
    paper = desk.paper(desk.issue())
    assert "sedang dibuat" in fresh().get(f"/verifikasi/{paper.code}").text
    assert "belum ada yang dapat dibandingkan" in send(fresh(), paper.code, b"%PDF").lower()


def test_a_program_gets_the_same_public_facts(desk: Desk, fresh: Fresh) -> None:
    paper = desk.paper(drawn(desk))
    told = fresh().get(f"/api/v1/papers/{paper.code}").json()
    assert (told["number"], told["state"], told["sha256"]) == (paper.number, "issued", paper.sha256)
    assert set(told) & {"people", "record", "id", "nip"} == set()
    assert fresh().get("/api/v1/papers/none").status_code == 404


def test_checks_from_one_place_have_a_limit(desk: Desk, fresh: Fresh) -> None:
    client = fresh()
    found = [client.get("/verifikasi/none").status_code for _ in range(70)]
    assert found[0] == 404
    assert found[-1] == 429


def test_a_file_opens_for_its_people_and_those_the_area_names(desk: Desk, signed_in: Enter) -> None:
    paper_id = drawn(desk)
    own = signed_in(cast.SARMILA).get(f"/papers/{paper_id}.pdf")
    assert (own.status_code, own.headers["content-type"]) == (200, "application/pdf")
    assert own.content == desk.blobs.read(desk.paper(paper_id).sha256)
    assert signed_in(cast.FITRI).get(f"/papers/{paper_id}.pdf").status_code == 200
    assert signed_in(cast.IRFAN).get(f"/papers/{paper_id}.pdf").status_code == 403
    assert signed_in(cast.IRFAN).get("/papers/none.pdf").status_code == 404
    with desk.database.read() as session:
        told = [(event.kind, event.actor) for event in history.read(session, RECORD)]
    assert told[2:] == [("paper.downloaded", cast.FITRI)]


def test_the_archive_sees_all_numbers_of_a_series(desk: Desk, signed_in: Enter) -> None:
    papers = [drawn(desk) for _ in range(3)]
    desk.revoke(papers[1])
    page = signed_in(cast.FITRI).get("/papers").text
    assert page.index("SP-3/11/2026") < page.index("SP-1/11/2026")
    assert "Nomor 1 sampai 3: tidak ada yang hilang" in page
    assert f"/papers/{papers[0]}.pdf" in page
    assert f"/papers/{papers[0]}.pdf" not in signed_in(cast.WISNU).get("/papers").text
    table = signed_in(cast.NINING).get("/papers/register.csv")
    assert [line.split(",")[2] for line in table.text.splitlines()[1:]] == [f"SP-{n}/11/2026" for n in (1, 2, 3)]
    assert "Dicabut" in table.text


def test_an_empty_archive_says_so(desk: Desk, signed_in: Enter) -> None:
    assert "Belum ada surat yang diterbitkan" in signed_in(cast.FITRI).get("/papers").text
