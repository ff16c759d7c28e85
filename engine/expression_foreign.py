"""Expressions as other engines write them, told in our words: only ever offered, never run.

Texts in quotes are set aside first, so that nothing inside them is touched.
"""

import re

WRAPPED = re.compile(r"^\s*(?:[$#]\{(?P<braces>.*)\}|=(?!=)(?P<feel>.*))\s*$", re.DOTALL)
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
PATH = r"(?P<of>[A-Za-z_][\w.]*(?:\[[^\[\]]*\])*)"
ARGUMENT = r"\((?P<what>[^()]*)\)"
EACH = r"(?P<one>\w+)\s+in\s+(?P<all>.+?)\s+satisfies\s+(?P<holds>.+)$"
SIGNS = re.compile(
    r"&&|\|\||!(?!=)|[$#]\{|\b(?:true|false|null)\b|\?|\.\s*\w+\s*\(|\b(?:eq|ne|lt|gt|le|ge|empty)\b"
    r"|\b(?:then|satisfies)\b|\b(?:list|string)\s(?:contains|length)\b|\bcontains\(|(?<![=!<>])=(?!=)|^=|===|!=="
)
REWRITES: tuple[tuple[str, str], ...] = (
    (r"\blist\s+contains\s*\((?P<of>[^(),]*),(?P<what>[^(),]*)\)", r"(\g<what> in \g<of>)"),
    (r"\bcontains\s*\((?P<of>[^(),]*),(?P<what>[^(),]*)\)", r"(\g<what> in \g<of>)"),
    (r"\b(?:string\s+length|count)\s*\(", "len("),
    (r"\bstarts\s+with\s*\(", "starts_with("),
    (r"\bends\s+with\s*\(", "ends_with("),
    (r"\bupper\s+case\s*\(", "upper("),
    (r"\blower\s+case\s*\(", "lower("),
    (r"\bdate\s+and\s+time\s*\(", "datetime("),
    (rf"\bis\s+defined\s*{ARGUMENT}", r"(\g<what> is not None)"),
    (rf"{PATH}\.contains\s*{ARGUMENT}", r"(\g<what> in \g<of>)"),
    (rf"{PATH}\.(?:includes|containsKey|has)\s*{ARGUMENT}", r"(\g<what> in \g<of>)"),
    (rf"{PATH}\.(?:startsWith|startswith)\s*{ARGUMENT}", r"starts_with(\g<of>, \g<what>)"),
    (rf"{PATH}\.(?:endsWith|endswith)\s*{ARGUMENT}", r"ends_with(\g<of>, \g<what>)"),
    (rf"{PATH}\.equals\s*{ARGUMENT}", r"(\g<of> == \g<what>)"),
    (rf"{PATH}\.equalsIgnoreCase\s*{ARGUMENT}", r"(lower(\g<of>) == lower(\g<what>))"),
    (rf"{PATH}\.get\s*{ARGUMENT}", r"get(\g<of>, \g<what>)"),
    (rf"{PATH}\.(?:size|length)\s*\(\s*\)", r"len(\g<of>)"),
    (rf"{PATH}\.isEmpty\s*\(\s*\)", r"(len(\g<of>) == 0)"),
    (rf"{PATH}\.(?:toUpperCase|upper)\s*\(\s*\)", r"upper(\g<of>)"),
    (rf"{PATH}\.(?:toLowerCase|lower)\s*\(\s*\)", r"lower(\g<of>)"),
    (rf"{PATH}\.(?:trim|strip)\s*\(\s*\)", r"trim(\g<of>)"),
    (rf"{PATH}\.(?:toString|intValue|doubleValue)\s*\(\s*\)", r"\g<of>"),
    (rf"\bnot\s+empty\s+{PATH}", r"(\g<of> is not None and len(\g<of>) > 0)"),
    (rf"\bempty\s+{PATH}", r"(\g<of> is None or len(\g<of>) == 0)"),
    (r"===", "=="),
    (r"!==", "!="),
    (r"!(?!=)", " not "),
    (r"&&", " and "),
    (r"\|\|", " or "),
    (r"\band\s+not\b", "and not"),
    (r"\beq\b", "=="),
    (r"\bne\b", "!="),
    (r"\ble\b", "<="),
    (r"\bge\b", ">="),
    (r"\blt\b", "<"),
    (r"\bgt\b", ">"),
    (r"\btrue\b", "True"),
    (r"\bfalse\b", "False"),
    (r"\bnull\b", "None"),
    (r"^(?P<test>[^?:]+)\?(?P<yes>[^?:]+):(?P<no>[^?:]+)$", r"\g<yes> if \g<test> else \g<no>"),
    (r"\bif\s+(?P<test>.+?)\s+then\s+(?P<yes>.+?)\s+else\s+(?P<no>.+)$", r"\g<yes> if \g<test> else \g<no>"),
    (rf"\bsome\s+{EACH}", r"any(\g<holds> for \g<one> in \g<all>)"),
    (rf"\bevery\s+{EACH}", r"all(\g<holds> for \g<one> in \g<all>)"),
    (r"(?<![=!<>])=(?!=)", "=="),
)  # fmt: skip
COMPILED = tuple((re.compile(pattern), ours) for pattern, ours in REWRITES)


MAX_TRANSLATED = 500


def is_wrapped(source: str) -> bool:
    """Whether a text is an expression in another engine's brackets: `${…}`, `#{…}`, or `=…`."""
    return WRAPPED.match(source) is not None


def looks_foreign(source: str) -> bool:
    """Whether a text that is not an expression of ours has marks of another language."""
    return SIGNS.search(QUOTED.sub("''", source)) is not None


def translated(source: str) -> str:
    """The same text in our words: `${a && !b}` becomes `a and not b`. It may still not be an expression."""
    if len(source) > MAX_TRANSLATED or "\x00" in source:
        return ""
    wrapped = WRAPPED.match(source)
    text = source if wrapped is None else wrapped["braces"] if wrapped["braces"] is not None else wrapped["feel"]
    quoted: list[str] = []

    def aside(match: re.Match[str]) -> str:
        quoted.append(match.group())
        return f"\x00{len(quoted) - 1}\x00"

    text = QUOTED.sub(aside, text)
    text = re.sub(
        r"\bgetVariable\s*\(\s*\x00(\d+)\x00\s*\)", lambda match: quoted[int(match[1])].strip("\"'"),
        re.sub(r"\b(?:execution|task)\s*\.\s*(?=getVariable)", "", text),
    )  # fmt: skip
    for pattern, ours in COMPILED:
        text = pattern.sub(ours, text)
    text = re.sub(r"\(\s+|\s+\)|\s+", lambda match: match.group().strip() or " ", text).strip()
    return _without_outer(re.sub(r"\x00(\d+)\x00", lambda match: quoted[int(match[1])], text))


def _without_outer(text: str) -> str:
    """`(a in b)` without its brackets, when they enclose all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for place, letter in enumerate(QUOTED.sub(lambda match: "q" * len(match.group()), text)):
        depth += (letter == "(") - (letter == ")")
        if not depth and place < len(text) - 1:
            return text
    return text[1:-1]
