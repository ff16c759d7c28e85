"""Suspend, resume, cancel, move, skip, repeat and correct: warm, reloaded after each command, and re-executed."""

import datetime as dt

import pytest

from engine import intervention_errors as errors
from engine.errors import DataKeyReserved, DataNotJson, DiagramInvalid, StaleTask
from engine.spiff import intervene
from engine.spiff.parse import compile_process
from engine.spiff.run import Live
from tests.bpmn.drawing import (
    boundary,
    catch,
    diagram,
    end,
    event_gateway,
    exclusive,
    flow,
    inclusive,
    node,
    ours,
    parallel,
    path,
    process,
    receive,
    script,
    service,
    several,
    start,
    sub_process,
    timer,
    user,
)
from tests.bpmn.drawing_events import condition, drawn
from tests.bpmn.story import START, Story

LINE = diagram(start(), user("a"), user("b"), user("c"), end(), path("start", "a", "b", "c", "end"))
FORK = diagram(
    start(), user("before"), parallel("fork"), user("left"), user("left2"), user("right"), parallel("join"),
    user("behind"), end(), path("start", "before", "fork", "left", "left2", "join", "behind", "end"),
    path("fork", "right", "join"))  # fmt: skip
CLEANUP = '<satupintu:cleanup handler="stock.release"/><satupintu:cleanup handler="number.release"/>'


@pytest.fixture(params=["warm", "cold"])
def told(request):
    """A function that tells a story; at the end its log is executed again and must give the same bytes."""
    stories = []

    def tell(files, **given):
        stories.append(Told(files, cold=request.param == "cold", **given))
        return stories[-1]

    yield tell
    for story in stories:
        story.runs_again()


class Told(Story):
    """A story with interventions, which can be told again from its log alone."""

    def __init__(self, files, data=None, answers=None, cold=False):
        self.log = []
        super().__init__(files, data=data, answers=answers, cold=cold)
        self.began = data or {}

    def _command(self, name, ordinal, **given):
        self.log.append((name, ordinal, {key: value for key, value in given.items() if key != "call"}))
        return super()._command(name, ordinal, **given)

    def intervenes(self, name, *given):
        self.at += dt.timedelta(minutes=1)
        step = self.intervened(self.live, self.at, name, given)
        self.log.append((name, given, {}))
        return self._took(step)

    def intervened(self, live, at, name, given):
        call = {"call": self.call} if name in ("move", "repeat", "skip", "cancel") else {}
        return getattr(intervene, name)(live, *given, at=at, **call)

    def token(self, element):
        return next(token.ordinal for token in intervene.tokens(self.live) if token.element == element)

    @property
    def standing(self):
        return sorted(self.live.here())

    def runs_again(self):
        at = START
        live, _ = Live.start(self.process, at=at, data=self.began, call=self.call, calendar=self.live.root.calendar)
        for one, given, more in self.log:
            at += dt.timedelta(minutes=1)
            if isinstance(given, tuple):
                self.intervened(live, at, one, given)
            else:
                call = {"call": self.call}
                getattr(live, one)(given, at=at, **more, **call)
        assert live.dump() == self.live.dump()


def refused(story, error, name, *given):
    """The refusal of an intervention; the instance stays as it was."""
    before = story.live.dump()
    with pytest.raises(error) as caught:
        story.intervened(story.live, story.at, name, given)
    assert story.live.dump() == before
    return caught.value


def test_a_suspended_instance_keeps_its_tokens_and_goes_on_after_it_was_resumed(told):
    story = told(LINE)
    story.intervenes("suspend")
    assert (story.live.state, story.standing) == ("suspended", ["a"])
    refused(story, StaleTask, "suspend")

    story.intervenes("resume")
    refused(story, errors.InstanceNotSuspended, "resume")
    story.does("a")
    assert story.open == ["b"]


def test_resuming_announces_every_timer_with_the_instant_it_was_set_to(told):
    story = told(diagram(
        start(), user("a"), boundary("late", "a", timer("timeDuration", "PT1H"), interrupting=False), user("b"), end(),
        end("e2"), path("start", "a", "b", "end"), path("late", "e2")))  # fmt: skip
    due = [entry.due for entry in story.step.timers]
    story.intervenes("suspend")
    step = story.intervenes("resume")
    assert [entry.due for entry in step.timers] == due
    assert story.fires("late").moves


