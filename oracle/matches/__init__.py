"""Matches: what the feeds say about them, and what follows for their windows and questions.

ask       all feeds of a match at the same time
memory    what each feed said and when it first said so, in SQL
story     what these sayings come to: votes, stops of play, overs bowled (pure)
evidence  why a result or a cancellation was reported (pure)
reports   results and cancellations, signed and sent
deeds     what is due for the matches of now
"""
