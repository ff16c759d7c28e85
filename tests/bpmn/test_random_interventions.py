"""Random walks with interventions among the deeds: the same bytes reloaded and executed again, nothing gets stuck."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import commands
from engine.commands import Command
from engine.errors import ProcessStuck
from engine.spiff import intervene
from engine.spiff.parse import compile_process
from engine.spiff.run import Live
from kernel.errors import AppError
from tests.bpmn.drawing import diagram, end, flow, inclusive, parallel, path, start, sub_process, user
from tests.bpmn.shapes import AT, DATA, SHAPES, answer

NESTED = diagram(
    start(), user("a"), parallel("f1"), user("b"), parallel("f2"), user("c"), user("d"), user("e"), parallel("j2"),
    user("g"), parallel("j1"), inclusive("f3"), user("h"), user("i"), inclusive("j3"), sub_process("sub", start("s2"),
    user("k"), user("l"), end("e2"), path("s2", "k", "l", "e2")), end(),
    path("start", "a", "f1", "b", "f2", "c", "d", "j2", "g", "j1", "f3"), path("f2", "e", "j2"), path("f1", "j1"),
    flow("f3", "h", "True"), flow("f3", "i", "step % 2 == 0"), path("h", "j3", "sub", "end"),
    flow("i", "j3"))  # fmt: skip
ALL = {**SHAPES, "nested": NESTED}
COMPILED = {shape: compile_process(files, "p") for shape, files in ALL.items()}
FIRST = (commands.COMPLETED, commands.RECEIVED, commands.SIGNALLED, commands.FIRED)
NUMBERS = st.lists(st.integers(min_value=0, max_value=10_000), max_size=25)


class Walk:
    """One instance that is driven by numbers; what was accepted stands in `log`."""

    def __init__(self, shape, *, cold):
        self.process, self.cold, self.log = COMPILED[shape], cold, []
        self.at, self.able = AT, {}
        self.live, step = commands.apply(
            self.process, None, Command(commands.STARTED, data=DATA, calendar="2026-1"), self.at, answer
        )
        self.took(step)

    def took(self, step):
        for ordinal in step.closed:
            self.able.pop(ordinal, None)
        for opened, kind in ((step.opened, commands.COMPLETED), (step.timers, commands.FIRED)):
            self.able.update((one.ordinal, (kind, None)) for one in opened)
        for wait in step.waits:
            heard = (commands.SIGNALLED, wait.message) if wait.kind == "signal" else (commands.RECEIVED, None)
            self.able[wait.ordinal] = heard

    def command(self, ordinal, number):
        kind, name = self.able[ordinal]
        return Command(kind, ordinal, {} if kind == commands.FIRED else {"step": number}, name=name)

    def goes(self, command):
        """One command; a refused one leaves nothing. Gives whether it was accepted."""
        before = self.live.dump()
        self.at += dt.timedelta(hours=1)
        try:
            self.live, step = commands.apply(self.process, self.live, command, self.at, answer)
        except ProcessStuck:
            raise
        except AppError:
            self.live = Live.load(self.process, before)
            return False
        self.log.append((command, self.at))
        self.took(step)
        if self.cold:
            self.live = Live.load(self.process, self.live.dump())
        return True

    def does(self, number):
        ordinal = sorted(self.able)[number % len(self.able)]
        return self.goes(self.command(ordinal, number))

    def intervenes(self, number):
        places = intervene.tokens(self.live)
        goals = sorted(self.process.elements)
        token, goal = places[number % len(places)].ordinal, goals[number // 7 % len(goals)]
        ways = (
            Command(commands.MOVED, token, {"to": goal}),
            Command(commands.REPEATED, token, {"to": goal}),
            Command(commands.SKIPPED, token),
            Command(commands.CORRECTED, data={"set": {"step": number}, "delete": []}),
            Command(commands.SUSPENDED if self.live.state == "running" else commands.RESUMED),
        )
        return self.goes(ways[number % len(ways)])

    def walks(self, numbers):
        for number in numbers:
            if self.live.state not in ("running", "suspended") or self.waits_for_data_alone:
                break
            if self.live.state == "suspended" or number % 2:
                self.intervenes(number // 2)
            else:
                self.does(number // 2)
        return self

    def ends(self):
        """Everybody does what is open until it is done; gives the last state."""
        if self.live.state == "suspended":
            self.goes(Command(commands.RESUMED))
        for number in range(1, 400):
            if self.live.state != "running" or self.waits_for_data_alone:
                break
            if not self.able:  # only a condition waits, for data that nobody is left to change
                assert self.goes(Command(commands.SKIPPED, intervene.tokens(self.live)[0].ordinal))
                continue
            ordinal = min(self.able, key=lambda one: (FIRST.index(self.able[one][0]), one))
            assert self.goes(self.command(ordinal, number))
        return self.live.state

    @property
    def waits_for_data_alone(self):
        """Whether only a condition is left, and nobody to change what it reads: an administrator moves it on."""
        return self.live.state == "running" and not self.able and bool(self.live.root.conditions)

    def again(self):
        """The dump of the same log, executed anew."""
        live, _ = commands.apply(
            self.process, None, Command(commands.STARTED, data=DATA, calendar="2026-1"), AT, answer
        )
        for command, at in self.log:
            live, _ = commands.apply(self.process, live, command, at, answer)
        return live.dump()


@pytest.mark.parametrize("shape", ALL)
@settings(max_examples=40, deadline=None)
@given(numbers=NUMBERS)
def test_warm_cold_and_executed_again_are_the_same_bytes(shape, numbers):
    warm, cold = Walk(shape, cold=False).walks(numbers), Walk(shape, cold=True).walks(numbers)
    assert warm.live.dump() == cold.live.dump() == warm.again()
    assert [command for command, _ in warm.log] == [command for command, _ in cold.log]


@pytest.mark.parametrize("shape", ALL)
@settings(max_examples=40, deadline=None)
@given(numbers=NUMBERS)
def test_whatever_was_moved_the_process_comes_to_its_end(shape, numbers):
    walk = Walk(shape, cold=False).walks(numbers)
    assert walk.ends() in ("completed", "terminated") or walk.waits_for_data_alone
