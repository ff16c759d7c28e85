"""What every room may import: act, clock, database, errors, history, outbox, rendering. Imports no room."""
