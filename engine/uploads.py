"""Files that are uploaded into the bundle of a process: which names there may be, whether they can be read at all."""

import re
from collections.abc import Iterator

from engine.errors import DiagramInvalid, Finding
from engine.spiff import reading
from engine.task_errors import FileUnusable
from forms.catalogue import Form
from forms.errors import FormFaulty
from kernel.errors import N_

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\.(?:bpmn|dmn)|forms/[A-Za-z0-9_]{1,60}/[a-z0-9_]{1,60}\.json")
FOREIGN_END = re.compile(r"\.(?:bpmn20\.xml|xml)$", re.IGNORECASE)
UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")
ENCODING = re.compile(r"^\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])[^\"']*[\"'][^>]*\?>", re.IGNORECASE)
XML = (".bpmn", ".dmn")


def place_of(key: str, name: str) -> str:
    """Where an uploaded file goes in the bundle of a process. Raises FileUnusable."""
    bare = UNFIT.sub("_", FOREIGN_END.sub(".bpmn", re.split(r"[\\/]", name)[-1])).lstrip("._-")
    place = f"forms/{key}/{bare.lower()}" if bare.lower().endswith(".json") else bare
    if not NAME.fullmatch(place):
        raise FileUnusable(name=name[:80])
    return place


def readable(name: str, content: bytes) -> str:
    """The text of an uploaded file. Raises DiagramInvalid: nothing unreadable gets into a draft."""
    for finding in unreadable(name, content):
        raise DiagramInvalid([finding])
    text = content.decode("utf-8-sig")
    if name.endswith(XML):
        reading.parse_xml(name, text.encode())
    return text


def unreadable(name: str, content: bytes) -> Iterator[Finding]:
    """Why a file can't be read at all: too large, empty, not UTF-8, a form that is none."""
    facts = {"name": name, "limit": reading.MAX_BYTES}
    if len(content) > reading.MAX_BYTES:
        sentence = N_("The file %(name)s is larger than %(limit)s bytes. Divide the process, or remove pictures.")
        yield Finding("file-size", "", sentence, facts)
    elif not content.strip():
        yield Finding("file-empty", "", N_("The file %(name)s is empty. Choose another file."), facts)
    elif not is_utf8(content):
        sentence = N_("The file %(name)s is not written in UTF-8. Save it as UTF-8 and upload it again.")
        yield Finding("file-encoding", "", sentence, facts)
    elif name.endswith(".json"):
        yield from faulty(name, content)


def is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8 and say so."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and not ENCODING.match(text.removeprefix("\ufeff"))


def faulty(name: str, content: bytes) -> Iterator[Finding]:
    """What is wrong with a form."""
    try:
        Form.from_bytes(name.removeprefix("forms/").removesuffix(".json"), content)
    except FormFaulty as fault:
        yield Finding("form-faulty", "", FormFaulty.sentence, fault.facts)
