"""`mutuel verify`: a stranger's own computation of everything that decided a market and its payouts.

It believes a node about what is on chain and the address book about where: no database, no operator, no vendor. The
raw bodies come from the evidence archive and count only under the Merkle root that is on chain.

commands, verify   one market from the first bet to the last payout
site, report       what a check may read, and what it says
code               whether these are our contracts at all
terms, acts, bets  what was announced, what reporters did to the market, who staked what
answers            each question: proofs proved again; signed reports recovered, and their evidence read once more
                   (results: of a match; pages and found: what is in a manifest, and what it comes to)
origins, causes    whether feeds, streams and reporters are those of the address book; why one was cancelled
outcome, money     who won, the fee, every payout, Escrow's solvency
mirror             what a database says about it
"""
