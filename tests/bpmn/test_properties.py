"""Any process of the supported set, in any order: no token is lost or doubled, and every way back is the same."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.errors import DiagramInvalid
from engine.spiff import pruning
from engine.spiff.parse import compile_process
from engine.spiff.run import Live
from tests.bpmn.drawing import diagram, end, exclusive, flow, inclusive, node, parallel, path, several, start, user
from tests.bpmn.drawing import sub_process as sub
from tests.bpmn.token_game import TokenGame

AT = dt.datetime(2026, 11, 12, tzinfo=dt.UTC)
GATEWAYS = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway"}
QUICK = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow,
    HealthCheck.filter_too_much],
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def prunes_often():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pruning, "SLACK", 0)
        yield


def no_call(call):
    return {}


def play(files, picks, game, numbers):
    """Does tasks by the numbers, reloading now and then; engine and oracle agree after every step."""
    process = compile_process(files, "p")
    live, step = Live.start(process, at=AT, data={"picks": sorted(picks)}, call=no_call)
    opened, digests, commands = {}, [step.digest], []
    for number in [*numbers, None]:
        for ordinal in step.closed:
            opened.pop(ordinal)
        opened.update((task.ordinal, task.element) for task in step.opened)
        assert Counter(opened.values()) == game.labels()
        assert (step.state == "completed") == game.is_over
        assert bool(step.stuck) == (not opened and not game.is_over)
        if not opened or number is None or len(opened) > 40:
            break
        ordinal = sorted(opened)[number % len(opened)]
        if number % 3 == 0:
            live = Live.load(process, live.dump())
        commands.append(ordinal)
        game.does(opened[ordinal])
        step = live.complete(ordinal, at=AT + dt.timedelta(minutes=len(digests)), data={"n": number}, call=no_call)
        digests.append(step.digest)
    assert repeat(process, picks, commands, numbers) == (digests, live.dump())


def repeat(process, picks, commands, numbers):
    """The same commands on a fresh instance that is never reloaded."""
    live, step = Live.start(process, at=AT, data={"picks": sorted(picks)}, call=no_call)
    digests = [step.digest]
    for ordinal, number in zip(commands, numbers, strict=False):
        at = AT + dt.timedelta(minutes=len(digests))
        digests.append(live.complete(ordinal, at=at, data={"n": number}, call=no_call).digest)
    return digests, live.dump()


class Block:
    """Draws a block-structured process and its token game side by side."""

    def __init__(self):
        self.count, self.nodes, self.flows, self.picks = 0, {}, [], set()

    def name(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def add(self, kind, name, label=None):
        self.nodes[name] = {"kind": kind, "label": label or name}
        return name

    def link(self, one, other, condition="always"):
        self.flows.append((self.name("f"), one, other, condition))

    def put(self, shape):
        """The XML of a block, its first and last element in the drawing, and the same in the token game."""
        return getattr(self, f"put_{shape[0]}")(*shape[1:])

    def put_task(self):
        name = self.add("task", self.name("t"))
        return user(name), name, name, name, name

    def put_many(self, number, in_turn):
        name = self.name("m")
        drawn = user(name, several(count=str(number), sequential=in_turn))
        if in_turn:
            copies = [self.add("task", f"{name}.{index}", name) for index in range(number)]
            for one, other in pairwise(copies):
                self.link(one, other)
            return drawn, name, name, copies[0], copies[-1]
        fork, join = self.add("and", self.name("g")), self.add("and", self.name("g"))
        for index in range(number):
            copy = self.add("task", f"{name}.{index}", name)
            self.link(fork, copy)
            self.link(copy, join)
        return drawn, name, name, fork, join

    def put_seq(self, shapes):
        parts = [self.put(shape) for shape in shapes]
        drawn = [part[0] for part in parts]
        for one, other in pairwise(parts):
            drawn.append(path(one[2], other[1]))
            self.link(one[4], other[3])
        return "".join(drawn), parts[0][1], parts[-1][2], parts[0][3], parts[-1][4]

    def put_fork(self, kind, ways):
        """Ways are (shape, picked); the last is the default."""
        fork, join = self.add(kind, self.name("g")), self.add(kind, self.name("g"))
        drawn = [node(GATEWAYS[kind], join)]
        for index, (shape, picked) in enumerate(ways):
            inside, first, last, first_node, last_node = self.put(shape)
            word = "always" if kind == "and" else "default" if index == len(ways) - 1 else f"w{self.count}"
            if picked and word not in ("always", "default"):
                self.picks.add(word)
            condition = f"'{word}' in picks" if word not in ("always", "default") else None
            drawn += [inside, flow(fork, first, condition, id=f"{fork}.{index}"), path(last, join)]
            self.link(fork, first_node, word)
            self.link(last_node, join)
        default = f"{fork}.{len(ways) - 1}" if kind != "and" else None
        drawn.append(node(GATEWAYS[kind], fork, default=default))
        return "".join(drawn), fork, join, fork, join

    def put_loop(self, shape, again):
        into, out = self.add("xor", self.name("g")), self.add("xor", self.name("g"))
        inside, first, last, first_node, last_node = self.put(("seq", [("task",), shape]))
        word = f"w{self.count}"
        if again:
            self.picks.add(word)
        rest = self.put_task()
        drawn = [exclusive(into), exclusive(out, default=f"{out}.rest"), inside, rest[0], path(into, first),
                 path(last, out), flow(out, into, f"'{word}' in picks"),
                 flow(out, rest[1], id=f"{out}.rest")]  # fmt: skip
        self.link(into, first_node)
        self.link(last_node, out)
        self.link(out, into, word)
        self.link(out, rest[3], "default")
        return "".join(drawn), into, rest[2], into, rest[4]

    def put_sub(self, shape, bare):
        name = self.name("s")
        inside, first, last, first_node, last_node = self.put(("seq", [("task",), shape, ("task",)]) if bare else shape)
        if bare:
            return sub(name, inside), name, name, first_node, last_node
        begin, finish = self.name("b"), self.name("e")
        drawn = sub(name, start(begin), end(finish), inside, path(begin, first), path(last, finish))
        return drawn, name, name, first_node, last_node


def shapes():
    task = st.just(("task",))
    many = st.tuples(st.just("many"), st.integers(1, 4), st.booleans())

    def larger(inner):
        ways = st.lists(st.tuples(inner, st.booleans()), min_size=2, max_size=3)
        return st.one_of(
            st.tuples(st.just("seq"), st.lists(inner, min_size=2, max_size=3)),
            st.tuples(st.just("fork"), st.sampled_from(["xor", "and", "or"]), ways),
            st.tuples(st.just("loop"), inner, st.booleans()),
            st.tuples(st.just("sub"), inner, st.booleans()),
        )

    return st.recursive(task | many, larger, max_leaves=10)


@QUICK
@given(shapes(), st.lists(st.integers(0, 1000), min_size=5, max_size=30))
def test_block_structured_processes_count_every_token(shape, numbers):
    block = Block()
    inside, first, last, first_node, last_node = block.put(shape)
    block.add("end", "over")
    block.link(last_node, "over")
    files = diagram(start(), inside, end(), path("start", first), path(last, "end"))
    game = TokenGame(block.nodes, [*block.flows, ("go", "", first_node, "always")], block.picks, "go")
    play(files, block.picks, game, numbers)


@st.composite
def graphs(draw):
    """Nodes in a row, flows forward between any of them and backward to tasks only, conditions as they fall."""
    count = draw(st.integers(2, 9))
    kinds = ["task", *draw(st.lists(st.sampled_from(["task", "task", "xor", "and"]), min_size=count, max_size=count))]
    pairs = [(draw(st.integers(0, index - 1)), index) for index in range(1, count + 1)]
    pairs += draw(st.lists(st.tuples(st.integers(0, count), st.integers(0, count)), max_size=6))
    usable = dict.fromkeys((one, other) for one, other in pairs if one < other or kinds[other] == "task")
    quantities = draw(st.lists(st.integers(1, 3), min_size=2 * count + 2, max_size=2 * count + 2))
    return kinds, list(usable), quantities, draw(st.sets(st.integers(0, 20)))


@QUICK
@given(graphs(), st.lists(st.integers(0, 1000), min_size=5, max_size=30))
def test_unstructured_processes_count_every_token(graph, numbers):
    kinds, pairs, quantities, picked = graph
    nodes, flows, parts = {"over": {"kind": "end", "label": "over"}}, [], [start(), end("over")]
    picks = {f"w{number}" for number in picked}
    for index, kind in enumerate(kinds):
        name, out = f"n{index}", [other for one, other in pairs if one == index]
        nodes[name] = {"kind": kind, "label": name}
        targets = [f"n{other}" for other in out] or ["over"]
        words = [f"w{index + place}" for place in range(len(targets))] if kind == "xor" else ["always"] * len(targets)
        if kind == "task" and len(targets) > 1 and quantities[index] == 3:
            words[0] = f"w{index}"
        if kind == "xor":
            words[-1] = "default" if len(targets) > 1 else "always"
        for place, (target, word) in enumerate(zip(targets, words, strict=True)):
            condition = f"'{word}' in picks" if word.startswith("w") else None
            parts.append(flow(name, target, condition, id=f"{name}.{place}"))
            flows.append((f"{name}.{place}", name, target, word))
        default = f"{name}.{len(targets) - 1}" if "default" in words else None
        given_quantities = {}
        if kind == "task":
            takes, gives = min(quantities[2 * index : 2 * index + 2]), quantities[2 * index + 1] // 2 + 1
            takes = 1 if index == 0 else takes
            nodes[name].update(takes=takes, gives=gives)
            given_quantities = {"startQuantity": str(takes), "completionQuantity": str(gives)}
        tag = "userTask" if kind == "task" else GATEWAYS[kind]
        parts.append(node(tag, name, default=default, **given_quantities))
    files = diagram(*parts, path("start", "n0"))
    try:
        compile_process(files, "p")
    except DiagramInvalid:
        assume(False)
    game = TokenGame(nodes, [*flows, ("go", "", "n0", "always")], picks, "go")
    play(files, picks, game, numbers)


def test_ten_thousand_rounds_come_to_their_end():
    loop = exclusive("more", default="more.end")
    files = diagram(start(), exclusive("in"), user("a"), loop, end(), path("start", "in", "a", "more"),
                    flow("more", "in", "n < 10000"), flow("more", "end"))  # fmt: skip
    live, step = Live.start(compile_process(files, "p"), at=AT, data={"n": 0}, call=no_call)
    for number in range(1, 10_001):
        step = live.complete(step.opened[0].ordinal, at=AT, data={"n": number}, call=no_call)
    assert (step.state, live.size < 200) == ("completed", True)


@pytest.mark.parametrize("in_turn", [False, True])
def test_two_thousand_instances_come_to_their_end(in_turn):
    files = diagram(start(), user("a", several(count="2000", sequential=in_turn)), inclusive("g"), parallel("h"), end(),
                    path("start", "a", "g", "h", "end"))  # fmt: skip
    live, step = Live.start(compile_process(files, "p"), at=AT, data={}, call=no_call)
    pending = [task.ordinal for task in step.opened]
    for _ in range(2000):
        step = live.complete(pending.pop(), at=AT, data={}, call=no_call)
        pending.extend(task.ordinal for task in step.opened)
    assert step.state == "completed"
