"""A whole house on one machine, played by people of its own: to watch, to the end, or through four disputes.

__main__                  what can be typed, and the line of JSON at the end
plans                     which weeks are played
stand, chain, processes   chain, contracts and services, and how none of them outlives the demo
director, story           from one moment to the next, and what people want at each
bettors, government       who bets and claims; who votes and signs for the multisig
scenes, disputes          a Friday on which a source is wrong, and four ways in which a dispute ends
books, kinds, stranger    what happened: added up twice, counted by kind, computed again by somebody who trusts nobody
"""
