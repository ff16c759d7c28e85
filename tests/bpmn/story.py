"""Tells an instance in the words of its diagram: starts it, does tasks by element, lets time pass by timer."""

import datetime as dt

from engine.spiff import intervene
from engine.spiff.parse import compile_process
from engine.spiff.run import Live

START = dt.datetime(2026, 11, 12, 1, 0, tzinfo=dt.UTC)


class Story:
    """One instance; every command comes a minute after the last. `cold` dumps and loads after each command."""

    def __init__(
        self, files, process="p", data=None, answers=None, cold=False, begin=None, start=START, calendar="2026-1"
    ):
        self.process = compile_process(files, process)
        self.at, self.cold, self.answers = start, cold, answers or {}
        self.calls, self.steps, self.tasks, self.timers, self.waits = [], [], {}, {}, {}
        given = {"data": data or {}, "call": self.call, "begin": begin, "calendar": calendar}
        self.live, step = Live.start(self.process, at=self.at, **given)
        self._took(step)

    def call(self, call):
        self.calls.append(call)
        answer = self.answers.get(call.handler, {})
        return answer(call) if callable(answer) else answer

    def does(self, element, **data):
        return self._command("complete", self._first(self.tasks, element), data=data, call=self.call)

    def fires(self, element):
        return self._command("fire", self._first(self.timers, element), call=self.call)

    def receives(self, element, **payload):
        messages = {ordinal: wait for ordinal, wait in self.waits.items() if wait.kind == "message"}
        return self._command("deliver", self._first(messages, element), payload=payload, call=self.call)

    def hears(self, signal, **payload):
        """A signal comes from elsewhere."""
        self.at += dt.timedelta(minutes=1)
        return self._took(self.live.signal(signal, at=self.at, payload=payload, call=self.call))

    def cancels(self):
        self.at += dt.timedelta(minutes=1)
        return self._took(intervene.cancel(self.live, at=self.at, call=self.call))

    @property
    def step(self):
        return self.steps[-1]

    @property
    def open(self):
        return sorted(task.element for task in self.tasks.values())

    @property
    def path(self):
        """Every 'done' so far, as element ids."""
        return [move.element for step in self.steps for move in step.moves if move.state == "done"]

    @property
    def thrown(self):
        """What has left the instance so far: kind, name, correlation."""
        return [(one.kind, one.name, one.correlation) for step in self.steps for one in step.thrown]

    def entered(self, element):
        """Whether a token has ever come to an element."""
        return any(move.element == element for step in self.steps for move in step.moves)

    def data_at(self, element):
        """The data of an open task."""
        return self.live.data(self._first(self.tasks, element))

    @property
    def data(self):
        return self.live.data()

    def _first(self, known, element):
        return min(ordinal for ordinal, entry in known.items() if entry.element == element)

    def _command(self, name, ordinal, **given):
        self.at += dt.timedelta(minutes=1)
        return self._took(getattr(self.live, name)(ordinal, at=self.at, **given))

    def _took(self, step):
        self.steps.append(step)
        for ordinal in step.closed:
            assert ordinal in self.tasks or ordinal in self.timers or ordinal in self.waits
            for known in (self.tasks, self.timers, self.waits):
                known.pop(ordinal, None)
        self.tasks.update((task.ordinal, task) for task in step.opened)
        self.timers.update((timer.ordinal, timer) for timer in step.timers)
        self.waits.update((wait.ordinal, wait) for wait in step.waits)
        if self.cold:
            self.live = Live.load(self.process, self.live.dump())
        return step
