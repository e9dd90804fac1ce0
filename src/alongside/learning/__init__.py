"""Learning: providers, courses, attendance, hours by topic, exemptions, and stories to practice ethics on.

Serves nm.competence.1, nm.competence.3, nm.competence.4, nc.values.3, ca.cultural.6, ca.education.1, ca.education.2.
"""
