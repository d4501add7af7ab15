"""The rules in Python and in Solidity, held against each other: golden vectors, then ten thousand drawn cases."""
