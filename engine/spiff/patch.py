"""The one place that says where our runtime differs from SpiffWorkflow 3.2.0, and why.

The library parses the diagram and gives the specs; nothing of it is changed globally. The specs of a compiled process
are refitted one by one: each takes the class that `REFITTED` names. Live tasks and trees are our subclasses.
"""

from importlib.metadata import version

from SpiffWorkflow.bpmn.specs import control, defaults

from engine.spiff import events, gateways, multi, nodes

REQUIRED = "3.2.0"
if version("SpiffWorkflow") != REQUIRED:
    raise ImportError(f"engine.spiff is written for SpiffWorkflow {REQUIRED}; read patch.py before another is used")

REFITTED: dict[type, type] = {
    # uuid4 ids, the wall clock, logging on every state change, walks over the whole tree to find what is ready or
    # waits, a depth limit of 1,000, and predicted tasks that multiply with every parallel block: see tree.py.
    control.BpmnStartTask: nodes.Start,
    control.SimpleBpmnTask: nodes.Plain,
    # Walks the whole tree on every completion.
    control._EndJoin: gateways.EndJoin,
    # Left sub-workflows of a cancelled multi-instance behind, then TaskNotFoundException; its join is not needed.
    control.BoundaryEventSplit: nodes.Split,
    defaults.UserTask: nodes.Person,
    defaults.ManualTask: nodes.Manual,
    # exec and eval of whatever the diagram says.
    defaults.ScriptTask: nodes.Script,
    defaults.ServiceTask: nodes.Service,
    # A scope that was cancelled by an event thrown inside it still ran its next automatic step.
    defaults.IntermediateThrowEvent: events.Throw,
    # `cancel` of deep trees recursed; a terminate end event walked them.
    defaults.EndEvent: events.End,
    # Finished sub-workflows were kept for ever, and every step looped over them.
    defaults.SubWorkflowTask: nodes.SubProcess,
    defaults.CallActivity: nodes.Called,
    # Conditions were read in the order of the drawing's y coordinates; no match raised an unnamed error.
    defaults.ExclusiveGateway: gateways.Exclusive,
    # Walked the whole tree and recursed over ancestors; at a join the last token overwrote the others' changes.
    defaults.ParallelGateway: gateways.Parallel,
    # The same walks.
    defaults.InclusiveGateway: gateways.Inclusive,
    # Scanned all siblings per completion; lost its wiring when restored; a second round in a loop failed because
    # the item and the output of the first were still in the data; NameError 'data_ouput'.
    defaults.ParallelMultiInstanceTask: multi.AtOnce,
    defaults.SequentialMultiInstanceTask: multi.OneByOne,
    defaults.StandardLoopTask: multi.Loop,
    # Timers fired by themselves, by the server's clock and zone; one message completed all waiting siblings.
    defaults.StartEvent: events.Begin,
    defaults.IntermediateCatchEvent: events.Catch,
    defaults.ReceiveTask: events.Receive,
    # Cancelling a repeating timer removed the tokens it had sent.
    defaults.BoundaryEvent: events.Boundary,
    # Event sub-processes kept the process from ending, and a delivered one changed the shared spec of all instances:
    # wiring.py makes events.EventScope of a sub-process that is triggered by an event.
    events.EventGateway: events.EventGateway,
}
