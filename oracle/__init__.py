"""Brings the world to the chain: markets created, prices reported or proved, disputes answered, people paid.

run, commands  the service's loop, and `mutuel oracle`
keeper, acts   what is due, done one thing after the other under names that a restart knows
world, reach   everything that it touches, opened once; what could be decided with the sources at hand
calendar       which sessions an exchange holds, and when each one closes
foreign        JSON that strangers wrote, with bounds
evidence       what anyone needs to compute a decision again, under one Merkle root

From the keeper down to the sources; each room knows only those below it (pyproject.toml holds them to it):

monitoring     how the service is, who is woken, and where that is told, never decided by
charts         prices for people to look at, never decided by
decisions      undecided markets, step by step to the answer
markets        their life around the answer: made, halted, paid
matches        what follows for a match from what its feeds say
reports        an answer by report: decided, with evidence, signed and sent
proofs         an answer by proof
resolution     the undecided markets: where they stand on chain, what comes next
observations   from what sources say about a session, a minute or a match to values that can be compared
sources        one file for each source of prices or results
verify         a stranger's own check of all of it
"""
