"""Prices as they are now, for orientation."""
