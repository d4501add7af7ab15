"""Undecided markets as they stand.

questions  where, as the chain shows them
plan       what comes next for each, and from when (pure); what ends those that nobody waits for
"""
