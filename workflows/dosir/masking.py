"""Numbers that identify a person, with only their last digits."""

from workflows.dosir.settings import dosir_settings

DOT = "•"


def masked(text: str) -> str:
    """`•••• 3456`; a number no longer than what is shown is hidden whole."""
    last = dosir_settings().shown_digits
    if not text:
        return ""
    return DOT * 4 if len(text) <= last else f"{DOT * 4} {text[-last:]}"
