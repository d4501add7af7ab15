"""From what sources say to values that can be compared.

calendar  which sessions an exchange holds, and when each one closes
collect   all sources asked at the same time
observe   what answers about a session's close come to (pure)
moments   what answers about a minute come to (pure)
"""
