"""The checks as a whole: everything is told once, in order and bounded; the dry run finds what hangs."""

from types import SimpleNamespace

import pytest

from engine.errors import Finding
from engine.lint import Known, check, errors, rehearsal
from engine.lint.catalogue import LIMIT, signed
from tests.bpmn.drawing import (
    diagram,
    end,
    exclusive,
    flow,
    node,
    path,
    process,
    several,
    start,
    sub_process,
    timer,
    user,
)
from tests.bpmn.lint.judging import around, choice, xml

NOBODY = Known()


def rules_of(findings):
    return [(one.rule, one.element) for one in findings]


def test_accepts_a_sound_process():
    assert check(around(user("x")), "p", NOBODY) == []


def test_tells_everything_at_once_by_element():
    files = diagram(start(), user("b", perhaps="1"), user("a", form="none"), end(), path("start", "b", "a", "end"))
    found = check(files, "p", Known(forms=frozenset()))
    assert rules_of(found) == [("form-unknown", "a"), ("element-unknown", "b")]


def test_every_finding_has_rule_element_sentence_and_remedy():
    files = diagram(start(), user("a"), exclusive("x"), node("task", "t"), path("start", "a", "x"))
    found = check(files, "p", NOBODY)
    assert found
    for one in found:
        assert one.rule and one.element and one.sentence % one.facts and one.remedy


@pytest.mark.parametrize(
    ("files", "rule", "word"),
    [
        (choice(one=None), "condition-missing", "default flow"),
        (around(node("serviceTask", "x")), "service-without-handler", "person"),
        (around(node("intermediateCatchEvent", "x", timer("timeDuration", "-P1D"))), "timer-text", "PT2H"),
        ({"p.bpmn": b"<broken"}, "file-xml", "BPMN 2.0"),
    ],
)
def test_a_refusal_of_the_engine_says_what_to_do(files, rule, word):
    found = [one for one in check(files, "p", NOBODY) if one.rule == rule]
    assert found and all(word in one.remedy for one in found)


def test_the_items_of_other_modelers_are_items():
    words = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:collection="xs" camunda:elementVariable="x"'
    loop = f"<bpmn:multiInstanceLoopCharacteristics {words}/>"
    assert errors(check(around(user("x", loop)), "p", NOBODY)) == []


def test_warnings_do_not_stop_publishing():
    found = check(choice(), "p", NOBODY)
    assert [one.severity for one in found if one.rule == "default-missing"] == ["warning"]
    assert [one.rule for one in errors(check(choice(default="f2", two=None), "p", NOBODY))] == ["data-unknown"]


def test_says_at_most_two_hundred():
    flows = "".join(flow("start", f"far{number}") for number in range(LIMIT + 50))
    assert len(check(diagram(start(), end(), path("start", "end"), flows), "p", NOBODY)) == LIMIT


def test_asks_a_rule_no_further_when_it_has_said_enough():
    asked = []
    rule = SimpleNamespace(NAME="x", REMEDY="", check=lambda bundle: map(said, range(10 * LIMIT)))

    def said(number):
        asked.append(number)
        return Finding("", str(number), "", {})

    assert len(list(signed(rule, None))) == len(asked) == LIMIT


def test_refuses_a_document_type_definition():
    source = around(user("x"))["p.bpmn"].replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "e">]>', 1)
    assert rules_of(check({"p.bpmn": source}, "p", NOBODY)) == [("file-doctype", "p.bpmn")]


def test_adds_what_the_engine_can_not_run():
    found = check(around(user("x"), node("callActivity", "c", calledElement="p")), "p", NOBODY)
    assert ("call-recursive", "c") in rules_of(found)
    late = "2026-11-12T08:00:00"
    naive = check(around(node("intermediateCatchEvent", "x", timer("timeDate", late))), "p", NOBODY)
    assert {one.element for one in naive} <= {"x"}


def test_does_not_say_the_same_twice():
    found = check(diagram(start(), user("x"), end(), path("start", "x", "end"), user("alone")), "p", NOBODY)
    about = [one.sentence for one in found if one.element == "alone"]
    assert len(about) == len(set(about))


def test_knows_what_the_bundle_calls():
    caller = process(start(), node("callActivity", "c", calledElement="q"), end(), path("start", "c", "end"))
    called = process(start("s9"), user("u9", form="none"), end("e9"), path("s9", "u9", "e9"), id="q")
    found = check(xml(caller, called), "p", Known(forms=frozenset()))
    assert rules_of(found) == [("form-unknown", "u9")]


def test_two_processes_of_a_bundle_may_use_the_same_ids():
    own = around(user("x"))
    other = own["p.bpmn"].replace(b'"p"', b'"q"')
    assert check({**own, "q.bpmn": other}, "p", NOBODY) == []


def test_leaves_foreign_pools_to_themselves():
    other = process(start("s9"), user("u9", form="none"), end("e9"), path("s9", "u9", "e9"), id="q")
    own = process(start(), user("x"), end(), path("start", "x", "end"))
    assert check(xml(own, other), "p", Known(forms=frozenset())) == []


@pytest.mark.parametrize("said", ["${amount > 5}", "#{approved}"])
def test_offers_the_translation_of_a_foreign_expression(said):
    found = check(choice(default="f2", one=said, two=None), "p", NOBODY)
    assert [one.facts["offer"] for one in found if one.rule == "expression"] == [said[2:-1]]


def test_the_dry_run_rests_at_the_first_task():
    assert rehearsal.rehearsed(tuple(around(user("x")).items()), "p") is None


def test_the_dry_run_forgives_missing_data():
    files = choice(default="f2", one="amount > 5", two=None)
    assert rehearsal.rehearsed(tuple(files.items()), "p") is None


def test_a_dry_run_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(rehearsal, "SECONDS", 0.001)
    rehearsal.rehearsed.cache_clear()
    found = check(around(user("x", name="slow")), "p", NOBODY)
    rehearsal.rehearsed.cache_clear()
    assert rules_of(found) == [("dry-run", "p")]


def test_a_dry_run_that_explodes_is_stopped(monkeypatch):
    monkeypatch.setattr(rehearsal, "CPU_SECONDS", 1)
    many = several(count="3000")
    inside = (start("s2"), user("u", many), end("e2"), path("s2", "u", "e2"))
    found = check(around(sub_process("x", many, *inside)), "p", NOBODY)
    assert rules_of(found) == [("dry-run", "p")]


def test_too_many_instances_are_found_by_the_dry_run():
    found = check(around(user("x", several(count="10000000"))), "p", NOBODY)
    assert rules_of(found) == [("dry-run", "x")]


def test_a_dry_run_that_breaks_down_says_so(monkeypatch):
    monkeypatch.setattr(rehearsal.sys, "executable", "/bin/false")
    rehearsal.rehearsed.cache_clear()
    told = rehearsal.rehearsed(tuple(around(user("x")).items()), "p")
    rehearsal.rehearsed.cache_clear()
    assert told == {"sentence": rehearsal.BROKEN, "facts": {"name": "p", "reason": ""}}
