"""Matches as the feeds tell them.

ask     all feeds of a match at the same time
memory  what each feed said and when it first said so, in SQL
story   what these sayings come to: votes, stops of play, overs bowled (pure)
"""
