"""An invented cooperative whose totals are those of a real year: facts in, choices out."""
