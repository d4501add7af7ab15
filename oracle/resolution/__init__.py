"""Undecided markets, from their observation to the answer.

questions  where they stand, as the chain shows them
plan       what comes next for each, and from when (pure); what ends those that nobody waits for
decisions  how each next step is done
"""
