"""One decision of a file: its logic, columns and rows, each cell compiled or named as a finding with its id."""

from typing import Any

from engine.dmn.kinds import kind_named
from engine.dmn.model import Decision, Input, Output, Rule, Table
from engine.dmn.unary import Tests, compile_cell, compile_tests, literals
from engine.errors import ExpressionInvalid, Finding
from engine.expressions import Compiled
from kernel.errors import N_

POLICIES = {
    "UNIQUE": "UNIQUE", "U": "UNIQUE", "ANY": "ANY", "A": "ANY", "FIRST": "FIRST", "F": "FIRST",
    "PRIORITY": "PRIORITY", "P": "PRIORITY", "RULE ORDER": "RULE ORDER", "R": "RULE ORDER",
    "OUTPUT ORDER": "OUTPUT ORDER", "O": "OUTPUT ORDER", "COLLECT": "COLLECT", "C": "COLLECT",
}  # fmt: skip
AGGREGATIONS = frozenset({"", "SUM", "MIN", "MAX", "COUNT"})
RANKED = frozenset({"PRIORITY", "OUTPUT ORDER"})
LOGIC_NOT_RUN = ("context", "invocation", "list", "relation", "functionDefinition", "conditional", "for", "filter")
NOTHING = compile_cell("null")


class Reader:
    """Reads the decisions of one file; what is wrong is collected, not raised."""

    def __init__(self, space: str, findings: list[Finding]) -> None:
        self.space, self.findings = space, findings
        self.types: dict[str, tuple[str, str]] = {}

    def kind_of(self, node: Any) -> str:
        """The DMN name of a node, '' for anything else."""
        return node.tag[len(self.space) :] if isinstance(node.tag, str) and node.tag.startswith(self.space) else ""

    def text(self, node: Any, path: str) -> str:
        """The stripped text of a sub-node, '' without one."""
        found = node.find("/".join(self.space + part for part in path.split("/")))
        return "".join(found.itertext()).strip() if found is not None else ""

    def found(self, rule: str, node: Any, sentence: str, **facts: Any) -> None:
        """Collects a finding; the node's name is among its facts."""
        identity = node.get("id") or ""
        name = node.get("name") or node.get("label") or identity
        self.findings.append(Finding(rule, identity, sentence, {"name": name, **facts}))

    def decision(self, node: Any) -> Decision:
        """A decision; with findings, if something in it can't be run."""
        references = node.findall(f"{self.space}informationRequirement/{self.space}requiredDecision")
        if node.find(f"{self.space}knowledgeRequirement") is not None:
            self.found("dmn-not-run", node, N_("%(kind)s can't be run here (%(name)s)."), kind="knowledgeRequirement")
        variable = node.find(f"{self.space}variable")
        name = node.get("name") or node.get("id", "")
        given = (variable.get("name") if variable is not None else None) or name
        return Decision(
            id=node.get("id", ""),
            name=name,
            variable=given if given.isidentifier() else node.get("id", ""),
            kind=kind_named(variable.get("typeRef")) if variable is not None else "any",
            requires=tuple(reference.get("href", "").removeprefix("#") for reference in references),
            logic=self.logic(node),
        )

    def logic(self, node: Any) -> Table | Compiled:
        """The table or the expression of a decision."""
        table, literal = node.find(f"{self.space}decisionTable"), node.find(f"{self.space}literalExpression")
        if table is not None:
            return self.table(table)
        if literal is not None:
            return self.expression(literal, self.text(literal, "text"), literal)
        other = next((kind for kind in map(self.kind_of, node) if kind in LOGIC_NOT_RUN), "")
        if other:
            self.found("dmn-not-run", node, N_("%(kind)s can't be run here (%(name)s)."), kind=other)
        else:
            self.found("dmn-empty", node, N_("The decision %(name)s has neither a table nor an expression."))
        return NOTHING

    def table(self, node: Any) -> Table:
        """A table with all its cells compiled."""
        policy = POLICIES.get(node.get("hitPolicy", "UNIQUE").upper(), "")
        aggregation = node.get("aggregation", "").upper()
        inputs = tuple(map(self.input, node.findall(f"{self.space}input")))
        outputs = tuple(map(self.output, node.findall(f"{self.space}output")))
        rules = tuple(
            self.rule(row, number, len(inputs), len(outputs))
            for number, row in enumerate(node.findall(f"{self.space}rule"), 1)
        )
        self.policies(node, policy, aggregation, outputs)
        return Table(policy, aggregation, inputs, outputs, rules)

    def policies(self, node: Any, policy: str, aggregation: str, outputs: tuple[Output, ...]) -> None:
        """What hit policy and aggregation ask of the columns."""
        if not policy or aggregation not in AGGREGATIONS or (aggregation and policy != "COLLECT"):
            asked = f"{node.get('hitPolicy', 'UNIQUE')} {aggregation}".strip()
            self.found("dmn-hit-policy", node, N_("The hit policy %(policy)s is not known."), policy=asked)
        if aggregation and len(outputs) != 1:
            self.found("dmn-hit-policy", node, N_("Only a table with one output can be aggregated."))
        if policy in RANKED and not any(output.values for output in outputs):
            sentence = N_("%(policy)s needs the list of output values, the most important first.")
            self.found("dmn-hit-policy", node, sentence, policy=policy)
        if not outputs:
            self.found("dmn-empty", node, N_("The table %(name)s has no output."))
        names = [output.name for output in outputs]
        if len(outputs) > 1 and (len(set(names)) < len(names) or not all(map(str.isidentifier, names))):
            self.found("dmn-output-name", node, N_("Each output needs a name of its own, of letters and digits."))

    def input(self, node: Any) -> Input:
        """An input column."""
        asked = node.find(f"{self.space}inputExpression")
        if asked is None:
            self.found("dmn-expression", node, N_("The input %(name)s has no expression."))
            return Input(node.get("id", ""), node.get("label") or "", "any", NOTHING, None)
        text = self.text(asked, "text") or node.get("label") or ""
        kind, allowed = self.types.get(asked.get("typeRef") or "", (kind_named(asked.get("typeRef")), ""))
        allowed = self.text(node, "inputValues/text") or allowed
        return Input(
            id=node.get("id", ""),
            label=node.get("label") or text,
            kind=kind,
            expression=self.expression(asked, text, node),
            allowed=self.tests(node.find(f"{self.space}inputValues"), allowed, node) if allowed else None,
        )

    def output(self, node: Any) -> Output:
        """An output column."""
        kind, allowed = self.types.get(node.get("typeRef") or "", (kind_named(node.get("typeRef")), ""))
        allowed = self.text(node, "outputValues/text") or allowed
        default = node.find(f"{self.space}defaultOutputEntry")
        name = node.get("name") or node.get("label") or node.get("id", "")
        values: tuple[Any, ...] = ()
        if allowed:
            try:
                values = literals(allowed)
            except ExpressionInvalid as fault:
                self.foreign(node, fault)
        text = self.text(default, "text") if default is not None else ""
        return Output(node.get("id", ""), name, kind, values, self.expression(node, text, node) if text else None)

    def rule(self, node: Any, number: int, inputs: int, outputs: int) -> Rule:
        """A row; it has one cell for each column."""
        tests = [self.tests(cell, self.text(cell, "text"), node) for cell in node.findall(f"{self.space}inputEntry")]
        answers: list[Compiled | None] = []
        for cell in node.findall(f"{self.space}outputEntry"):
            text = self.text(cell, "text")
            answers.append(self.expression(cell, text, node) if text else None)
        if (len(tests), len(answers)) != (inputs, outputs):
            self.found("dmn-rule", node, N_("The rule %(number)s has not one cell for each column."), number=number)
        return Rule(node.get("id", ""), number, tuple(tests), tuple(answers))

    def tests(self, cell: Any, text: str, around: Any) -> Tests:
        """An input cell."""
        try:
            return compile_tests(text)
        except ExpressionInvalid as fault:
            self.foreign(named(cell, around), fault)
            return Tests(text, (), False)

    def expression(self, cell: Any, text: str, around: Any) -> Compiled:
        """An expression of a cell or column."""
        try:
            return compile_cell(text)
        except ExpressionInvalid as fault:
            self.foreign(named(cell, around), fault)
            return NOTHING

    def foreign(self, node: Any, fault: ExpressionInvalid) -> None:
        """A text that is not in our language, with the offer if there is one."""
        self.found("dmn-expression", node, ExpressionInvalid.sentence, **fault.facts)


def named(cell: Any, around: Any) -> Any:
    """The cell itself if it has an id, else what is around it."""
    return cell if cell is not None and cell.get("id") else around