def test_cancelling_runs_the_clean_up_that_the_process_declares(told):
    story = told(
        diagram(ours(CLEANUP), start(), user("a"), end(), path("start", "a", "end")),
        data={"item": "chair"}, answers={"stock.release": {"released": 3}})  # fmt: skip
    step = story.intervenes("cancel")
    assert [(one.handler, one.element, one.result) for one in step.results] == [
        ("stock.release", "p", {"released": 3}),
        ("number.release", "p", {}),
    ]
    assert story.calls[0].data == {"item": "chair"}
    assert (step.state, story.open) == ("cancelled", [])
    assert {"stock.release", "number.release"} <= story.process.handlers


def test_cancelling_cleans_up_after_called_processes_that_are_open_first(told):
    inner = process(ours('<satupintu:cleanup handler="slot.release"/>'), start("s2"), user("in"), end("e2"),
                    path("s2", "in", "e2"), id="q")  # fmt: skip
    story = told(diagram(
        ours('<satupintu:cleanup handler="number.release"/>'), start(), node("callActivity", "q1", calledElement="q"),
        end(), path("start", "q1", "end"), also=inner))  # fmt: skip
    step = story.intervenes("cancel")
    assert [one.handler for one in step.results] == ["slot.release", "number.release"]


def test_a_suspended_instance_can_be_cancelled(told):
    story = told(LINE)
    story.intervenes("suspend")
    assert story.intervenes("cancel").state == "cancelled"


def test_a_token_moves_ahead_and_takes_its_data_along(told):
    story = told(LINE, data={"n": 1})
    step = story.intervenes("move", story.token("a"), "c")
    assert story.open == ["c"]
    assert [(move.element, move.state) for move in step.moves] == [("a", "cancelled"), ("c", "entered")]
    assert story.does("c").state == "completed"
    assert story.data == {"n": 1}


def test_a_token_moves_back(told):
    story = told(LINE)
    story.does("a", said="yes")
    story.intervenes("repeat", story.token("b"), "a")
    assert story.open == ["a"]
    story.does("a", said="no")
    story.does("b")
    story.does("c")
    assert (story.live.state, story.data["said"]) == ("completed", "no")


def test_repeating_goes_back_only(told):
    refused(told(LINE), errors.NotBefore, "repeat", 3, "c")


def test_a_token_moves_within_its_branch_and_the_join_still_joins(told):
    story = told(FORK)
    story.does("before")
    story.intervenes("move", story.token("left"), "left2")
    story.does("left2")
    assert story.open == ["right"]
    story.does("right")
    assert story.open == ["behind"]


def test_a_join_takes_what_a_moved_branch_changed(told):
    story = told(FORK, data={"n": 1})
    story.does("before")
    story.does("left", a=1)
    story.intervenes("repeat", story.token("left2"), "left")
    story.does("left", a=2)
    story.does("left2", b=3)
    story.does("right", c=4)
    story.does("behind")
    assert story.data == {"n": 1, "a": 2, "b": 3, "c": 4}


@pytest.mark.parametrize(
    ("goal", "error"),
    [
        ("join", errors.IntoJoin),
        ("right", errors.OutOfBranch),
        ("behind", errors.OutOfBranch),
        ("before", errors.OutOfBranch),
        ("nowhere", errors.ElementUnknown),
        ("start", errors.NotAPlace),
    ],
)
def test_no_token_leaves_the_branches_that_meet_again(told, goal, error):
    story = told(FORK)
    story.does("before")
    fault = refused(story, error, "move", story.token("left"), goal)
    assert fault.facts["element"] == goal


def test_a_token_before_the_fork_moves_past_the_join_and_one_behind_it_back(told):
    story = told(FORK)
    story.intervenes("move", story.token("before"), "behind")
    assert story.open == ["behind"]
    story.intervenes("move", story.token("behind"), "fork")
    assert story.open == ["left", "right"]


def test_no_token_enters_one_branch_only(told):
    story = told(FORK)
    refused(story, errors.OutOfBranch, "move", story.token("before"), "left")


def test_a_token_that_waits_at_a_join_stays(told):
    story = told(FORK)
    story.does("before")
    story.does("right")
    refused(story, errors.NotMovable, "move", story.token("join"), "behind")


