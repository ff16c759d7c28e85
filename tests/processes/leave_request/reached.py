"""A week of annual leave, brought into one state after the other."""

from collections.abc import Callable

from tests.people import GALIH, HENDRA, IMELDA, RATNA
from tests.processes.leave_request.story import Story

WEEK = {"starts_on": "2026-04-20", "last_on": "2026-04-24"}
LATER = {"new_starts_on": "2026-05-04", "new_last_on": "2026-05-06"}
YUDHI = "P23"


def asked(story: Story, **changes: object) -> None:
    """A week of annual leave in April, asked for in time."""
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    story.asks(**{**WEEK, **changes})


def until(story: Story, state: str) -> None:
    """The same, brought into a state."""
    asked(story)
    ways: dict[str, Callable[[], None]] = {
        "verifikasi": lambda: None,
        "draf": lambda: story.does("verify", HENDRA, verification="return", note="Alamat belum lengkap"),
        "pertimbangan": story.verified,
        "keputusan": lambda: considered(story),
        "perubahan_menunggu_pegawai": lambda: changed(story),
        "disetujui": story.approved,
    }
    ways[state]()
    assert story.state == state


def considered(story: Story) -> None:
    story.verified()
    story.does("consider", GALIH, decision="approve")


def changed(story: Story) -> None:
    considered(story)
    story.does("decide", RATNA, decision="change", **LATER, reason="Akreditasi minggu itu")


BEFORE = ["verifikasi", "draf", "pertimbangan", "keputusan", "perubahan_menunggu_pegawai", "disetujui"]
