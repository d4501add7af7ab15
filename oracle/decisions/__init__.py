"""Undecided markets, step by step to the answer, by whatever each step needs: a proof, a report, a match, or one call.

steps  what comes next for each, done
again  what was reported, reported once more: sources that took back their word, and challenges
"""
