"""What the office may refuse, in words people understand."""

from kernel.errors import Conflict, Forbidden, Invalid, N_, NotFound


class PersonNotFound(NotFound):
    """There is no such person."""

    code = "person.not_found"
    sentence = N_("Nobody with the number %(person)s works here.")


class PostNotFound(NotFound):
    """There is no such post."""

    code = "post.not_found"
    sentence = N_("There is no post %(post)s in this office.")


class PersonWithoutPost(NotFound):
    """The person holds no post on that day."""

    code = "person.without_post"
    sentence = N_("%(person)s holds no post on that day.")


class PostAlreadyServed(Conflict):
    """Another acting official serves the post in those days."""

    code = "acting.already_served"
    sentence = N_(
        "From %(starts_on)s to %(last_on)s another acting official already serves this post. Revoke that first."
    )


class ActsForHimself(Invalid):
    """The holder of a post can't act for it."""

    code = "acting.for_himself"
    sentence = N_("Nobody acts for himself: %(person)s holds the post %(post)s already.")


class PostNotVacant(Invalid):
    """A Plt is for a vacant post."""

    code = "acting.not_vacant"
    sentence = N_("The post %(post)s has a holder in those days: appoint a Plh (absence), not a Plt (vacancy).")


class PostVacant(Invalid):
    """A Plh is for an absent holder."""

    code = "acting.vacant"
    sentence = N_("The post %(post)s has no holder in those days: appoint a Plt (vacancy), not a Plh (absence).")


class RankTooLow(Invalid):
    """An acting official is of the same level or one below."""

    code = "acting.rank_too_low"
    sentence = N_("Only somebody of the same level or one level below may act for the post %(post)s.")


class DaysTurned(Invalid):
    """An interval whose last day lies before its first."""

    code = "days.turned"
    sentence = N_("The last day lies before the first.")


class DayUnreadable(Invalid):
    """A day that is missing or not a day."""

    code = "day.unreadable"
    sentence = N_("Give the day, for example 16-11-2026.")


class BasisMissing(Invalid):
    """An acting official needs a letter that says so."""

    code = "acting.basis_missing"
    sentence = N_("Give the number of the letter that appoints the acting official.")


class ActingNotFound(NotFound):
    """There is no such appointment, or it was revoked."""

    code = "acting.not_found"
    sentence = N_("This appointment does not exist any more.")


class AbsenceNotFound(NotFound):
    """There is no such absence, or it was taken back."""

    code = "absence.not_found"
    sentence = N_("This absence does not exist any more.")


class AlreadyAway(Conflict):
    """The days touch others on which the person is away or asked to be; facts: person, starts_on, last_on, reason."""

    code = "absence.already_away"
    sentence = N_("%(person)s is already away, or has asked to be, from %(starts_on)s to %(last_on)s.")


class SubstitutesHimself(Invalid):
    """Nobody stands in for himself; facts: person."""

    code = "substitution.himself"
    sentence = N_("Nobody stands in for himself. Choose somebody else as the substitute.")


class SubstitutionLoops(Conflict):
    """Whoever stands in for the substitute, directly or through others, is the absent person; facts name the first."""

    code = "substitution.loops"
    sentence = N_(
        "%(person)s has a substitute too, from %(starts_on)s to %(last_on)s, and the line leads back to the absent"
        " person. Choose somebody else."
    )


class SubstituteAway(Conflict):
    """The substitute is away in those days, or asked to be; facts: person, starts_on, last_on."""

    code = "substitution.away"
    sentence = N_(
        "%(person)s is away, or has asked to be, from %(starts_on)s to %(last_on)s. Choose somebody else as the"
        " substitute."
    )


class AlreadySubstituted(Conflict):
    """Somebody stands in for the person in the same processes in those days; facts: person, starts_on, last_on."""

    code = "substitution.taken"
    sentence = N_(
        "%(person)s already stands in from %(starts_on)s to %(last_on)s for the same tasks. End or shorten that first."
    )


class SubstitutionNotFound(NotFound):
    """There is no such substitution, or it was revoked."""

    code = "substitution.not_found"
    sentence = N_("This substitution does not exist any more.")


class SubstitutionPast(Invalid):
    """The days have passed."""

    code = "substitution.past"
    sentence = N_("These days have passed.")


class NotYoursToAppoint(Forbidden):
    """Only the person, a superior, or who keeps the personnel records arranges a substitute. Facts: person."""

    code = "substitution.not_yours"
    sentence = N_(
        "Only the person, a superior, or those who keep the personnel records arrange who stands in for %(person)s."
    )


class SubstitutionNotLonger(Invalid):
    """A substitution is shortened only; for more days another one is made; facts: last_on."""

    code = "substitution.not_longer"
    sentence = N_("It ends on %(last_on)s and can only be shortened. For more days appoint once more.")


class RoleUnknown(Invalid):
    """The role is not on the closed list."""

    code = "role.unknown"
    sentence = N_("There is no role %(role)s.")


class PersonHasPost(Conflict):
    """Everybody holds exactly one post."""

    code = "person.has_post"
    sentence = N_("%(person)s already holds the post %(post)s. Everybody holds one post at a time.")


class PostHeld(Conflict):
    """A post has one definitive holder."""

    code = "post.held"
    sentence = N_("The post %(post)s already has a holder in those days.")


class SignInRefused(Forbidden):
    """Name and password do not belong together; nothing says which of the two is wrong."""

    code = "signin.refused"
    sentence = N_("Name and password do not match. Please try again.")


class SignInPaused(Forbidden):
    """Too many failures; facts: `until`."""

    code = "signin.paused"
    sentence = N_("Too many failed attempts. You can try again from %(until)s. Your account is not lost.")


class PasswordTooWeak(Invalid):
    """A new password is too short or too long; facts: `least`, `most`."""

    code = "password.too_weak"
    sentence = N_("A password needs at least %(least)s characters and at most %(most)s. Several words are best.")


class NameTaken(Conflict):
    """Another account has this name."""

    code = "account.name_taken"
    sentence = N_("This sign-in name is already in use.")


class NameUnknown(NotFound):
    """Nobody has this sign-in name. Facts: name."""

    code = "account.unknown"
    sentence = N_("Nobody signs in as %(name)s.")


class TokenNotFound(NotFound):
    """There is no such token of this person."""

    code = "token.not_found"
    sentence = N_("This token does not exist any more.")


class TokenInvalid(Invalid):
    """A token needs a label, known scopes and an end within a year."""

    code = "token.invalid"
    sentence = N_("A token needs a name, at least one right from the list, and an end within a year.")


class SessionNotFound(NotFound):
    """There is no such session of this person."""

    code = "session.not_found"
    sentence = N_("This sign-in has ended already.")


class OfficeExists(Conflict):
    """A seed is for an empty installation."""

    code = "office.exists"
    sentence = N_("There already are people in this installation; the demonstration office was not loaded.")


class NobodyAbove(Conflict):
    """No post above is served by anybody else."""

    code = "office.nobody_above"
    sentence = N_("Above %(post)s there is no post that somebody else serves now.")
