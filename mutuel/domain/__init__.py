"""The rules of Mutuel, once: pure functions over integers.

Nothing here reads a clock, a network, a file or a random source. Money is in micro-USDC, prices have eight
decimals, times are UTC seconds; all are `int` and every division names the way it rounds.
"""
