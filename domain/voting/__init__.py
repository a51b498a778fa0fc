"""Votes: what is asked, what a ballot says, and how it is counted, in exact numbers."""
