"""The embedded BPMN engine. Knows processes, not our business."""
