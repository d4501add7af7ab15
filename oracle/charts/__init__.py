"""Prices for people to look at; nothing is ever decided from them.

prices  what sources and feeds showed, for charts
live    the last price of a coin while a round is open
"""
