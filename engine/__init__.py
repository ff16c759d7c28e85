"""The embedded BPMN engine: knows processes, not our business."""
