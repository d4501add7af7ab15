"""Accounts: what an address holds, may claim and did."""
