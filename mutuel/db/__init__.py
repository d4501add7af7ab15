"""The tables, for SQLite and PostgreSQL alike.

mirror, oracle   what the chain says and what the oracle did: one writer each, readable by all
domain           rows in the words of the rules
engine, sessions, rows, types   how a database is opened, read, written in bulk, and kept exact
"""
