"""Shared by tests that walk a chain step by step: an exact clock, predicted refusals, batched reads."""
