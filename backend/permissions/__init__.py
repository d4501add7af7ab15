"""Who may do what, as the access manager and the timelock say on chain."""
