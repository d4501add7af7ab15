"""Markets before and after their answer: made, halted, paid.

schedule  which should exist, and their creation
closes    the closes that ranges are cut from
halts     betting closed while a whole market is halted
payouts   pushes to those who did not claim
"""
