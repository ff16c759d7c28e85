"""Some shapes of processes, and a walk through one of them that is decided by a list of numbers only."""

import datetime as dt
import hashlib
import json
import sys

from engine.spiff.parse import compile_process
from engine.spiff.run import Live
from tests.bpmn.drawing import (
    awaited,
    boundary,
    catch,
    diagram,
    end,
    error_code,
    event_gateway,
    exclusive,
    flow,
    inclusive,
    message,
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
)  # fmt: skip
from tests.bpmn.drawing_events import (
    cancel,
    compensate,
    condition,
    drawn,
    error,
    escalation,
    event_scope,
    handler,
    signal,
    throw,
    transaction,
    undoes,
)  # fmt: skip
from tests.bpmn.tables import answer as answered
from tests.bpmn.tables import column, decision, decisions, literal, table

INNER = (
    start("s2"),
    user("inner"),
    service("file", "letters.file", n="step"),
    end("e2"),
    path("s2", "inner", "file", "e2"),
)
SHAPES = {
    "approval": diagram(
        start(), user("a"), exclusive("g", default="g.end"), user("b"), end(), path("start", "a", "g"),
        flow("g", "b", "step % 3 > 0"), flow("g", "end"), path("b", "end")),
    "loop": diagram(
        start(), exclusive("again"), user("a"),
        script("s", "round = get(letter, 'round', 0) + 1\nletter = {'round': round}"),
        exclusive("more", default="more.end"), end(), path("start", "again", "a", "s", "more"),
        flow("more", "again", "letter.round < 6"), flow("more", "end")),
    "several at once": diagram(
        start(), user("a", several("units", item="unit", outputs="answers", output="step",
        until="nrOfCompletedInstances > 3"),
                      desk="'post:' + unit"), user("b"), end(), path("start", "a", "b", "end")),
    "one by one": diagram(
        start(), user("a", several("units", item="unit", sequential=True), desk="unit"), end(), path("start", "a",
        "end")),
    "sub-processes": diagram(
        start(), sub_process("sub", several("units", item="unit", outputs="steps", output="step"), *INNER),
        boundary("late", "sub", timer("timeDuration", "P3D")), user("after"), end(), end("end2"),
        path("start", "sub", "end"), path("late", "after", "end2")),
    "deadlines": diagram(
        start(), user("a"), boundary("remind", "a", timer("timeCycle", "R3/P1D"), interrupting=False),
        boundary("late", "a", timer("timeDate", "due_at")), user("note"), user("chase"), end(), end("e2"), end("e3"),
        path("start", "a", "end"), path("remind", "note", "e2"), path("late", "chase", "e3")),
    "race": diagram(
        start(), event_gateway("race"), catch("answered", awaited("letter.id"), message()),
        catch("late", timer("timeDuration", "P1D")), receive("withdrawn", "letter.id", "m2"), user("read"), end(),
        path("start", "race", "answered", "read", "end"), path("race", "late", "read"), path("race", "withdrawn",
        "end")),
    "side": diagram(
        start(), user("a"), exclusive("again"), user("b"), exclusive("more", default="more.end"), end(),
        path("start", "a", "again", "b", "more"), flow("more", "again", "step % 3 > 0"), flow("more", "end"),
        sub_process("asked", node("startEvent", "s3", awaited("letter.id"), message(), isInterrupting="false"),
                    user("reply"), end("e3"), path("s3", "reply", "e3"), triggeredByEvent="true"),
        sub_process("late", node("startEvent", "s4", timer("timeDuration", "P1D"), isInterrupting="false"),
                    user("remind"), end("e4"), path("s4", "remind", "e4"), triggeredByEvent="true")),
    "messages": diagram(
        start(), node("receiveTask", "reply", awaited("unit"), several("units", item="unit"), messageRef="m1"),
        user("b"), end(), path("start", "reply", "b", "end")),
    "forks": diagram(
        start(), parallel("fork"), user("a"), inclusive("some", default="some.d"), user("c"), user("d"),
        inclusive("meet"),
        parallel("join"), user("last"), end(), path("start", "fork", "a", "join"), path("fork", "some"),
        flow("some", "c", "len(units) > 2"), flow("some", "d"), path("c", "meet"), path("d", "meet", "join", "last",
        "end")),
    "decided": {**diagram(
        start(), exclusive("again"), user("a"),
        node("businessRuleTask", "decide", ours('<satupintu:decision ref="way"/>')),
        exclusive("g", default="g.end"), end(), path("start", "again", "a", "decide", "g"),
        flow("g", "again", "way == 'again'"), flow("g", "end")),
        "t.dmn": decisions(
            decision("way", table([column("step"), column("size")], [answered("way")], ["> 20", "<= 5", "'again'"],
                                  ["-", "-", "'end'"], policy="FIRST"), "size"),
            decision("size", literal("len(units)")))},
    "office": diagram(
        start(), user("a"), boundary("half", "a", timer("timeDate", "due_at"),
                                     ours('<satupintu:office part="50 %"/>'), interrupting=False),
        user("note"), catch("wait", timer("timeDuration", "'P' + str(1 + step % 5) + 'D'"),
                            ours("<satupintu:office/>")), end(), end("e2"),
        path("start", "a", "wait", "end"), path("half", "note", "e2")),
    "called": diagram(
        start(), node("callActivity", "call", calledElement="q"),
        boundary("failed", "call", '<bpmn:errorEventDefinition errorRef="e1"/>'), user("repair"), end(), end("end2"),
        path("start", "call", "end"), path("failed", "repair", "end2"),
        also=error_code() + process(
            start("s9"), user("theirs"), exclusive("ok", default="ok.e9"), end("e9"),
            end("bad", '<bpmn:errorEventDefinition errorRef="e1"/>'), path("s9", "theirs", "ok"), flow("ok", "e9"),
            flow("ok", "bad", "step % 2 == 0"), id="q")),
    "signals": drawn(
        start(), parallel("fork"), user("a"), throw("t", signal()), user("b"), end("e1"), user("host"),
        boundary("heard", "host", signal(), interrupting=False), boundary("ended", "host", signal("s2")), user("side"),
        end(), end("e2"), end("e3"),
        node("intermediateCatchEvent", "both", signal(), signal("s2"), parallelMultiple="true"), user("c"), end("e4"),
        path("start", "fork", "a", "t", "b", "e1"), path("fork", "host", "end"), path("heard", "side", "e2"),
        path("ended", "e3"), path("fork", "both", "c", "e4"), event_scope("again", signal(), interrupting=False)),
    "conditions": drawn(
        start(), parallel("fork"), user("a"), user("b"), user("c"), end("e1"), user("host"),
        boundary("odd", "host", condition("step % 2 == 1"), interrupting=False), user("side"), end(), end("e2"),
        catch("third", condition("step % 3 == 1")), user("d"), end("e3"),
        path("start", "fork", "a", "b", "c", "e1"), path("fork", "host", "end"), path("odd", "side", "e2"),
        path("fork", "third", "d", "e3"), event_scope("big", condition("step > 40"))),
    "interrupted": drawn(
        start(), sub_process(
            "sub", start("s"), parallel("fork"), user("a"), exclusive("g", default="g.e1"), end("bad", error()),
            end("e1"), user("b"), throw("t", escalation()), user("c"), end("e2"),
            path("s", "fork", "a", "g"), flow("g", "bad", "step % 3 == 0"), flow("g", "e1"),
            path("fork", "b", "t", "c", "e2"), event_scope("failed", error()),
            event_scope("late", timer("timeDuration", "P1D")),
            event_scope("up", escalation(), interrupting=False)),
        user("after"), end(), path("start", "sub", "after", "end")),
    "undone": drawn(
        start(), transaction(
            "deal", start("s"), user("a"), boundary("ca", "a", compensate()), handler("undo_a"),
            undoes("ca", "undo_a"), sub_process(
                "part", start("s1"), user("b"), boundary("cb", "b", compensate()), handler("undo_b"),
                undoes("cb", "undo_b"), end("e1"), path("s1", "b", "e1")),
            exclusive("g", default="g.e2"), end("no", cancel()), end("e2"),
            path("s", "a", "part", "g"), flow("g", "no", "step % 2 == 0"), flow("g", "e2")),
        boundary("cancelled", "deal", cancel()), user("side"), end("e3"), throw("all", compensate()), user("after"),
        end(), path("start", "deal", "all", "after", "end"), path("cancelled", "side", "e3")),
}  # fmt: skip
DATA = {"units": ["KP", "BA", "BB", "BC", "BD"], "letter": {"id": "L1"}, "due_at": "2026-11-20T00:00:00Z", "step": 0}
AT = dt.datetime(2026, 11, 12, tzinfo=dt.UTC)


