"""Puts the contracts on a chain through Ape, hands every role to its holder and writes the address book.

__main__               `python -m scripts.deploy`, in the order in which it must happen
network, products      what a chain has and who holds its roles; sources and templates as the contracts take them
chain, safe, house     the way to a node; the multisig; our contracts in the order in which they need each other
permissions, handover  the one table of who may do what, and how it comes to hold
checks, errors         what must be true before and after, and why a deployment stops
book                   the address book, written last
"""
