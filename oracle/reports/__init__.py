"""An answer by report, on path 2: k reporters sign what the sources come to.

attempt             everybody asked, decided, written down and reported, once
decide              the verdict and why (pure)
evidence, journal   what anyone needs to compute it again; what is written down for people
propose             signed, bonded and sent
again, corrections  the same once more: sources that took back their word, and challenges
"""
