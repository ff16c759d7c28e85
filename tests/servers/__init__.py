"""Real servers for the tests: PostgreSQL and SeaweedFS, one of each per test run, on loopback."""
