<<<<<<< HEAD
"""The embedded BPMN engine: knows processes, not our business."""
=======
"""The embedded BPMN engine. Knows processes, not our business."""
>>>>>>> tooling
