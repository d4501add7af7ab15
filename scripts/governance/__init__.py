"""What governs Mutuel, for the people who do it: votes, rulings, waiting acts, the multisig and its files."""
