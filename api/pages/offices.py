"""Builds the pages of the office: the tree of posts, one post, one person."""

from collections.abc import Mapping

from api.answers import shown
from api.pages.office_view import ActingLine, OfficeView, PersonRow, PersonView, PostLine, PostView
from api.pages.substituting import lines_of
from api.pages.viewer import Viewer
from api.pages.words import Option
from kernel.errors import AppError
from kernel.render import N_, day_text, text
from people import accounts, acting, directory, registry, structure
from people.roles import Level, Role
from people.structure import Holder, Post

LEVELS = {
    Level.KEPALA: N_("head of the office"),
    Level.ADMINISTRATOR: N_("administrator (head of a division)"),
    Level.PENGAWAS: N_("supervisor (head of a section)"),
    Level.FUNGSIONAL: N_("functional official"),
    Level.PELAKSANA: N_("staff"),
}
WHO = frozenset({"person", "who"})


def office_of(viewer: Viewer) -> OfficeView:
    """The whole office."""
    posts = structure.list_posts(viewer.session)
    holders = structure.holders_of(viewer.session, [post.code for post in posts], viewer.now)
    people = directory.list_people(viewer.session)
    held = structure.posts_of_people(viewer.session, [person.id for person in people], viewer.now)
    titles = {post.code: post.title for post in posts}
    rows = [
        PersonRow(one.name, registry.shown_nip(one), titles.get(held.get(one.id, ""), ""), f"/office/people/{one.id}")
        for one in people
    ]
    vacant = sum(post.code not in holders for post in posts)
    facts = {"posts": len(posts), "people": len(people), "vacant": vacant}
    return OfficeView(
        summary=viewer.say(N_("%(posts)s posts, %(vacant)s of them vacant; %(people)s persons"), **facts),
        posts=tuple(_line(viewer, post, depth, holders) for post, depth in in_order(posts)),
        people=tuple(rows),
        units=tuple(Option(unit.code, unit.name) for unit in directory.list_units(viewer.session)),
        levels=tuple(Option(level.value, viewer.say(words)) for level, words in LEVELS.items()),
        above=tuple(Option(post.code, post.title) for post in posts),
    )


def post_of(viewer: Viewer, code: str) -> PostView:
    """One post. Raises PostNotFound."""
    post = structure.post(viewer.session, code)
    holder = structure.definitive_holder_of(viewer.session, code, viewer.now)
    people = directory.list_people(viewer.session)
    held = structure.posts_of_people(viewer.session, [person.id for person in people], viewer.now)
    own = holder.person_id if holder else ""
    return PostView(
        code=code,
        title=post.title,
        about=" · ".join((code, viewer.say(LEVELS[Level(post.level)]))),
        holder=holder.name if holder else "",
        holder_url=f"/office/people/{own}" if own else "",
        acting=tuple(_acting(viewer, one) for one in acting.list_for(viewer.session, code)),
        people=tuple(Option(one.id, one.name) for one in people if one.id != own),
        free=tuple(Option(one.id, one.name) for one in people if one.id not in held),
        kind="plh" if holder else "plt",
        today=viewer.calendar.date_of(viewer.now).isoformat(),
    )


def person_of(viewer: Viewer, person_id: str) -> PersonView:
    """One person. Raises PersonNotFound."""
    one = directory.person(viewer.session, person_id)
    code = structure.find_post_of_person(viewer.session, person_id, viewer.now)
    post = structure.find_post(viewer.session, code) if code else None
    account = accounts.find(viewer.session, person_id)
    facts = (
        (N_("Post"), post.title if post else viewer.say(N_("no post in this office"))),
        (N_("NIP"), registry.shown_nip(one)),
        (N_("Grade"), " ".join(part for part in (one.rank, one.grade) if part)),
        (N_("E-mail"), one.email),
        (N_("Signs in as"), account.name if account else ""),
    )
    stands = ((N_("Substitution"), said) for said in lines_of(viewer, person_id))
    given = directory.roles_of(viewer.session, person_id)
    return PersonView(
        id=person_id,
        name=one.name,
        facts=tuple((viewer.say(label), said or "–") for label, said in (*facts, *stands)),
        roles=tuple(Option(role, viewer.say(Role(role).sentence)) for role in given),
        offered=tuple(Option(role.value, viewer.say(role.sentence)) for role in Role if role.value not in given),
        sign_in=account.name if account else "",
        closed=account is not None and account.is_closed,
    )


def refusal_words(viewer: Viewer, fault: AppError) -> str:
    """The sentence of a refusal with names instead of numbers."""
    facts = dict(shown(fault.facts))
    names = directory.names(viewer.session, {str(facts[key]) for key in WHO & facts.keys()})
    facts.update({key: names.get(str(facts[key]), facts[key]) for key in WHO & facts.keys()})
    post = structure.find_post(viewer.session, str(facts.get("post", "")))
    return text(viewer.lang, fault.sentence, {**facts, **({"post": post.title} if post else {})})


def in_order(posts: list[Post]) -> list[tuple[Post, int]]:
    """The tree from the top, each post with its depth; posts whose place is unknown stand last."""
    below: dict[str | None, list[Post]] = {}
    for post in posts:
        below.setdefault(post.parent, []).append(post)
    found: list[tuple[Post, int]] = []
    pending = [(post, 0) for post in reversed(below.get(None, []))]
    while pending:
        post, depth = pending.pop()
        found.append((post, depth))
        pending.extend((child, depth + 1) for child in reversed(below.get(post.code, [])))
    return found


def _line(viewer: Viewer, post: Post, depth: int, holders: Mapping[str, Holder]) -> PostLine:
    holder = holders.get(post.code)
    if holder is None:
        return PostLine(post.code, post.title, depth, "", viewer.say(N_("vacant")), "")
    sign = structure.SIGNS[holder.capacity].strip()
    return PostLine(post.code, post.title, depth, holder.name, sign, f"/office/people/{holder.person_id}")


def _acting(viewer: Viewer, one: acting.Appointment) -> ActingLine:
    name = directory.person(viewer.session, one.person).name
    first, last = day_text(viewer.lang, one.starts_on), day_text(viewer.lang, one.last_on)
    days = viewer.say(N_("%(first)s to %(last)s"), first=first, last=last)
    if one.revoked_at is not None:
        days = viewer.say(N_("%(days)s, revoked"), days=days)
    standing = one.revoked_at is None and one.ends_on > viewer.calendar.date_of(viewer.now)
    return ActingLine(f"{structure.SIGNS[one.kind]}{name}", days, one.basis, one.id if standing else "")
