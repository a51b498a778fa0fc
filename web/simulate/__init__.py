"""Writes an invented cooperative: many rows at once, through the same rules and the same ledger."""
