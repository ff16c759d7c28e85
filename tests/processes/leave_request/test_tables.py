"""The rules are tables: an administrator changes a row, new requests follow it, running ones keep theirs."""

from collections.abc import Mapping

import pytest

from engine import definitions, lint
from engine.errors import Finding
from kernel.render import text
from tests.people import GALIH, IMELDA, RIZKI
from tests.processes.leave_request.story import Story
from workflows import registry
from workflows.leave.rules import AttachmentMissing, LeaveRefused

WEEK = {"starts_on": "2026-04-20", "last_on": "2026-04-24"}
YUDHI = "P23"


def files_of(story: Story) -> dict[str, bytes]:
    with story.database.read() as session:
        newest = definitions.latest(session, "leave_request")
    return {name: content.encode() for name, content in newest.files.items()}


def publishes(story: Story, changed: Mapping[str, bytes]) -> None:
    handlers = registry.build().handlers.names
    files = {**files_of(story), **changed}
    story.acts(RIZKI, lambda act: definitions.publish(act, "leave_request", files, note="test", handlers=handlers))


def test_a_changed_row_holds_for_new_requests_and_leaves_running_ones_pinned(story: Story) -> None:
    for person in (IMELDA, YUDHI):
        story.has_history(person)
    story.it_is("2026-04-06 09:00")
    story.asks(IMELDA, **WEEK)
    table = files_of(story)["leave_limits.dmn"].decode()
    row = table[table.index('<rule id="l_ct">') : table.index('<rule id="l_cb_hajj">')]
    needs = row.replace("<text>[]</text>", '<text>[["proof", "hospital_note"]]</text>')
    assert needs != row
    publishes(story, {"leave_limits.dmn": table.replace(row, needs).encode()})

    with pytest.raises(AttachmentMissing):
        story.asks(YUDHI, starts_on="2026-05-04", last_on="2026-05-06")
    story.does("verify", "P08", verification="return", note="Telepon keliru")
    again = {"kind": "CT", "reason": "Keluarga", "address": "Jl. Melati 3", "phone": "0812 111"}
    story.does("correct", IMELDA, **again, **WEEK)
    assert (story.state, story.decided_by("leave_limits")) == ("verifikasi", ["l_ct"])


def test_a_changed_sentence_is_what_people_read(story: Story) -> None:
    table = files_of(story)["leave_eligibility.dmn"].decode()
    publishes(story, {"leave_eligibility.dmn": table.replace("Tidak ada hari kerja", "Tiada hari kerja").encode()})
    with pytest.raises(LeaveRefused) as stopped:
        story.asks(starts_on="2026-06-06", last_on="2026-06-07")
    said = {lang: text(lang, stopped.value.sentence, stopped.value.facts) for lang in ("id", "en")}
    assert said["id"].startswith("Tiada hari kerja di antara tanggal itu.")
    assert said["en"].startswith("There is no working day between these dates.")
    assert "Pasal 312" in said["id"] and "Pasal 312" in said["en"]


def test_facts_in_a_sentence_are_written_out(story: Story) -> None:
    story.it_is("2026-05-04 09:00")
    with pytest.raises(LeaveRefused) as stopped:
        story.asks("P24", starts_on="2026-05-18", last_on="2026-05-20")
    assert "mulai 1 Juni 2026" in text("id", stopped.value.sentence, stopped.value.facts)


def test_the_head_of_administration_may_be_given_short_leaves(story: Story) -> None:
    table = files_of(story)["leave_authority.dmn"].decode()
    ours = table[table.index('<rule id="a_ours">') :].partition("</rule>")[0] + "</rule>"
    short = (
        ours.replace("a_ours", "a_short")
        .replace('<inputEntry id="a_short_i1"><text>-</text>', '<inputEntry id="a_short_i1"><text>"CT"</text>')
        .replace('<inputEntry id="a_short_i4"><text>-</text>', '<inputEntry id="a_short_i4"><text>[1..5]</text>')
        .replace('"KP"', '"BA"')
    )
    publishes(story, {"leave_authority.dmn": table.replace(ours, short + ours).encode()})
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK)
    story.verified()
    story.does("consider", GALIH, decision="approve")
    assert (story.open_steps(), story.decided_by("leave_authority")) == ({"decide": "post:BA"}, ["a_short"])


def test_the_auditor_sees_the_row_that_decided(story: Story) -> None:
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**WEEK)
    assert [story.decided_by(f"leave_{name}") for name in ("eligibility", "limits", "authority", "kinds")] == [
        ["r_ok"],
        ["l_ct"],
        ["a_ours"],
        ["k_pns_p"],
    ]


def test_the_shipped_bundle_has_no_errors(story: Story) -> None:
    files = {name: content.decode() for name, content in files_of(story).items()}
    found: list[Finding] = definitions.findings_of(files, "leave_request", registry.build().handlers.names)
    assert lint.errors(found) == []
    assert {one.rule for one in found} <= {"dmn-gap"}  # that nothing is to be warned of is no gap
