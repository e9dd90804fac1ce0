"""Renewals: renewing in one sitting, the sample of learning that is looked at, and legal actions reported in time.

Serves nc.cert.1, nc.cert.2, nc.cert.5, nc.cert.5a, nc.cert.5b, nc.1.2, nm.competence.3.
"""
