"""Raw answers become typed ones, or each wrong field is named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import Form
from forms.clean import clean
from kernel.errors import FormInvalid
from kernel.history import commitment


def form(ui: dict[str, Any] | None = None, required: tuple[str, ...] = (), **properties: dict[str, Any]) -> Form:
    schema = {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}
    return Form("test/test", "Test", schema, ui or {})


TEXT = {"type": "string", "title": "Text", "maxLength": 20}


def cleaned(schema: dict[str, Any], raw: Any, **ui: Any) -> Any:
    return clean(form({"field": ui}, field=schema), {"field": raw}).public.get("field", "absent")


def fault(schema: dict[str, Any], raw: Any) -> str:
    with pytest.raises(FormInvalid) as refused:
        cleaned(schema, raw)
    (error,) = refused.value.fields
    assert error.field == "field"
    assert error.sentence % error.facts
    return error.sentence


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("  a  b ", "a b"),
        (["x"], "x"),
        ("", "absent"),
        ("   ", "absent"),
        (None, "absent"),
        ([], "absent"),
        ("a\nb", "a b"),
        ("a\x00b\u202ec\u200b", "abc"),
        ("cafe\u0301", "café"),
        ("\u2028", "absent"),
    ],
)
def test_tidies_texts(raw: Any, value: str) -> None:
    assert cleaned(TEXT, raw) == value


def test_keeps_lines_where_there_may_be_several() -> None:
    assert cleaned(TEXT, " a\r\nb ", **{"ui:widget": "textarea"}) == "a\nb"


@pytest.mark.parametrize(("raw", "value"), [("1250", 1250), ("1.250", 1250), ("-3", -3), (" 7 ", 7), (5, 5)])
def test_reads_whole_numbers_as_they_are_written_here(raw: Any, value: int) -> None:
    assert cleaned({"type": "integer"}, raw) == value


@pytest.mark.parametrize("raw", ["1,5", "12.50", "1.2.3", "x", "1e9", "9" * 30, True, {"a": 1}])
def test_refuses_what_is_no_whole_number(raw: Any) -> None:
    fault({"type": "integer"}, raw)


@pytest.mark.parametrize(
    ("raw", "value"), [("1.250,5", 1250.5), ("0,25", 0.25), ("1.250", 1250), ("12.5", 12.5), (2.5, 2.5)]
)
def test_reads_decimals_as_they_are_written_here(raw: Any, value: float) -> None:
    assert cleaned({"type": "number"}, raw) == value


@pytest.mark.parametrize("raw", ["nan", "inf", "1,2,3", "1.2.3,4", float("nan"), float("inf")])
def test_refuses_what_is_no_number(raw: Any) -> None:
    fault({"type": "number"}, raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("true", True), ("on", True), ("ya", True), ("false", False), ("0", False), (True, True), ("", "absent")],
)
def test_reads_yes_and_no(raw: Any, value: Any) -> None:
    assert cleaned({"type": "boolean"}, raw) == value


def test_refuses_perhaps() -> None:
    fault({"type": "boolean"}, "mungkin")


@pytest.mark.parametrize("raw", ["2026-11-12", "12/11/2026", "12-11-2026", "12.11.2026"])
def test_reads_dates(raw: str) -> None:
    assert cleaned({"type": "string", "format": "date"}, raw) == "2026-11-12"


@pytest.mark.parametrize("raw", ["31/02/2026", "2026-13-01", "20261112", "besok", "2026-11-12T00:00"])
def test_refuses_days_that_do_not_exist(raw: str) -> None:
    fault({"type": "string", "format": "date"}, raw)


@pytest.mark.parametrize("raw", ["2026-11-12T09:30", "12/11/2026 09.30", "2026-11-12 09:30:59"])
def test_reads_local_times(raw: str) -> None:
    assert cleaned({"type": "string", "format": "local-date-time"}, raw) == "2026-11-12T09:30"


@pytest.mark.parametrize("raw", ["2026-11-12", "2026-11-12T25:00", "2026-11-12T09:30+07:00", "09:30"])
def test_refuses_times_that_are_not_local(raw: str) -> None:
    fault({"type": "string", "format": "local-date-time"}, raw)


@pytest.mark.parametrize(
    ("raw", "value"), [("a", ["a"]), (["a", "", "b"], ["a", "b"]), ([""], "absent"), ([], "absent")]
)
def test_repeated_names_are_a_list(raw: Any, value: Any) -> None:
    assert cleaned({"type": "array", "items": TEXT, "maxItems": 3}, raw) == value


@pytest.mark.parametrize("raw", [["a", "a"], ["a", "b", "c", "d"], ["a" * 21], [["a"], ["b", "c"]]])
def test_refuses_lists_that_break_their_rule(raw: Any) -> None:
    fault({"type": "array", "items": TEXT, "maxItems": 3, "uniqueItems": True}, raw)


@pytest.mark.parametrize(
    ("schema", "raw"),
    [
        (TEXT, "a" * 21),
        (TEXT, ["a", "b"]),
        (TEXT, {"a": 1}),
        ({"type": "string", "enum": ["a", "b"]}, "c"),
        ({"type": "string", "maxLength": 9, "pattern": "^[A-Z]+$"}, "a"),
        ({"type": "string", "maxLength": 9, "minLength": 3}, "a"),
        ({"type": "integer", "minimum": 3}, "2"),
        ({"type": "integer", "maximum": 3}, "4"),
    ],
)
def test_names_the_field_that_breaks_a_rule(schema: dict[str, Any], raw: Any) -> None:
    fault(schema, raw)


def test_names_every_wrong_field_in_the_order_of_the_form() -> None:
    three = form(required=("a", "c"), a=TEXT, b={"type": "integer"}, c=TEXT)
    with pytest.raises(FormInvalid) as refused:
        clean(three, {"b": "x"})
    assert [error.field for error in refused.value.fields] == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["typename", "data_objects", "__class__", "extra"])
def test_only_fields_of_the_form_pass(name: str) -> None:
    assert clean(form(a=TEXT), {"a": "x", name: "y"}).all == {"a": "x"}


def test_personal_texts_are_kept_apart_and_committed_to() -> None:
    answers = clean(form(a=TEXT, b={**TEXT, "x-private": True}), {"a": "x", "b": "y"})
    assert (answers.public, answers.private) == ({"a": "x"}, {"b": "y"})
    assert answers.commitments("salt") == {"b": commitment("y", "salt")}


ASKED = form(
    required=("decision",),
    decision={"type": "string", "enum": ["report", "ask"]},
    report={**TEXT, "x-when": {"decision": ["report"]}, "x-required": True},
    several={"type": "array", "items": TEXT, "x-when": {"decision": ["ask"]}},
    other={**TEXT, "x-when": {"several": ["lain"]}, "x-required": True},
)


def test_a_field_that_is_not_asked_for_is_dropped() -> None:
    assert clean(ASKED, {"decision": "ask", "report": "x", "other": "y"}).all == {"decision": "ask"}


def test_a_field_is_needed_only_when_it_is_asked_for() -> None:
    with pytest.raises(FormInvalid) as refused:
        clean(ASKED, {"decision": "report"})
    assert [error.field for error in refused.value.fields] == ["report"]


def test_one_of_several_values_may_call_for_a_field() -> None:
    with pytest.raises(FormInvalid) as refused:
        clean(ASKED, {"decision": "ask", "several": ["a", "lain"]})
    assert [error.field for error in refused.value.fields] == ["other"]


def test_rules_of_the_whole_form_name_the_missing_field() -> None:
    rule = {"if": {"required": ["a"]}, "then": {"required": ["b"]}}
    both = Form("t/t", "", {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "allOf": [rule]}, {})
    with pytest.raises(FormInvalid) as refused:
        clean(both, {"a": "x"})
    assert [error.field for error in refused.value.fields] == ["b"]


RAW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
ANY = form(
    text=TEXT,
    number={"type": "number"},
    whole={"type": "integer"},
    yes={"type": "boolean"},
    day={"type": "string", "format": "date"},
    time={"type": "string", "format": "local-date-time"},
    several={"type": "array", "items": TEXT, "maxItems": 2},
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(ANY.properties, RAW)))
def test_whatever_is_sent_is_cleaned_or_refused_by_name(raw: dict[str, Any]) -> None:
    try:
        answers = clean(ANY, raw)
    except FormInvalid as refused:
        named = {error.field for error in refused.fields}
    else:
        named = set(answers.all)
    assert named <= set(ANY.properties)
