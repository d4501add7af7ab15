"""Matches: what was announced, and the windows in which people may bet on each."""