def test_an_inclusive_join_goes_on_when_the_token_it_waited_for_was_moved_behind_it(told):
    story = told(diagram(
        start(), inclusive("fork"), user("a"), user("b"), inclusive("join"), user("c"), user("d"), end(),
        flow("start", "fork"), flow("fork", "a", "True"), flow("fork", "b", "True"),
        path("a", "join", "c", "d", "end"), flow("b", "join")))  # fmt: skip
    story.does("a")
    assert story.open == ["b"]
    story.intervenes("move", story.token("b"), "d")
    assert story.open == ["c", "d"]


def test_moving_to_an_automatic_step_runs_on_until_people_are_needed(told):
    story = told(
        diagram(start(), user("a"), service("s", "letters.file"), script("t", "n = n + 1"),
                exclusive("g", default="g.c"), user("b"), user("c"), end(), path("start", "a", "s", "t", "g"),
                flow("g", "b", "n > 2"), flow("g", "c"), flow("b", "end"), flow("c", "end")),
        data={"n": 1}, answers={"letters.file": {"n": 2}})  # fmt: skip
    story.intervenes("move", story.token("a"), "s")
    assert story.open == ["b"]


def test_moving_an_activity_takes_its_timers_along(told):
    story = told(diagram(
        start(), user("a"), boundary("late", "a", timer("timeDuration", "PT1H")), user("b"), end(), end("e2"),
        path("start", "a", "b", "end"), path("late", "e2")))  # fmt: skip
    step = story.intervenes("move", story.token("a"), "b")
    assert (len(step.closed), story.open, story.timers) == (2, ["b"], {})
    story.intervenes("repeat", story.token("b"), "a")
    assert len(story.timers) == 1
    story.fires("late")
    assert story.live.state == "completed"


def test_moving_one_event_of_a_gateway_takes_all_of_them(told):
    story = told(diagram(
        start(), event_gateway("g"), catch("t1", timer("timeDuration", "PT1H")), catch("t2",
        timer("timeDuration", "PT2H")), user("a"), end(), flow("start", "g"), flow("g", "t1"), flow("g", "t2"),
        flow("t1", "a"), flow("t2", "a"), flow("a", "end")))  # fmt: skip
    story.intervenes("move", story.token("t2"), "a")
    assert (story.open, story.timers, story.standing) == (["a"], {}, ["a"])


SUB = diagram(start(), sub_process("sub", start("s2"), user("in"), user("in2"), end("e2"),
              path("s2", "in", "in2", "e2")), user("after"), end(), path("start", "sub", "after", "end"))  # fmt: skip
MANY = diagram(start(), user("each", several("units", item="unit")), user("after"), end(),
               path("start", "each", "after", "end"))  # fmt: skip


def test_a_token_moves_inside_its_sub_process_only(told):
    story = told(SUB)
    refused(story, errors.OtherScope, "move", story.token("in"), "after")
    story.intervenes("move", story.token("in"), "in2")
    assert story.open == ["in2"]
    refused(story, errors.OtherScope, "move", story.token("sub"), "in")
    story.intervenes("move", story.token("sub"), "after")
    assert story.open == ["after"]


def test_one_of_several_instances_stays_and_all_of_them_move(told):
    story = told(MANY, data={"units": ["a", "b"]})
    ordinals = [token.ordinal for token in intervene.tokens(story.live) if token.part]
    assert len(ordinals) == 2
    refused(story, errors.InsideMultiInstance, "move", ordinals[0], "after")
    story.intervenes("skip", ordinals[0])
    assert story.open == ["each"]
    story.intervenes("move", story.token("each"), "after")
    assert story.open == ["after"]


def test_a_task_is_skipped_and_its_data_are_not_asked_for(told):
    story = told(LINE)
    step = story.intervenes("skip", story.token("a"))
    assert (story.open, len(step.closed), story.data) == (["b"], 1, {})


def test_an_awaited_message_is_skipped(told):
    story = told(diagram(start(), receive("r", "'x'"), user("a"), end(), path("start", "r", "a", "end")))
    story.intervenes("skip", story.token("r"))
    assert (story.open, story.waits) == (["a"], {})


@pytest.mark.parametrize(("files", "element"), [(SUB, "sub"), (MANY, "each")])
def test_a_whole_activity_is_skipped(told, files, element):
    story = told(files, data={"units": [1, 2, 3]})
    story.intervenes("skip", story.token(element))
    assert story.open == ["after"]


