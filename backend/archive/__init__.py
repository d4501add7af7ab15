"""The archive: every decided market and where its money went."""
