"""Applications: asking for a certificate in sittings, references, evidence, review by two, a decision with its reasons.

Serves nc.5.1, nc.5.1a, ca.integrity.13, ca.integrity.13a, ca.integrity.13b, ak.intro.1.
"""
