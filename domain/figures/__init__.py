"""The published figures of the cooperative: what they are, how they add up, what may be shown."""
