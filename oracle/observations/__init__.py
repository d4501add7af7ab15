"""From what sources say to values that can be compared.

collect  all sources asked at the same time
observe  what answers about a session's close come to (pure)
moments  what answers about a minute come to (pure)
halts    what the exchanges' records say was halted
band     which feed of a tokenised share watches a close, and how far apart the two may be (pure)
matches  what feeds say about a match, remembered and put together
"""
