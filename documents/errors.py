"""What can be wrong with a file somebody sends, in sentences for that person."""

from kernel.errors import AppError, Conflict, Invalid, N_, NotFound


class DocumentNotFound(NotFound):
    """There is no such document."""

    code = "document.not_found"
    sentence = N_("This document does not exist, or it is not yours to see.")


class DocumentTaken(Conflict):
    """The document already belongs to another record."""

    code = "document.taken"
    sentence = N_("This file already belongs to another record. Upload it again for this one.")


class DocumentsBusy(Conflict):
    """Too many files are being checked at once."""

    code = "document.busy"
    sentence = N_("Many files are being checked just now. Nothing was kept; please try again in a moment.")


class NothingSent(Invalid):
    """A receipt without any file."""

    code = "document.nothing_sent"
    sentence = N_("No file was chosen.")


class EmptyFile(Invalid):
    """Facts: name."""

    code = "document.empty"
    sentence = N_("The file %(name)s is empty. Scan or save it again.")


class FileTooLarge(Invalid):
    """Facts: name, limit_mb."""

    code = "document.too_large"
    sentence = N_("The file %(name)s is too large. At most %(limit_mb)s MB can be kept.")


class TooManyFiles(Invalid):
    """Facts: limit."""

    code = "document.too_many_files"
    sentence = N_("These are too many files at once. Send at most %(limit)s.")


class TypeNotAccepted(Invalid):
    """Facts: name, found."""

    code = "document.type_not_accepted"
    sentence = N_(
        "The file %(name)s can't be kept: its content is of type %(found)s. Send PDF, JPEG, PNG, HEIC or TIFF."
    )


class FilesNotJoinable(Invalid):
    """Facts: name."""

    code = "document.not_joinable"
    sentence = N_("Only single pictures can be joined, and %(name)s is none. Send one PDF, or pictures only.")


class DocumentDamaged(Invalid):
    """Facts: name."""

    code = "document.damaged"
    sentence = N_("The file %(name)s is damaged or cut off. Scan or save it again.")


class DocumentEncrypted(Invalid):
    """Facts: name."""

    code = "document.encrypted"
    sentence = N_("The file %(name)s is locked with a password. Save it without a password and send it again.")


class DocumentTooDemanding(Invalid):
    """Facts: name."""

    code = "document.too_demanding"
    sentence = N_("The file %(name)s can't be opened safely: it needs too much memory or time. Print it to a new PDF.")


class TooManyPages(Invalid):
    """Facts: name, limit."""

    code = "document.too_many_pages"
    sentence = N_("The file %(name)s has too many pages. At most %(limit)s can be kept; split it.")


class PageTooLarge(Invalid):
    """Facts: name, page."""

    code = "document.page_too_large"
    sentence = N_("Page %(page)s of %(name)s has a size that can't be shown. Save it in an ordinary paper size.")


class PictureTooLarge(Invalid):
    """Facts: name, limit."""

    code = "document.picture_too_large"
    sentence = N_("The picture %(name)s is too large. At most %(limit)s million pixels can be kept.")


OF_CONTENT: dict[str, type[AppError]] = {
    "type_not_accepted": TypeNotAccepted,
    "damaged": DocumentDamaged,
    "encrypted": DocumentEncrypted,
    "too_demanding": DocumentTooDemanding,
    "too_many_pages": TooManyPages,
    "page_too_large": PageTooLarge,
    "picture_too_large": PictureTooLarge,
    "not_joinable": FilesNotJoinable,
}
"""The faults a parsing child may report, by the word it uses."""
