"""The board's door: the desk of those who keep a code of ethics, and the journal as auditors and operators read it.

What people do here: load the official document and see how it matches, confirm readings or say how a clause is to be
read, adopt an edition from a day on, look back. Serves the clauses by which a board adopts and keeps its code
(nm.preface.1 and the like); applications, certificates and complaints come to the same desk later.
"""
