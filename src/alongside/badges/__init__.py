"""Badges: a certificate as a signed file that anyone can verify without asking us, and the lists that say what was revoked.

Serves ca.integrity.13c, sud.1.2, ak.conduct.2 and nm.integrity.6: a credential is shown only as it is, bound to its holder.
The standards (`multikey`, `plain_json`, `proofs`, `bitstrings`, `documents`, `issuers`, `verifying`) know no Django.
"""
