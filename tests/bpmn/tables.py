"""Writes small files of decisions as text, as drawing.py does for diagrams."""

from html import escape

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def cell(tag, text, id):
    return f'<{tag} id="{id}"><text>{escape(str(text))}</text></{tag}>'


def column(expression, kind="", allowed="", label=None, id=None):
    """An input column."""
    id = id or f"in_{expression.replace('.', '_')}"
    typed = f' typeRef="{kind}"' if kind else ""
    values = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
    named = f' label="{escape(label)}"' if label else ""
    asked = f"<inputExpression{typed}><text>{escape(expression)}</text></inputExpression>"
    return f'<input id="{id}"{named}>{asked}{values}</input>'


def answer(name, kind="", values="", default=""):
    """An output column."""
    typed = f' typeRef="{kind}"' if kind else ""
    listed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    given = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return f'<output id="out_{name}" name="{name}"{typed}>{listed}{given}</output>'


def table(columns, answers, *rows, policy="UNIQUE", aggregation=""):
    """A table; each row is a list of inputs and outputs."""
    width = len(columns)
    written = []
    for number, row in enumerate(rows, 1):
        cells = [cell("inputEntry", text, f"r{number}i{place}") for place, text in enumerate(row[:width], 1)]
        cells += [cell("outputEntry", text, f"r{number}o{place}") for place, text in enumerate(row[width:], 1)]
        written.append(f'<rule id="r{number}">{"".join(cells)}</rule>')
    summed = f' aggregation="{aggregation}"' if aggregation else ""
    inside = "".join([*columns, *answers, *written])
    return f'<decisionTable id="table" hitPolicy="{policy}"{summed}>{inside}</decisionTable>'


def literal(text):
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(id, logic, *requires, variable=None):
    required = "".join(
        f'<informationRequirement><requiredDecision href="#{other}"/></informationRequirement>' for other in requires
    )
    named = f'<variable name="{variable}"/>' if variable else ""
    return f'<decision id="{id}" name="{id}">{named}{required}{logic}</decision>'


def decisions(*parts, space=SPACE, also=""):
    """The text of a `.dmn` file."""
    whole = f'<definitions xmlns="{space}" id="d" name="d" namespace="x">{also}{"".join(parts)}</definitions>'
    return whole.encode()
