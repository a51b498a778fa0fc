"""Reads: one statement each, plain values out."""
