"""The outside world: each service behind one small interface."""
