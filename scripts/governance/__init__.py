"""What governs Mutuel, for the people who do it: votes, rulings, waiting acts, the multisig and its files.

__main__, commands          what can be typed, and which act it becomes
office, signer, errors      how an act leaves, who sends it, and why it may not
chamber                     the contracts that govern and are governed, on one chain
motions, waiting            proposals of the DAO, and what waits in the timelock after them
rulings                     disputes: challenge, ruling, the multisig's in its hours, veto
payments, stops             the house's own money, and what may be stopped at once
multisig, batch             acts of the Safe with its owners' keys, or as a file for them to sign
changes, status, wording    what an act changes, what is under way, and any call in words
"""
