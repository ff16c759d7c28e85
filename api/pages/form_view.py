"""A form as its page shows it: finished fields, faults, buttons."""

from dataclasses import dataclass

from api.pages.words import Option


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that is already kept."""

    id: str
    name: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """A possible recipient: the post, who serves it, its chosen role (`responsible`, `joint`, `copy` or '')."""

    code: str
    title: str
    holder: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class GroupView:
    """Possible recipients of one unit."""

    title: str
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field. `kind` names its macro; `when` is JSON: field to values that call for this one; `css` its ways."""

    name: str
    kind: str
    label: str
    value: str = ""
    help: str = ""
    fault: str = ""
    optional: bool = False
    limit: int = 0
    rows: int = 3
    short: bool = False
    placeholder: str = ""
    many: bool = False
    when: str = ""
    css: str = ""
    open: bool = False
    options: tuple[Option, ...] = ()
    suggestions: tuple[Option, ...] = ()
    files: tuple[FileView, ...] = ()
    roles: tuple[Option, ...] = ()
    near: tuple[PersonView, ...] = ()
    groups: tuple[GroupView, ...] = ()

    @property
    def described(self) -> str:
        """The ids of what describes the field, for those who hear it."""
        return " ".join(
            mark for mark, there in ((f"h-{self.name}", self.help), (f"e-{self.name}", self.fault)) if there
        )

    @property
    def has_rare(self) -> bool:
        return any(option.rare for option in self.options)


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A deed: its words, what comes next, and the way (decision) it belongs to."""

    label: str
    next: str
    css: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class FaultView:
    """A line of the summary of faults."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A whole form."""

    url: str
    key: str
    fields: tuple[FieldView, ...]
    buttons: tuple[ButtonView, ...]
    revision: str = ""
    draft_url: str = ""
    saved_iso: str = ""
    draft_note: str = ""
    trouble: str = ""
    faults: tuple[FaultView, ...] = ()

    @property
    def files(self) -> bool:
        return any(field.kind == "scan" for field in self.fields)
