"""What a person may answer: JSON Schema and UI schema. No database, no HTML."""
