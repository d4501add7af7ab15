"""The rules of Mutuel, once: pure functions over integers.

Nothing here reads a clock, a network, a file or a random source. Money is in micro-USDC, prices have eight
decimals, times are UTC seconds; all are `int` and every division names the way it rounds.

market, params, ids      what a market is, its template as the chain names it, and the ids computed from it
schedule, edges, ranges  when it runs, where its ranges are cut, and which of them a value is in
limits, weights, odds    what may be staked, what a stake weighs, and what it could return
referee                  who won, from the answers to a market's questions
parimutuel, fees         how a pool is decided and shared, and the takeout
matches, results         the windows of a match, and how it ended
naming, units, errors    words, numbers and refusals for people
resolution               how a question gets its one final value
products                 how business numbers become markets
"""
