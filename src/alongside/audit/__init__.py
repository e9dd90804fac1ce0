"""Audit: what an agency's record shows when it is counted, and one download that lets anybody count it again.

What people do here: see how soon contacts are written down (`lag`) and what does not fit together (`flags`), and make an audit
pack for a period (`packing`): tables of ids and times, the journal's entries about them with their proof, and a program
(`recount.py`) that needs nothing of ours to check every figure and every byte.

Serves the documentation, integrity and fraud clauses: nm.role.9a, ca.integrity.14a, sud.1.9, ak.conduct.5, ca.integrity.10.
"""
