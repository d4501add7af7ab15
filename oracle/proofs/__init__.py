"""An answer by proof, on path 1: the contract itself reads what Chainlink signed.

rounds  the one round of a feed that holds the price at a moment
prove   that round, or the signed report of a data stream, sent
"""
