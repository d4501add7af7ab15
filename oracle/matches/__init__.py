"""Matches: what follows for their windows and questions from what the feeds say.

deeds     what is due for the matches of now
reports   results and cancellations, signed and sent
evidence  why a result or a cancellation was reported (pure)
"""
