"""Consent: releases of information, and what was told under them.

What people do here: a person signs a release, on a worker's device, on paper or signed in by themselves
(`releasing.sign_release`): what may be told, to whom, why, until when; they take it back in one tap or by word of mouth
(`revoke_release`, which is never refused). A worker tells somebody outside the team under a release in force
(`disclosing.disclose`, which asks the codes first), or puts on record what was told already (`declare_disclosure`, which never
refuses). Who stands with the person outside is listed with their yes (`partners`). The person sees all of it. Apps above ask `sharing.rule_on_sharing` before a contact with somebody else.

Serves the consent, disclosure and confidentiality clauses. The one gate for every channel comes later; the rows it needs are
kept from the first one on.
"""
