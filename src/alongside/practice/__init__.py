"""Practice: what a worker and a person do together, from what is told before the first service to the closing of the case.

What people do here: tell a person what they are owed to hear (`telling`), agree how both will work (`agreeing`), plan a contact
(`planning`, which asks the codes first), write one down that took place (`writing`, which never refuses and holds from billing
what was against a code), keep promises (`promising`), close a case or end service at the person's word (`closing`).

Serves the practice, documentation, setting, informing, fees, commitments, mutuality, continuity and fraud clauses.
"""
