"""Builds the page of a profile: words for values, a form for each field that can be changed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from api.pages.form_view import FieldView
from api.pages.profile_view import EditView, LineView, ProfilePage, ValueView
from api.pages.viewer import Viewer
from api.pages.words import Link, Option
from kernel import ids
from kernel.act import Act
from kernel.errors import AppError, FieldError, FormInvalid
from kernel.render import N_, day_text, instant, number
from people import directory
from workflows.dosir import sheet, words
from workflows.dosir.access import Surface, Verdict
from workflows.dosir.declarations import Field, Part, declared
from workflows.dosir.editing import Way
from workflows.dosir.opening import Opened
from workflows.dosir.settings import dosir_settings
from workflows.dosir.sheet import Line, Shown
from workflows.dosir.states import PROPOSAL_LABELS

KINDS = {"lines": "area", "date": "date", "choice": "select"}


@dataclass(frozen=True, slots=True)
class Tried:
    """What was just tried in which field, and why it was refused."""

    name: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    fault: AppError | None = None
    numbers: bool = False
    reason: str = ""


NOTHING = Tried()


def profile_of(viewer: Viewer, act: Act, opened: Opened, tried: Tried = NOTHING) -> ProfilePage:
    """The page of a profile that was opened."""
    made = sheet.sheet_of(act, opened, numbers=tried.numbers)
    base = "/me" if opened.is_own else f"/people/{opened.person_id}"
    names = directory.names(viewer.session, _writers(made))
    groups = tuple(
        (viewer.say(title), tuple(_line(viewer, line, base, tried, names) for line in lines))
        for title, lines in made.groups
    )
    shows = opened.may(Surface.NUMBERS) is Verdict.ALLOWED and not tried.numbers
    return ProfilePage(
        person=made.person.name,
        about=viewer.say(N_("My profile")) if opened.is_own else viewer.say(N_("Profile of an employee")),
        groups=groups,
        doors=(Link(viewer.say(N_("Personnel file")), f"{base}/file"),),
        doubts=tuple(viewer.say(sentence) for sentence in made.doubts),
        numbers_url=f"{base}/numbers" if shows else "",
        reasoned=not opened.is_own,
        shown=tried.numbers,
        own=opened.is_own,
        said=said_of(viewer, tried.fault) if not tried.name else "",
        reason=tried.reason,
    )


def said_of(viewer: Viewer, fault: AppError | None) -> str:
    """The sentence of a refusal; of a form the first wrong field's."""
    if fault is None:
        return ""
    sentence = FormInvalid.sentence if isinstance(fault, FormInvalid) else fault.sentence
    return viewer.told(sentence, fault.facts)


def edit_of(viewer: Viewer, one: Field, way: Way, url: str, tried: Tried, now: Mapping[str, str]) -> EditView:
    """The form of one field, first or after an attempt; `now` is what stands there."""
    mine = tried if tried.name == one.name else NOTHING
    faults = mine.fault.fields if isinstance(mine.fault, FormInvalid) else ()
    values = mine.values or ({} if one.is_list or one.masked else now)
    parts = one.parts or (one.part,)
    fields = tuple(_field(viewer, one, part, values, faults) for part in parts)
    if mine.fault is not None and not faults:
        first, *rest = fields
        fields = (_faulty(first, said_of(viewer, mine.fault)), *rest)
    proof = declared().kinds[one.upload].title if one.upload else ""
    return EditView(
        url=url,
        key=ids.new_id(viewer.now),
        summary=viewer.say(_summary(one, way)),
        button=viewer.say(
            N_("Send to personnel; it holds once they approve") if way is Way.PROPOSE else N_("Save now")
        ),
        fields=fields,
        proof=viewer.say(N_("Document as proof: %(kind)s"), kind=viewer.say(proof)) if proof else "",
        proof_needed=way is Way.PROPOSE,
        limit=limit_of(viewer),
        note=way is Way.PROPOSE,
        open=mine.fault is not None,
    )


