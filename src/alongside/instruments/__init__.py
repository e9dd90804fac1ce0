"""Instruments: surveys of needs and of quality that an agency loads, given by a worker and answered by the person alone.

What people do here: an agency loads a FHIR R4 Questionnaire with the way it is scored; a worker gives it to a person, the
code being asked first (`give_instrument`); the person answers on their own device by a one-time link, in their language,
unseen; what many said is shown once a period is over, small numbers hidden; the person keeps their own copy.

Serves nm.role.5 and nm.role.5a.

`shapes`, `reading`, `asking`, `scores`, `scoring_files` and `fhir` are pure: no clock, no table, no network.
"""
