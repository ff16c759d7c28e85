"""What may be wrong with a form itself; what is wrong with answers is kernel's FormInvalid."""

from kernel.errors import Invalid, N_, NotFound


class FormUnknown(NotFound):
    """No form has this key."""

    code = "form.unknown"
    sentence = N_("There is no form named %(key)s.")


class FormFaulty(Invalid):
    """The file of a form can't be used."""

    code = "form.faulty"
    sentence = N_("The form %(key)s can't be used: %(what)s.")
