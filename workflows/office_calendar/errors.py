"""What may be wrong with a calendar that somebody edits, in sentences that name the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import Conflict, Invalid, N_


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a draft says wrongly (`stops` it from being published) or that is worth a second look."""

    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    stops: bool = True


class CalendarInvalid(Invalid):
    """What was typed can't be part of a calendar."""

    code = "calendar.invalid"


class DateUnreadable(CalendarInvalid):
    """Facts: text."""

    code = "calendar.date_unreadable"
    sentence = N_("“%(text)s” is not a date. Write it as 2027-03-09 or 09/03/2027.")


class YearOutOfReach(CalendarInvalid):
    """Facts: year, first, last."""

    code = "calendar.year_out_of_reach"
    sentence = N_("The year %(year)s can't be planned here: only %(first)s to %(last)s.")


class KindUnknown(CalendarInvalid):
    """Facts: text."""

    code = "calendar.kind_unknown"
    sentence = N_("“%(text)s” is no kind of day. Use libur_nasional, cuti_bersama, libur_lokal or kerja_khusus.")


class NameMissing(CalendarInvalid):
    """A day or period without a name."""

    code = "calendar.name_missing"
    sentence = N_("Say what the day or period is called.")


class BasisMissing(CalendarInvalid):
    """Facts: day."""

    code = "calendar.basis_missing"
    sentence = N_("Name the decree or letter on which %(day)s is based.")


class TextTooLong(CalendarInvalid):
    """Facts: limit."""

    code = "calendar.text_too_long"
    sentence = N_("A name or basis has at most %(limit)s characters.")


class DayTwice(CalendarInvalid):
    """Facts: day, name."""

    code = "calendar.day_twice"
    sentence = N_("%(day)s is in the list already: %(name)s. Change that entry instead.")


class DayNotListed(CalendarInvalid):
    """Facts: day."""

    code = "calendar.day_not_listed"
    sentence = N_("%(day)s is not in the list.")


class HoursUnreadable(CalendarInvalid):
    """Facts: weekday."""

    code = "calendar.hours_unreadable"
    sentence = N_("The hours of %(weekday)s are incomplete. Give opening, break and closing as 07:30, or none of them.")


class HoursOutOfOrder(CalendarInvalid):
    """Facts: weekday."""

    code = "calendar.hours_out_of_order"
    sentence = N_("The hours of %(weekday)s are out of order: opening, then the break, then closing.")


class HoursMissing(CalendarInvalid):
    """A week on which the office never opens."""

    code = "calendar.hours_missing"
    sentence = N_("The office opens on no day of the week. Give the hours of at least one day.")


class PeriodBackwards(CalendarInvalid):
    """Facts: name."""

    code = "calendar.period_backwards"
    sentence = N_("The period %(name)s ends before it begins.")


class PeriodOverlaps(CalendarInvalid):
    """Facts: name, other."""

    code = "calendar.period_overlaps"
    sentence = N_("The period %(name)s overlaps with %(other)s. Shorten one of them.")


class PeriodNotListed(CalendarInvalid):
    """Facts: day."""

    code = "calendar.period_not_listed"
    sentence = N_("No period with hours of its own begins on %(day)s.")


class ListUnreadable(CalendarInvalid):
    """A pasted list with bad lines: nothing of it was taken; each is in `remarks`. Facts: count."""

    code = "calendar.list_unreadable"
    sentence = N_("Nothing was taken over: %(count)s lines of the list can't be read.")

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(count=len(remarks))
        self.remarks = tuple(remarks)


class ListEmpty(CalendarInvalid):
    """A pasted list without a line."""

    code = "calendar.list_empty"
    sentence = N_("The list is empty. Each line is: date, kind, name, basis.")


class CalendarUnreadable(CalendarInvalid):
    """A calendar from outside that is no calendar."""

    code = "calendar.unreadable"
    sentence = N_("This is not a calendar as this product writes it.")


class CalendarUnsound(Invalid):
    """A draft that can't be published yet; each reason is in `remarks`. Facts: count."""

    code = "calendar.unsound"
    sentence = N_("The calendar can't be published yet: %(count)s things are to be mended first.")

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(count=len(remarks))
        self.remarks = tuple(remarks)


class CalendarUnchanged(Conflict):
    """A draft that says what is in force already."""

    code = "calendar.unchanged"
    sentence = N_("The draft says the same as the calendar in force. There is nothing to publish.")


class DraftMissing(Conflict):
    """No draft, or one that was published or discarded meanwhile."""

    code = "calendar.draft_missing"
    sentence = N_("There is no draft: it was published or discarded already. Look at the calendar in force.")


class CalendarOvertaken(Conflict):
    """Another version was published since the draft began. Facts: version."""

    code = "calendar.overtaken"
    sentence = N_(
        "The version %(version)s was published while you were working. Your draft is kept: carry your changes over to"
        " that version, look at the preview again, then publish."
    )


class NoteMissing(Invalid):
    """Facts: limit."""

    code = "calendar.note_missing"
    sentence = N_("Say in a few words why the calendar changes (at most %(limit)s characters).")


class NotTheNewest(Conflict):
    """Facts: version."""

    code = "calendar.not_newest"
    sentence = N_("Running cases follow the newest calendar only; that is %(version)s now.")


class SpanBackwards(CalendarInvalid):
    """The last day of a span comes before the first."""

    code = "calendar.span_backwards"
    sentence = N_("The last day must not come before the first.")


class SpanTooLong(CalendarInvalid):
    """Facts: days."""

    code = "calendar.span_too_long"
    sentence = N_("At most %(days)s days are counted at once. Divide the span.")
