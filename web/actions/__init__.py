"""Writes: each action is one transaction with one commit."""
