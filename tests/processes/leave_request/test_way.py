"""The whole way of a leave request, and its side ways."""

from tests.people import GALIH, HENDRA, IMELDA, RATNA
from tests.processes.leave_request.story import Story

WEEK = {"starts_on": "2026-04-20", "last_on": "2026-04-24"}


def test_a_leave_goes_from_the_wish_to_the_return(story_everywhere: Story) -> None:
    story = story_everywhere
    story.has_history(IMELDA)
    story.it_is("2026-04-06 09:00")
    done = story.asks(substitute="P23", **WEEK)
    assert (done.state, story.steps_of(HENDRA)) == ("verifikasi", ["verify"])
    assert (story.balance().reserved, story.balance().available) == (5, 7)
    assert story.away() == [("2026-04-20", "2026-04-24", False)]

    story.verified()
    assert (story.state, story.steps_of(GALIH)) == ("pertimbangan", ["consider"])
    story.does("consider", GALIH, decision="approve")
    assert (story.state, story.steps_of(RATNA)) == ("keputusan", ["decide"])
    story.does("decide", RATNA, decision="approve")

    assert story.state == "disetujui"
    assert (story.balance().reserved, story.balance().used, story.balance().available) == (0, 5, 7)
    assert story.away() == [("2026-04-20", "2026-04-24", True)]
    assert story.stands_in("P23") == [(IMELDA, "2026-04-20", "2026-04-24")]
    assert story.papers() == {"leave_form": "reserved"}
    assert story.request.number == "SC-1/KP/KP.07/04/2026"
    story.it_is("2026-04-20 00:01")
    assert story.state == "berjalan"
    story.it_is("2026-04-27 07:40")
    assert story.steps_of(IMELDA) == ["confirm_return"]
    story.does("confirm_return", IMELDA, returned_on="2026-04-27")

    assert (story.state, story.case_state, story.request.late_days) == ("selesai", "completed", 0)
    assert story.events() == [
        "leave.requested",
        "leave.reserved",
        "leave.verified",
        "leave.routed",
        "leave.considered",
        "leave.decided",
        "leave.granted",
        "leave.begun",
        "leave.ended",
    ]
