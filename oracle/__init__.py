"""Brings the world to the chain: markets created, prices reported or proved, disputes answered, people paid.

run, commands  the service's loop, and `mutuel oracle`
world, reach   everything that it touches, opened once; what could be decided with the sources at hand
keeper, acts   what is due, done one thing after the other under names that a restart knows

markets        their life around the answer: made, halted, paid
resolution     the undecided ones: where they stand on chain, what comes next, how it is done
sources        one file for each source of prices or results
observations   from what sources say about a session or a minute to values that can be compared
reports        an answer by report: decided, with evidence, signed and sent, and once more where needed
proofs         an answer by proof, and what exchanges say against it
matches        what feeds say about matches, and what follows
charts         prices for people to look at, never decided by
monitoring     how the service is, who is woken, and where that is told, never decided by
verify         a stranger's own check of all of it
"""
