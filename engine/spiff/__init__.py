"""The only importer of SpiffWorkflow. Pure: no database, no clock, no network."""
