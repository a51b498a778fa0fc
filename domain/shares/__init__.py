"""Shares: who holds how many, how they come, and how they leave."""
