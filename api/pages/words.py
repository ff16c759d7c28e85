"""The smallest finished words that templates are given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lamp:
    """How urgent something is: tone `late`, `today`, `ok`, `done` or `none`, and the same in words."""

    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A short mark beside a text; tone '' or `sec` (secret) or `fast`."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A door with words; `count` is shown behind them ('' for none), `hot` when it is late."""

    label: str
    url: str
    current: bool = False
    count: str = ""
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field; rare ones are folded away."""

    value: str
    label: str
    chosen: bool = False
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts, with a door when there is one."""

    label: str
    text: str
    tags: tuple[Tag, ...] = ()
    url: str = ""
    door: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What is said where a list has nothing."""

    title: str
    text: str
