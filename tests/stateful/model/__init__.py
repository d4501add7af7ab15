"""What the chain must look like: `mutuel.domain` decides, this package only keeps the books around it.

ledger    USDC, Escrow and SelfLimits: who holds what
pools     markets: bets, decisions and claims, each by a function of mutuel.domain
answers   questions with their bonds, the feed and the sequencer
house     all of it together, with the clock
"""
