"""The papers of leave: the official form (sections I to VIII), and the letters of leave, recall and return."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from documents.pdf import Block, Checks, Facts, Text, Wording
from kernel.act import Actor
from kernel.errors import N_
from people import directory, structure
from workflows.issuing import Draw, Drawn, Paper
from workflows.leave import access, balance, facts, records, trace, words
from workflows.leave.access import Surface
from workflows.leave.granting import FORM, PERMIT, PROVISIONAL, RECALL, REPORT
from workflows.leave.models import LeaveOpinion, LeaveRequest
from workflows.leave.opinions import BEYOND, CONSIDERED, DECIDED, VERIFIED

LETTERS: Mapping[str, tuple[str, str]] = {
    PERMIT: (N_("Leave letter"), N_("%(kind)s is given to the employee named here, on these days:")),
    PROVISIONAL: (
        N_("Provisional permission for leave"),
        N_("Until the decision of the authorised official comes, the employee named here may go on these days:"),
    ),
    RECALL: (
        N_("Letter of recall"),
        N_("For urgent need of the service the employee named here is called back; unused days remain his right."),
    ),
    REPORT: (N_("Letter of return to duty"), N_("The employee named here has reported back after leave.")),
}


def may_see(session: Session, actor: Actor, paper: Paper) -> bool:
    """Who beside the employee may fetch a paper of leave."""
    request = records.find(session, trace.request_of(paper.record))
    return request is not None and access.sees(access.relations_to(session, actor, request), Surface.PAPERS)


def draw_form(session: Session, paper: Paper, lang: str) -> Drawn:
    """The form of BKN 24/2017, annex 1.b, as it was filled in."""
    request = records.get(session, trace.request_of(paper.record))
    say = Wording(lang)
    said = records.opinions_of(session, request.id)
    blocks: list[Block] = [
        Text(_addressee(session, request, say)),
        Text(say.say(N_("I. Employee")), strong=True),
        _employee(session, request, say),
        Text(say.say(N_("II. Kind of leave")), strong=True),
        Checks([(say.say(label), code == request.kind) for code, label in words.KINDS.items()]),
        Text(say.say(N_("III. Reason")), strong=True),
        Text(request.reason or "–"),
        Text(say.say(N_("IV. Length")), strong=True),
        _length(request, say),
        Text(say.say(N_("V. Notes on leave")), strong=True),
        *_notes(session, request, said, say),
        Text(say.say(N_("VI. Address during the leave")), strong=True),
        _address(session, request, say),
        *_said(session, say, N_("VII. Consideration of the direct superior"), said, (CONSIDERED,)),
        *_said(session, say, N_("VIII. Decision of the official who gives leave"), said, (DECIDED, BEYOND)),
    ]
    return Drawn(say.say(N_("Form for asking and giving leave")), blocks=blocks)


def draw_letter(session: Session, paper: Paper, lang: str) -> Drawn:
    """A letter about a leave: who, which kind, which days."""
    request = records.get(session, trace.request_of(paper.record))
    say = Wording(lang)
    title, sentence = LETTERS[paper.kind]
    blocks: list[Block] = [
        Text(say.say(sentence, {"kind": say.say(words.KINDS[request.kind])})),
        _employee(session, request, say),
        _length(request, say),
    ]
    if request.remote_days:
        blocks.append(
            Text(say.say(N_("%(days)s calendar days are added (remote place)."), {"days": request.remote_days}))
        )
    return Drawn(say.say(title), blocks=blocks)


PAPERS: Mapping[str, Draw] = {FORM: draw_form, **dict.fromkeys(LETTERS, draw_letter)}


def _employee(session: Session, request: LeaveRequest, say: Wording) -> Facts:
    person = directory.person(session, request.person_id)
    post = structure.post(session, request.post)
    months = facts.whole_months(person.appointed_on, request.starts_on)
    service = say.say(N_("%(years)s years %(months)s months"), {"years": months // 12, "months": months % 12})
    rank = f"{person.rank} ({person.grade})" if person.rank and person.grade else person.rank or person.grade
    unit = next((one.name for one in directory.list_units(session) if one.code == post.unit), "")
    return Facts(
        [
            (say.say(N_("Name")), person.name),
            (say.say(N_("NIP")), person.nip),
            (say.say(N_("Rank and grade")), rank or "–"),
            (say.say(N_("Post")), post.title),
            (say.say(N_("Service")), service),
            (say.say(N_("Unit of work")), unit or "–"),
        ]
    )


def _length(request: LeaveRequest, say: Wording) -> Facts:
    if request.kind == "CT":
        length = say.say(N_("%(days)s working days"), {"days": sum(request.days.values())})
    elif request.months:
        length = say.say(N_("%(months)s months"), {"months": request.months})
    else:
        days = (request.last_on - request.starts_on).days + 1
        length = say.say(N_("%(days)s calendar days"), {"days": days})
    span = say.say(
        N_("from %(first)s to %(last)s"), {"first": say.day(request.starts_on), "last": say.day(request.last_on)}
    )
    return Facts([(say.say(N_("Length")), length), (say.say(N_("Days")), span)])


def _notes(session: Session, request: LeaveRequest, said: Sequence[LeaveOpinion], say: Wording) -> list[Block]:
    """Section V: what is left of each year behind this leave, and the remark of the personnel officer."""
    year = request.starts_on.year
    found = balance.of(session, request.person_id, year, request.last_on)
    left = {
        "N-2": "–",  # what is carried counts as left of the year before
        "N-1": str(found.carry_left),
        "N": str(found.own_left + found.bonus_left),
    }
    names = {"N-2": year - 2, "N-1": year - 1, "N": year}
    pairs = [(say.say(N_("Left of %(year)s"), {"year": f"{names[row]} ({row})"}), days) for row, days in left.items()]
    taken = facts.taken_in(session, request)
    others = [(say.say(words.KINDS[kind]), days) for kind, days in taken.items()]
    pairs += [(name, say.say(N_("%(days)s calendar days"), {"days": days}) if days else "–") for name, days in others]
    remark = next((one.text for one in reversed(said) if one.section == VERIFIED and one.decision == "forward"), "")
    return [Facts(pairs), *([Text(remark)] if remark else [])]


def _addressee(session: Session, request: LeaveRequest, say: Wording) -> str:
    """To whom the form is addressed: who gives the leave."""
    outside = request.findings.get("authority", {}).get("outside", "")
    if outside:
        return say.say(N_("To: %(title)s"), {"title": say.say(words.OUTSIDE[outside])})
    post = structure.find_post(session, request.decider_post) if request.decider_post else None
    return say.say(N_("To: %(title)s"), {"title": post.title if post else "–"})


def _address(session: Session, request: LeaveRequest, say: Wording) -> Facts:
    """Section VI: where the employee is, and his name under the request."""
    person = directory.person(session, request.person_id)
    return Facts(
        [
            (say.say(N_("Address")), request.address or "–"),
            (say.say(N_("Telephone")), request.phone or "–"),
            (say.say(N_("Yours faithfully")), f"{person.name}, NIP {person.nip}"),
        ]
    )


def _said(
    session: Session, say: Wording, title: str, said: Sequence[LeaveOpinion], sections: tuple[str, ...]
) -> list[Block]:
    """One of the sections VII and VIII: the four boxes with the last word, the reason, who said it as who he was."""
    last = next((one for one in reversed(said) if one.section in sections), None)
    ticked = last.decision if last is not None else ""
    boxes = {code: label for code, label in words.DECISIONS.items() if code in words.BOXES or code == ticked}
    choices = [(say.say(label), code == ticked) for code, label in boxes.items()]
    blocks: list[Block] = [Text(say.say(title), strong=True), Checks(choices)]
    if last is not None and last.decision != "none":
        names = directory.names(session, [last.person_id])
        who = ", ".join(part for part in (last.title_line, names.get(last.person_id, ""), last.rank) if part)
        number = (say.say(N_("Number of the decision")), last.number)
        dated = (say.say(N_("Date of the decision")), say.day(last.dated_on))
        pairs = [(say.say(N_("By")), who), (say.say(N_("Reason")), last.text), number, dated]
        blocks.append(Facts([(label, text) for label, text in pairs if text]))
    return blocks
