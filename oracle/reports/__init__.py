"""An answer by report, on path 2: k reporters sign what the sources come to.

attempt      everybody asked, decided, written down and reported, once
decide       the verdict and why (pure)
journal      what is written down for people
propose      signed, bonded and sent
corrections  sources that took back their word
crosscheck   what exchanges say against a proof
sanity       what the feed of the tokenised share says beside a reported close; it decides nothing
"""
