"""The only place that speaks to the chain and holds keys.

client, clock              one node, and what time it is
abi, contracts, reverts    ABIs, the address book, typed calls, and refusals in plain words
calldata                   what a call that succeeded carried, read as leniently as contracts do
code                       our contracts known again by what stands on the chain
logs, history, calls       events and encoded calls read back
markets                    a market as the engine stores it, in the words of the rules
accounts, signing, sender  keys, signatures, transactions
proofs, streams            how sources of proofs are configured, and signed reports of Data Streams
"""
