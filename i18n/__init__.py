"""Sentences in the languages of the cooperative, and what keeps them complete."""
