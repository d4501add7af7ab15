"""Mirrors our contracts' events into SQL: chain -> `mirror_*` tables, rebuildable at any time.

source   asks the node for headers and logs, and believes neither an empty answer nor a lower head
decode   raw logs -> events
rows     the rows that a batch touches, in memory
handlers event -> row changes, one file per contract that has tables
write    one batch in one transaction, with the cursor and the outbox
reorg    finds where the chain changed and undoes what followed, in one transaction
mirror   the step that joins them; service runs it until told to stop
commands  reindex, verify (payouts: was everybody paid what the rules say?), status: what an operator needs
"""
