"""Who did what, and when, by id: the evidence trail every other app writes to.

An entry is written in the same transaction as the act it tells of and is never changed. Within seconds a separate
sealer puts the entries into a Merkle log (RFC 9162) and signs a checkpoint over it, so that a changed, removed or
slipped-in entry is found by `alongside journal verify`, and so that writers never wait for one another.
Entries hold ids and never names: pages that show names live above `people`.
"""