def limit_of(viewer: Viewer) -> str:
    """What files are taken, in words."""
    return viewer.say(N_("PDF, JPG or PNG, at most %(mb)s MB"), mb=number(viewer.lang, dosir_settings().file_mb))


def value_lines(viewer: Viewer, parts: sheet.Said, *, labelled: bool) -> tuple[str, ...]:
    """The texts of a value; the parts of an entry with their titles."""
    found = []
    for part, text in parts:
        shown = part_text(viewer, part, text)
        found.append(f"{viewer.say(part.title)}: {shown}" if labelled else shown)
    return tuple(found)


def part_text(viewer: Viewer, part: Part, text: str) -> str:
    """One text in the reader's words: choices by their label, dates written out."""
    if part.options:
        return viewer.say(part.options.get(text, text))
    if part.kind == "date":
        return day_text(viewer.lang, date.fromisoformat(text))
    if part.name == "service_length":
        years, _, months = text.partition(":")
        return viewer.say(N_("%(years)s years %(months)s months"), years=years, months=months)
    return text


def _line(viewer: Viewer, line: Line, base: str, tried: Tried, names: Mapping[str, str]) -> LineView:
    one = line.field
    removal = f"{base}/profile/{one.name}/removal" if one.is_list and line.way is Way.SAVE and base != "/me" else ""
    url = f"{base}/profile/{one.name}"
    now = {part.name: text for shown in line.now for part, text in shown.parts}
    return LineView(
        name=one.name,
        title=viewer.say(one.title),
        values=tuple(_value(viewer, one, shown, names, removal) for shown in line.now),
        former=tuple(_value(viewer, one, shown, names) for shown in line.former if shown.parts),
        waiting=tuple(Link(viewer.say(PROPOSAL_LABELS[row.state]), f"/changes/{row.id}") for row in line.waiting),
        form=None if line.way is Way.CLOSED else edit_of(viewer, one, line.way, url, tried, now),
    )


def _value(viewer: Viewer, one: Field, shown: Shown, names: Mapping[str, str], removal: str = "") -> ValueView:
    lines = value_lines(viewer, shown.parts, labelled=one.is_list)
    about = ""
    if shown.until is not None and shown.since is not None:
        facts = {"since": instant(viewer.lang, shown.since), "until": instant(viewer.lang, shown.until)}
        about = viewer.say(N_("from %(since)s to %(until)s"), **facts)
    elif shown.since is not None:
        facts = {"basis": viewer.say(words.BASES[shown.basis]), "at": instant(viewer.lang, shown.since)}
        about = viewer.say(N_("%(basis)s, %(at)s"), **facts)
        if shown.basis in ("hr", "approved") and names.get(shown.by):
            about = f"{about}, {names[shown.by]}"
    return ValueView(lines or ("–",), about, shown.entry, removal)


def _field(
    viewer: Viewer, one: Field, part: Part, values: Mapping[str, str], faults: tuple[FieldError, ...]
) -> FieldView:
    value = values.get(part.name, "")
    wrong = [viewer.told(fault.sentence, fault.facts) for fault in faults if fault.field == part.name]
    options = tuple(Option(code, viewer.say(label), code == value) for code, label in part.options.items())
    return FieldView(
        name=f"{one.name}.{part.name}",
        kind=KINDS.get(part.kind, "text"),
        label=viewer.say(part.title),
        value=value,
        help=viewer.say(part.help) if part.help else "",
        fault=" ".join(wrong),
        optional=one.is_list and not part.needed,
        limit=part.longest if part.kind in ("text", "lines") else 0,
        short=part.kind == "date",
        options=options,
    )


def _faulty(made: FieldView, sentence: str) -> FieldView:
    return FieldView(**{name: getattr(made, name) for name in made.__slots__ if name != "fault"}, fault=sentence)


def _summary(one: Field, way: Way) -> str:
    if one.is_list:
        return N_("Propose an entry") if way is Way.PROPOSE else N_("Add an entry")
    return N_("Propose a change") if way is Way.PROPOSE else N_("Change")


def _writers(made: sheet.Sheet) -> set[str]:
    return {shown.by for _, lines in made.groups for line in lines for shown in line.now if shown.by}
