"""Markets: what can be bet on, at which odds, and what happened."""
