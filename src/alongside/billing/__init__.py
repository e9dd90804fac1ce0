"""Billing: what was done, as units of a service code; what is held and why; an export that is sealed once it is made.

What people do here: an agency says which code and which rounding apply from when (`codes`), reads what of a month is ready,
held or billed (`month`), and makes an export (`exporting`), which asks each code about billing and is never made anew: what
turns out otherwise is corrected in a later one. Units that no day can hold no row can hold either (`models`).

Serves ca.integrity.10 and the clauses on documentation: nothing is billed that has no signed note.
"""
