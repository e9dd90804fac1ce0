"""Evidence: files that somebody hands in to prove something. Checked by content, cleaned, encrypted, opened on record.

Serves the clauses on misrepresentation: nm.integrity.6, nc.5.1, nc.5.1a, ca.integrity.13, ak.intro.1.
"""
