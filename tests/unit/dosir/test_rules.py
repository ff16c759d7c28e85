"""Declarations, checks, masks, check-list: the rules that ask no database."""

from datetime import date

import pytest
from babel.messages.pofile import read_po

from kernel.errors import FormInvalid
from kernel.settings import ROOT
from people.directory import Person
from workflows.dosir import checklist, checks, masking, sheet
from workflows.dosir.checklist import Held, Mark
from workflows.dosir.declarations import Edit, declared, sentences

IMELDA = Person("P22", "Imelda", "198602142011032922", "P", date(1986, 2, 14), "PNS", None, "", "", "", "")
TODAY = date(2026, 11, 12)


def test_every_word_of_the_declarations_has_its_english() -> None:
    with (ROOT / "templates/locale/en/dosir.po").open("rb") as source:
        english = {message.id for message in read_po(source, locale="en") if message.string}
    same = {"NIK", "NIP", "NPWP", "KTP", "Islam", "Hindu", "Bank"}  # the same words in both languages
    missing = [
        word for word in sentences() if word not in english and word not in same and word.split()[0] not in CODES
    ]
    assert missing == []


CODES = {"A", "B", "AB", "O", "SD", "SMP", "SMA/SMK", "D3", "D4", "S1", "S2", "S3", "SK", "SPMT", "Karis/Karsu"} | {
    "Satyalancana",
    "LHKASN/SPT",
}


def test_masked_numbers_are_proposed_with_proof() -> None:
    for one in declared().fields.values():
        if one.masked:
            assert one.edit is Edit.PROPOSE and one.upload


def wrong(field: str, **typed: str) -> list[str]:
    with pytest.raises(FormInvalid) as refused:
        checks.read(declared().fields[field], typed, IMELDA)
    return [fault.field for fault in refused.value.fields]


def read(field: str, **typed: str) -> str:
    return checks.read(declared().fields[field], typed, IMELDA)


def test_numbers_are_kept_without_blanks_dots_and_hyphens() -> None:
    assert read("npwp", npwp="12.345.678.9-012.345") == "123456789012345"
    assert read("phone", phone="+62 812-3456-7890") == "+6281234567890"


@pytest.mark.parametrize("nik", ["990103540286000", "99010354028600011", "9901039902860001", "9901031402860001", "x"])
def test_a_nik_that_can_t_be_hers_is_refused(nik: str) -> None:
    assert wrong("nik", nik=nik) == ["nik"]


def test_a_nik_that_fits_is_kept() -> None:
    assert read("nik", nik="9901 0354 0286 0001") == "9901035402860001"


def test_each_wrong_part_of_an_entry_is_named() -> None:
    assert wrong("education", level="S9", school="", graduated_on="31/02/2009") == ["level", "school", "graduated_on"]


def test_an_entry_is_kept_by_its_parts() -> None:
    kept = read("education", level="S1", school=" Universitas  Rekaan ", graduated_on="01/08/2009")
    assert kept == '{"graduated_on":"2009-08-01","level":"S1","school":"Universitas Rekaan"}'


@pytest.mark.parametrize(
    ("number", "shown"), [("", ""), ("123", "••••"), ("1234", "••••"), ("9901035402860001", "•••• 0001")]
)
def test_shows_the_last_four_digits(number: str, shown: str) -> None:
    assert masking.masked(number) == shown


def test_the_check_list_differs_by_employment_and_marriage() -> None:
    def needed(employment: str, **profile: str) -> set[str]:
        return {kind.code for kind in checklist.needed_of(employment, profile)}

    assert "perjanjian_kerja" in needed("PPPK") - needed("PNS")
    assert {"sk_pns", "karpeg"} <= needed("PNS") - needed("CPNS")
    assert needed("PNS", marital_status="kawin") - needed("PNS") == {"akta_nikah", "karis_karsu"}
    assert needed("PPNPN") == set()


def test_completeness_counts_what_is_there_and_has_not_ended() -> None:
    kinds = [declared().kinds[code] for code in ("ktp", "kk", "kompetensi")]
    held = [
        Held("ktp"),
        Held("kompetensi", date(2026, 1, 1)),
        Held("kompetensi", date(2026, 12, 1)),
        Held("tugas_belajar", date(2026, 11, 11)),
    ]
    told = checklist.completeness(kinds, held, TODAY)
    assert (told.percent, told.there, told.needed) == (66, 2, 3)
    assert [line.kind.code for line in told.missing] == ["kk"]
    assert [(line.kind.code, line.mark) for line in told.expiring] == [
        ("kompetensi", Mark.EXPIRED),
        ("tugas_belajar", Mark.EXPIRED),
        ("kompetensi", Mark.EXPIRING),
    ]


@pytest.mark.parametrize(
    ("until", "mark"),
    [
        (None, Mark.VALID),
        (date(2026, 11, 11), Mark.EXPIRED),
        (date(2026, 11, 12), Mark.EXPIRING),
        (date(2027, 2, 10), Mark.EXPIRING),
        (date(2027, 2, 11), Mark.VALID),
    ],
)
def test_a_document_is_valid_on_its_last_day_and_told_ninety_days_before(until: date | None, mark: Mark) -> None:
    assert checklist.mark_of(until, TODAY) is mark


def test_a_file_that_needs_nothing_is_complete() -> None:
    assert checklist.completeness((), [], TODAY).percent == 100


@pytest.mark.parametrize(
    ("since", "said"), [(date(2012, 8, 12), "14:3"), (date(2012, 8, 13), "14:2"), (None, ""), (date(2027, 1, 1), "")]
)
def test_service_is_counted_in_whole_months(since: date | None, said: str) -> None:
    assert sheet.length(since, TODAY) == said
