"""Groups: several people and one or two workers around a topic; planned, held, and written down once for all who came.

What people do here: plan a group (`planning`, which asks the codes first), take attendance and write the group's own note
(`taking`, which always writes what took place). Each person who came gets a contact of their own, with its ruling, its
holds and its place in their record; the group's note names nobody, and no record names another who came.

Serves ca.mutuality.4 (everyone had a chance to speak and to lead, decisions made together) and the confidentiality,
documentation and practice clauses for services that several share.
"""