def answer(call):
    return {"answers_of": {call.element: [call.ordinal, dict(call.parameters)]}}


def walk(shape, numbers, cold, compiled=None):
    """The digests and the final dump of an instance driven by `numbers`; `cold` reloads it after every command."""
    compiled = compiled or compile_process(SHAPES[shape], "p")
    live, step = Live.start(compiled, at=AT, data=DATA, call=answer, calendar="2026-1")
    digests, able = [step.digest], {}
    for count, number in enumerate(numbers, 1):
        for ordinal in step.closed:
            able.pop(ordinal, None)
        able.update((task.ordinal, "complete") for task in step.opened)
        able.update((timer_set.ordinal, "fire") for timer_set in step.timers)
        able.update((wait.ordinal, "deliver") for wait in step.waits if wait.kind == "message")
        able.update((wait.ordinal, wait.message) for wait in step.waits if wait.kind == "signal")
        if not able:
            break
        if cold:
            live = Live.load(compiled, live.dump())
        ordinal = sorted(able)[number % len(able)]
        given = {"complete": {"data": {"step": number}}, "deliver": {"payload": {"step": number}}, "fire": {}}
        command, at = able[ordinal], AT + dt.timedelta(hours=count)
        if command in given:
            step = getattr(live, command)(ordinal, at=at, call=answer, **given[command])
        else:
            step = live.signal(command, at=at, payload={"step": number}, call=answer)
        digests.append(step.digest)
    return digests, live.dump()


def fingerprint(numbers):
    """One digest over all shapes."""
    whole = [[shape, *walk(shape, numbers, cold=False)] for shape in sorted(SHAPES)]
    text = json.dumps([[shape, digests, dump.decode()] for shape, digests, dump in whole])
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    print(fingerprint([int(number) for number in sys.argv[1:]]))
