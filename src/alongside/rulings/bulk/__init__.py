"""Duties of a whole state at once: events in columns, counted in numpy, with the verdicts that `canon.duties` gives."""
