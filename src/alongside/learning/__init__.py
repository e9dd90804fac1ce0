"""Learning: providers, courses, attendance, hours by topic, exemptions, and stories to practice ethics on.

Serves nm.competence.1, nm.competence.3, nm.competence.4, nc.values.3, nc.cert.2, ca.cultural.6, ca.education.1,
ca.education.2.

What was learned is written once (`entering`), put right by corrections (`actions`), added up by the database (`hours`) and
held against what a programme asks by pure arithmetic (`counting`), within the period that certificates know (`windows`).
"""
