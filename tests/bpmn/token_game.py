"""A token game small enough to be believed: the oracle that the engine is held against. It shares no code with it."""

from collections import Counter


class TokenGame:
    """Tokens on the flows of one process without sub-processes; tasks are done by name, everything else by itself.

    `nodes` gives for each node its kind (task, xor, and, or, end), the label of a task, and how many tokens it takes
    and gives; `flows` is a list of (id, source, target, condition) where a condition is 'always', 'default' or a word.
    """

    def __init__(self, nodes, flows, picks, first):
        self.nodes, self.picks = nodes, picks
        self.into, self.out_of, self.flows = {}, {}, {}
        for flow in flows:
            self.flows[flow[0]] = flow
            self.out_of.setdefault(flow[1], []).append(flow)
            self.into.setdefault(flow[2], []).append(flow)
        self.on, self.open, self.done = Counter({first: 1}), Counter(), Counter()
        self.settle()

    def labels(self):
        """The open tasks, as a multiset of labels."""
        return Counter({}) + Counter(self.nodes[name]["label"] for name in self.open.elements())

    def does(self, label):
        """One open task with this label is done."""
        name = next(name for name in sorted(self.open) if self.open[name] and self.nodes[name]["label"] == label)
        self.open[name] -= 1
        self.done[label] += 1
        for flow in self.taken(name):
            self.on[flow[0]] += self.nodes[name].get("gives", 1)
        self.settle()

    @property
    def is_over(self):
        return not +self.on and not +self.open

    def settle(self):
        while any(self.step(name) for name in self.nodes) or any(self.meet(name) for name in self.nodes):
            pass

    def step(self, name):
        """One thing that a node other than an inclusive join does by itself; False when there is nothing to do."""
        kind, into = self.nodes[name]["kind"], [flow[0] for flow in self.into.get(name, [])]
        full = [flow for flow in into if self.on[flow]]
        if kind == "or" and len(into) > 1:
            return False
        if kind == "task":
            takes = self.nodes[name].get("takes", 1)
            if sum(self.on[flow] for flow in into) < takes:
                return False
            for _ in range(takes):
                self.on[next(flow for flow in into if self.on[flow])] -= 1
            self.open[name] += 1
            return True
        if not full or (kind == "and" and len(full) < len(into)):
            return False
        self.pass_on(name, full if kind == "and" else full[:1])
        return True

    def meet(self, name):
        """An inclusive join goes on when no token elsewhere can still come on an empty flow alone."""
        into = [flow[0] for flow in self.into.get(name, [])]
        full = [flow for flow in into if self.on[flow]]
        if self.nodes[name]["kind"] != "or" or len(into) < 2 or not full:
            return False
        for place in [flow[2] for flow in self.flows.values() if self.on[flow[0]]] + list((+self.open).keys()):
            goals = self.reaches(place, name)
            if goals - set(full) and not goals & set(full):
                return False
        self.pass_on(name, full)
        return True

    def pass_on(self, name, used):
        for flow in used:
            self.on[flow] -= 1
        for flow in self.taken(name):
            self.on[flow[0]] += 1

    def reaches(self, place, join):
        """The flows into a join that can be reached from a place without passing the join."""
        seen, pending, goals = {place}, [] if place == join else [place], set()
        while pending:
            for flow in self.out_of.get(pending.pop(), []):
                if flow[2] == join:
                    goals.add(flow[0])
                elif flow[2] not in seen:
                    seen.add(flow[2])
                    pending.append(flow[2])
        return goals

    def taken(self, name):
        flows = self.out_of.get(name, [])
        if self.nodes[name]["kind"] == "and" or (len(flows) == 1 and flows[0][3] == "always"):
            return flows
        held = [flow for flow in flows if flow[3] in self.picks]
        if self.nodes[name]["kind"] == "xor" and held:
            return held[:1]
        rest = [flow for flow in flows if flow[3] == "always" or (flow[3] == "default" and not held)]
        return held + rest
