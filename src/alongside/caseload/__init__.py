"""Caseload: who supports whom, who may know of whom, and who looked.

What people do here: a supervisor or administrator takes a person in and offers an assignment (`assigning.offer`); the
worker says how they know the person, if they do, and takes it on or says no without penalty (`accept`, `decline`). A worker
steps back at once and cover is found (`stepping`). Opening a person's record needs a ground, and every look is on record
(`access.open_record`); without a ground there is the glass: a reason, a second factor, one hour, a review (`glass`).

Serves the continuity, worker-rights, nondiscrimination and relationships clauses at the moment of an assignment, and the
confidentiality clauses on who may open a record.
"""
