"""Everything that looks into received bytes. Runs only in a bounded child process; imports no other room."""
