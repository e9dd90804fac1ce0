"""Resources: the agency's directory of what is around, each entry with where it comes from and the day it was checked.

What people do here: find a place by words and kind (housing, benefits, peer groups, help for families, naloxone ...), see who
checked it and when, check it, say that something in it is wrong; keepers (supervisors and administrators) enter and change
entries, answer what was said to be wrong, and bring in a list they have. Nothing is overwritten: each change is a version of its
own. A sheet in the person's language is printed or sent; it names nobody.

Serves nc.2.8a, ca.person.6, ca.education.3 and nm.safety.3. Apps above link what was shared with a person through
`queries.resources_seen_by(viewer)` and `queries.resource_seen_by(viewer, id)`, with the version that stood (`current_id`).
"""
