"""The tests, by floor: unit, rooms, contract, processes, journeys, replay, bpmn, faults, house."""
