"""Concerns: anybody here says what should be put right, and whoever can put it right hears it, with a clock and a deputy.

What people do here: a worker or a person served raises a concern (`raising`); it reaches the supervisor, or the agency's
administrators where it is about the supervisor or the place itself, and never whom it is about (`routing`); somebody says what
was done (`answering`); whoever raised it takes it further where it is not settled for them.

Serves nm.rights.4, ak.values.1, ca.authenticity.1a. A complaint to a board is another road, and this one closes no other.
"""
