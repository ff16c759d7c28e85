"""Leave: what an employee is entitled to, the ledger of days, and the request that goes through the office."""
