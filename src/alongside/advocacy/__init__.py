"""Advocacy: what workers do beyond one person, such as helping to shape a policy, furthering diversity, opening a community.

What people do here: a worker writes down where they spoke up, in half a minute; it stands on the agenda of their next
supervision session; supervisors and administrators read what their people did.

Serves ca.advocacy.1, ca.advocacy.2, ca.advocacy.5 and every clause whose prompts name a kind of it.
"""
