"""New persons and posts of the office, and what of a person may be set right later."""

import re
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from kernel import history, ids, sql
from kernel.act import Act
from kernel.errors import Conflict, Invalid, N_
from people import directory, nip, structure
from people.models import PersonRow, PostRow, UnitRow
from people.roles import Level

NIP = re.compile(r"\d{18}")
CODE = re.compile(r"[A-Z][A-Z0-9-]{0,15}")
LONGEST = 120


class NipInvalid(Invalid):
    """A NIP has eighteen digits."""

    code = "person.nip_invalid"
    sentence = N_("A NIP has 18 digits. Leave it empty for somebody who has none.")


class NipTaken(Conflict):
    """Another person has this NIP. Facts: person."""

    code = "person.nip_taken"
    sentence = N_("%(person)s already has this NIP.")


class NameMissing(Invalid):
    """A person, post or unit has a name."""

    code = "office.name_missing"
    sentence = N_("Give a name of at most %(longest)s characters.")


class CodeInvalid(Invalid):
    """The code of a post is short and in capitals."""

    code = "post.code_invalid"
    sentence = N_("A code begins with a capital letter and has at most 16 capitals, digits and hyphens, like KBP-2.")


class CodeTaken(Conflict):
    """Another post has this code. Facts: post."""

    code = "post.code_taken"
    sentence = N_("There is already a post with the code %(post)s.")


class PlaceUnknown(Invalid):
    """The unit, the level or the post above does not exist."""

    code = "post.place_unknown"
    sentence = N_("Choose the unit, the level and the post above from the lists.")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of a person at the beginning; empty for what is not."""

    name: str
    nip: str = ""
    email: str = ""
    grade: str = ""
    rank: str = ""
    employment: str = "PNS"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A place in the tree: `level` is a word of people.roles.Level, `unit` and `parent` are codes."""

    code: str
    title: str
    level: str
    unit: str
    parent: str | None = None
    short: str = ""


def register(act: Act, wanted: NewPerson) -> str:
    """Take a person into the office; gives the id. Raises NameMissing, NipInvalid, NipImplausible, NipTaken."""
    facts = {name: " ".join(value.split()) for name, value in asdict(wanted).items()}
    _require_name(facts["name"])
    person_id = ids.new_id(act.now)
    if facts["nip"] and not NIP.fullmatch(facts["nip"]):
        raise NipInvalid
    if facts["nip"]:
        nip.require_possible(facts["nip"], facts["employment"])
    facts["nip"] = facts["nip"] or person_id  # unique in the table; shown as none
    columns = {"id": person_id, "sex": "", "language": "", **facts}
    taken = sql.run(
        act.session,
        f"INSERT INTO person ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our names
        " ON CONFLICT (nip) DO NOTHING",
        tuple(columns.values()),
    )
    if taken.rowcount != 1:
        raise NipTaken(person=act.session.scalar(select(PersonRow.id).where(PersonRow.nip == facts["nip"])))
    history.append(act, f"person:{person_id}", "person.registered", {"post": None, "roles": []})
    return person_id


def found(act: Act, wanted: NewPost) -> None:
    """Make a new post. Raises NameMissing, CodeInvalid, CodeTaken, PlaceUnknown."""
    title = " ".join(wanted.title.split())
    _require_name(title)
    if not CODE.fullmatch(wanted.code):
        raise CodeInvalid
    head = history.take(act.session, f"post:{wanted.code}")
    if structure.find_post(act.session, wanted.code) is not None:
        raise CodeTaken(post=wanted.code)
    parent = wanted.parent or None
    known = act.session.get(UnitRow, wanted.unit) is not None and wanted.level in {level.value for level in Level}
    if not known or (parent is not None and structure.find_post(act.session, parent) is None):
        raise PlaceUnknown
    last = act.session.scalar(select(func.max(PostRow.sort))) or 0
    place = {"level": wanted.level, "unit_code": wanted.unit, "parent_code": parent, "sort": last + 1}
    act.session.add(PostRow(code=wanted.code, title=title, short=wanted.short or wanted.code, **place))
    act.session.flush()
    structure.forget(act.session)
    history.append_at(act, head, "post.created", {"unit": wanted.unit, "parent": parent, "level": wanted.level})


def shown_nip(person: directory.Person) -> str:
    """The NIP, or '' for somebody who has none."""
    return person.nip if NIP.fullmatch(person.nip) else ""


def _require_name(name: str) -> None:
    if not 0 < len(name) <= LONGEST:
        raise NameMissing(longest=LONGEST)