def test_a_join_is_not_skipped(told):
    story = told(FORK)
    story.does("before")
    story.does("left")
    story.does("left2")
    refused(story, errors.NotSkippable, "skip", story.token("join"))


def test_what_is_not_open_is_stale(told):
    story = told(LINE)
    refused(story, StaleTask, "skip", 99)
    refused(story, StaleTask, "move", 1, "c")


def test_data_are_corrected_in_every_branch_and_stay_so_behind_the_join(told):
    story = told(FORK, data={"amount": 5, "old": 1})
    story.does("before")
    story.does("left", kept=True)
    before = story.step.digest
    step = story.intervenes("correct", {"amount": 7, "place": {"room": 2}}, ["old"])
    assert step.digest != before
    story.does("left2")
    story.does("right")
    story.does("behind")
    assert story.data == {"amount": 7, "place": {"room": 2}, "kept": True}


def test_a_correction_decides_what_a_gateway_does(told):
    story = told(diagram(start(), user("a"), exclusive("g", default="g.c"), user("b"), user("c"), end(),
                         path("start", "a", "g"), flow("g", "b", "n > 2"), flow("g", "c"), flow("b", "end"),
                         flow("c", "end")), data={"n": 1})  # fmt: skip
    story.intervenes("correct", {"n": 3}, [])
    story.does("a")
    assert story.open == ["b"]


@pytest.mark.parametrize(
    ("changes", "gone", "error"),
    [
        ({}, [], errors.NothingCorrected),
        ({"typename": 1}, [], DataKeyReserved),
        ({"__builtins__": 1}, [], DataKeyReserved),
        ({"a b": 1}, [], errors.DataNameUnusable),
        ({"x": float("nan")}, [], DataNotJson),
        ({"x": object()}, [], DataNotJson),
        ({}, ["nothing"], errors.DataUnknown),
        ({"units": 1}, ["units"], errors.DataUnknown),
        ({"unit": "x"}, [], errors.DataOfInstances),
    ],
)
def test_corrections_that_make_no_sense_are_refused(told, changes, gone, error):
    refused(told(MANY, data={"units": ["a", "b"]}), error, "correct", changes, gone)


def test_an_ended_instance_takes_no_intervention(told):
    story = told(LINE)
    story.intervenes("cancel")
    for name, given in (("suspend", ()), ("cancel", ()), ("skip", (3,)), ("move", (3, "c"))):
        refused(story, StaleTask, name, *given)


@pytest.mark.parametrize(
    ("attributes", "rule"),
    [
        ('not-by="nobody"', "not-by-unknown"),
        ('not-by="end"', "not-by-unknown"),
        ('not-by="subject"', "not-by-data"),
        ('not-by-data="applicant"', "not-by-data"),
    ],
)
def test_a_bar_names_tasks_and_data(attributes, rule):
    task = node("userTask", "b", ours(f"<satupintu:task {attributes}/>"))
    with pytest.raises(DiagramInvalid) as caught:
        compile_process(diagram(start(), user("a"), task, end(), path("start", "a", "b", "end")), "p")
    assert [(one.rule, one.element) for one in caught.value.findings] == [(rule, "b")]


def test_a_clean_up_names_its_operation():
    with pytest.raises(DiagramInvalid) as caught:
        compile_process(
            diagram(ours("<satupintu:cleanup/>"), start(), user("a"), end(), path("start", "a", "end")), "p"
        )
    assert [one.rule for one in caught.value.findings] == ["cleanup-operation"]


def test_the_data_name_who_is_barred():
    task = node("userTask", "b", ours('<satupintu:task not-by="subject" not-by-data="applicant"/>'))
    story = Story(diagram(start(), task, end(), path("start", "b", "end")), data={"applicant": "P01"})
    assert story.step.opened[0].subjects == ("P01",)


def test_conditions_see_corrected_data_when_they_are_asked_again(told):
    story = told(drawn(
        start(), parallel("fork"), catch("c", condition("n > 1")), user("a"), user("b"), user("then"), end("e1"),
        end("e2"), path("start", "fork", "c", "then", "e1"), path("fork", "a", "b", "e2")), data={"n": 0})  # fmt: skip
    story.does("a", n=1)
    story.intervenes("correct", {"n": 5}, [])
    assert story.open == ["b"]
    story.does("b", m=1)
    assert story.open == ["then"]
