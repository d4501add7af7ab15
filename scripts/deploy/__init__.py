"""Puts the contracts on a chain through Ape, hands every role to its holder and writes the address book."""
