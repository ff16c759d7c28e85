"""How the child tells that a file is not acceptable."""

import struct
import zlib
from typing import Any

# Whatever a parser throws at hostile bytes; every call of a parser stands in a `try` with this and nothing else.
PARSER_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)


class Refused(Exception):
    """One word for the fault, and its facts."""

    def __init__(self, fault: str, **facts: Any) -> None:
        super().__init__(fault)
        self.fault = fault
        self.facts = facts
