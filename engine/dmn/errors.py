"""What can be wrong with a decision when it is made."""

from kernel.errors import Invalid, N_


class DecisionFailed(Invalid):
    """A decision that has no result over the data it met. Facts: decision, place (of the cell), reason."""

    code = "decision.failed"
    sentence = N_("The decision %(decision)s has no result here: %(place)s: %(reason)s.")


class RulesDisagree(Invalid):
    """More rules hold than the hit policy allows. Facts: decision, policy, rules."""

    code = "decision.rules_disagree"
    sentence = N_("The rules %(rules)s of the decision %(decision)s hold together, which %(policy)s does not allow.")


class NoRuleHolds(Invalid):
    """A decision without a result where the process needs one. Facts: decision, element."""

    code = "decision.no_rule_holds"
    sentence = N_("No rule of the decision %(decision)s holds, but %(element)s needs its result.")
