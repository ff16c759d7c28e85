"""Granting a leave: days charged, calendar blocked, substitute named, papers ordered, people told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kernel import calendars
from kernel.act import Act
from people import absences, acting, directory, structure, substitution
from people.acting import Appointment
from people.errors import (
    ActsForHimself,
    AlreadySubstituted,
    PostAlreadyServed,
    PostVacant,
    RankTooLow,
    SubstituteAway,
    SubstitutionLoops,
)
from people.substitution import Standin
from workflows import issuing, numbering
from workflows.issuing import NewPaper, Signer
from workflows.leave import dues, entry, facts, ledger, records, routing, trace
from workflows.leave.errors import MayNotRecall
from workflows.leave.models import LeaveRequest
from workflows.leave.opinions import BEYOND, DECIDED
from workflows.leave.states import LeaveState
from workflows.leave.terms import leave_terms

FORM, PERMIT, PROVISIONAL, RECALL, REPORT = (
    "leave_form",
    "leave_permit",
    "leave_provisional",
    "leave_recall",
    "leave_report",
)
IMPOSSIBLE = (SubstituteAway, SubstitutionLoops, AlreadySubstituted)
NOT_FIT = (ActsForHimself, PostAlreadyServed, PostVacant, RankTooLow)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the office's leave letters."""

    serial: int
    written: str


def grant(act: Act, request_id: str, limits: Mapping[str, Any]) -> dict[str, Any]:
    """Let a decided leave hold; gives its course as process data. Raises NothingReserved, AbsenceNotFound."""
    head = trace.begin(act, request_id)
    request = records.get(act.session, request_id)
    if request.kind == "CT":
        ledger.charge(act, request.person_id, request.id)
    if request.kind == "CB":
        _shorten(act, request)
        ledger.forfeit(act, request.person_id, request.id, request.starts_on.year)
    assert request.absence_id is not None  # noqa: S101 - what is decided has its days reserved
    absences.confirm(act, request.absence_id)
    number = take_number(act)
    records.move(act.session, request, LeaveState.DISETUJUI, number=number.written, granted_at=act.now)
    stands_in = _name_substitute(act, request)
    told = {
        "number": number.written,
        "days": request.days,
        "stands_in": stands_in,
        "last_on": request.last_on.isoformat(),
    }
    trace.end(act, head, "leave.granted", told)
    _issue(act, request, number, limits["letter"])
    _tell(act, request)
    return course_of(act, request)


def _shorten(act: Act, request: LeaveRequest) -> None:
    """Days of annual leave that were asked for since are taken off the end of a long leave too (R9)."""
    assert request.months is not None  # noqa: S101 - long leave is counted in months
    assert request.absence_id is not None  # noqa: S101 - what is decided has its days reserved
    last = entry.end_of_months(act, request, request.starts_on, request.months)
    if last < request.last_on:
        records.change(act.session, request, last_on=last, counted_until=last)
        absences.shorten(act, request.absence_id, last)


def course_of(act: Act, request: LeaveRequest) -> dict[str, Any]:
    """When the leave begins and ends, as process data."""
    course = dues.course(calendars.current(act.session), leave_terms(), request)
    return {
        "begins_at": course.begins_at.isoformat(),
        "returns_at": course.returns_at.isoformat(),
        "return_due_at": course.report_due_at.isoformat(),
    }


def take_number(act: Act) -> Number:
    """The next number of leave letters of the year."""
    terms, today = leave_terms(), calendars.current(act.session).date_of(act.now)
    serial = numbering.take(act.session, terms.number_series, today.year)
    words = {"UNIT": terms.number_unit, "KLAS": terms.number_classification}
    return Number(serial, numbering.written(terms.number_pattern, serial, today, words))


def issue(act: Act, request: LeaveRequest, kind: str, number: Number | None, signer: Signer) -> str:
    """Order a paper of a request; without a number of its own it bears that of the leave letter."""
    today = calendars.current(act.session).date_of(act.now)
    paper = NewPaper(
        kind=kind,
        record=trace.record_of(request.id),
        number=number.written if number else request.number,
        dated_on=today,
        people=(request.person_id,),
        signer=signer,
        series=leave_terms().number_series if number else kind,
        serial=number.serial if number else None,
    )
    return issuing.issue(act, paper)


def signer_of(act: Act, request: LeaveRequest) -> Signer:
    """Who signs the papers of a request: who decided it in the unit, as he was then; else who recorded the decision."""
    said = records.last_opinion(act.session, request.id, DECIDED)
    said = said or records.last_opinion(act.session, request.id, BEYOND)
    if said is None:
        return issuing.signer_of(act, f"person:{act.actor.id}")
    person = directory.person(act.session, said.person_id)
    return Signer(person.id, person.name, said.title_line, person.nip, said.rank)


def signer_of_recall(act: Act, request: LeaveRequest) -> Signer:
    """Who calls back, as he is now. Raises MayNotRecall for a message that nobody asked for by his duty."""
    said = records.last_opinion(act.session, request.id, "recall")
    if said is None:
        raise MayNotRecall
    person = directory.person(act.session, said.person_id)
    return Signer(person.id, person.name, said.title_line, person.nip, said.rank)


def _issue(act: Act, request: LeaveRequest, number: Number, letter: str) -> None:
    signer = signer_of(act, request)
    permit = letter == "permit"
    issue(act, request, FORM, None if permit else number, signer)
    if permit:
        issue(act, request, PERMIT, number, signer)


def _name_substitute(act: Act, request: LeaveRequest) -> str | None:
    """Switch the substitute on for the days of the leave; for a leading post he acts for it. Gives how, or None."""
    if not request.substitute:
        return None
    post = structure.post(act.session, request.post)
    dates = (request.starts_on, request.last_on)
    if post.level in facts.LEADING:
        wanted = Appointment("plh", post.code, request.substitute, *dates, basis=request.number)
        try:
            records.change(act.session, request, acting_id=acting.appoint(act, wanted))
        except NOT_FIT:
            pass  # then he stands in as a substitute does
        else:
            return "plh"
    record = trace.record_of(request.id)
    try:
        standin = Standin(request.person_id, request.substitute, *dates, basis=request.number, record=record)
        substitution.appoint(act, standin)
    except IMPOSSIBLE:
        return None
    return "an"


def _tell(act: Act, request: LeaveRequest) -> None:
    routing.tell(act, request, f"person:{request.person_id}", "leave.granted")
    routing.tell(act, request, f"role:{leave_terms().keeper_role}", "leave.away")
    if request.superior_post:
        routing.tell(act, request, f"post:{request.superior_post}", "leave.away")
    if request.substitute:
        routing.tell(act, request, f"person:{request.substitute}", "leave.stand_in")
