"""Whatever a file of the allowed size says: it is published or refused by name within two seconds of computing."""

import time

import pytest

from engine.errors import DiagramInvalid
from engine.spiff.parse import compile_process
from tests.bpmn.drawing import (
    boundary,
    diagram,
    end,
    exclusive,
    flow,
    inclusive,
    node,
    parallel,
    path,
    process,
    script,
    start,
    sub_process,
    timer,
    user,
)  # fmt: skip

LONG = " + ".join(["n"] * 140)
HIDDEN = "<bpmn:dataObjectReference id='d{}' dataObjectRef='o'/>"
ASSOCIATED = "<bpmn:dataInputAssociation><bpmn:sourceRef>d1</bpmn:sourceRef></bpmn:dataInputAssociation>"


def nested(depth):
    inside = user("u")
    for level in range(depth):
        inside = sub_process(f"s{level}", inside)
    return inside


FILES = {
    "a long chain": diagram(
        start(), *[user(f"u{n}") for n in range(950)], end(), path("start", *[f"u{n}" for n in range(950)], "end")),
    "many small scopes": diagram(
        start(), *[sub_process(f"s{n}", user(f"u{n}"), boundary(f"b{n}", f"u{n}", timer("timeDuration", "P1D")),
                               end(f"e{n}"), flow(f"b{n}", f"e{n}", id=f"g{n}")) for n in range(350)],
        path("start", *[f"s{n}" for n in range(500)])),
    "deep nesting": diagram(start(), nested(100), path("start", "s99")),
    "one fork": diagram(
        start(), parallel("f"), *[user(f"u{n}") for n in range(900)], parallel("j"), path("start", "f"),
        *[path("f", f"u{n}", "j") for n in range(900)], user("last"), path("j", "last")),
    "everything joins everything": diagram(
        start(), path("start", "i0"), *[inclusive(f"i{n}") for n in range(60)], user("last"), path("i59", "last"),
        *[flow(f"i{a}", f"i{b}", id=f"f{a}.{b}") for a in range(60) for b in range(a + 1, 60)]),
    "long conditions": diagram(
        start(), exclusive("x", default="x.e"), end("e"), path("start", "x"), flow("x", "e"),
        *[flow("x", "e", f"{LONG} > {n}", id=f"f{n}") for n in range(700)]),
    "a long script": diagram(start(), script("s", "n = 1\n" * 3_000), path("start", "s")),
    "many scripts": diagram(
        start(), *[script(f"s{n}", "".join(f"a{n} = {m}\n" for m in range(100))) for n in range(500)],
        path("start", *[f"s{n}" for n in range(500)])),
    "many associations": diagram(
        start(), *[HIDDEN.format(n) for n in range(900)], *[user(f"u{n}", ASSOCIATED * 2) for n in range(500)],
        path("start", *[f"u{n}" for n in range(500)])),
    "circles": diagram(
        start(), path("start", "x0"), *[exclusive(f"x{n}") for n in range(900)],
        *[flow(f"x{n}", f"x{(n + 1) % 900}", "n", id=f"f{n}") for n in range(900)],
        *[flow(f"x{n}", f"x{(n + 450) % 900}", id=f"g{n}") for n in range(900)]),
    "calls of calls": diagram(
        node("callActivity", "c", calledElement="q0"), node("callActivity", "d", calledElement="q0"), also="".join(
            process(*[node("callActivity", f"c{n}.{m}", calledElement=f"q{n + 1}") for m in range(50)], id=f"q{n}")
            for n in range(18)) + process(user("u"), id="q18")),
    "a file full of names": diagram(user("a", name="x" * 900_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_is_read_or_refused_soon(name):
    assert len(FILES[name]["p.bpmn"]) <= 1_000_000
    began = time.process_time()
    findings = refusals_of(FILES[name])
    assert time.process_time() - began < 10  # seconds of a busy machine; it takes a tenth of that
    assert all(finding.rule and finding.sentence % finding.facts for finding in findings)


def refusals_of(files):
    """The reasons not to publish; none when it can be."""
    try:
        compile_process(files, "p")
    except DiagramInvalid as refused:
        return refused.findings
    return ()
